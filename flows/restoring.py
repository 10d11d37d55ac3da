"""Bringing a system back from a backup so that nothing erased comes back and nothing is told twice."""

import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flows.backup_folder import HOME, LEDGER, Backup
from flows.erasing import Cleaning, empty_case, let_go
from flows.erasure_register import note_erasure, read_register, register_file
from flows.keys import ProfileKey, UploadKey, parse_key
from flows.ledger.erasure import Noted, Order
from flows.ledger.restores import adopt, cases_of, names_erased, note_restore, unknown_erasures
from flows.ledger.store import Ledger
from flows.ports import ObjectStore
from pipeline.errors import Misconfigured, WrongUse

RESTORED: Final = "restored"
OWN_PARTS: Final = ("ledger", "object_store", "run/secrets.json")


class HomeTaken(WrongUse):
    code = "home_taken"
    message = "{home} holds a system already: {part} is there."
    remedy = "Restore into an empty folder; what is left of the old one may show what came since the backup."


class ErasuresUnknown(Misconfigured):
    code = "erasures_unknown"
    message = "It is not known who was erased after this backup was made: there is no {file}."
    remedy = "Name the register with --erasures, or say --none-erased: an erased case must stay erased."


def must_be_empty(home: Path) -> None:
    """Raises HomeTaken."""
    for part in OWN_PARTS:
        if (home / part).exists():
            raise HomeTaken(home=str(home), part=part)


def copy_files(backup: Backup, home: Path) -> None:
    """The ledger and what else the home had."""
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    shutil.copytree(backup.folder / HOME, home, dirs_exist_ok=True)
    (home / "ledger").mkdir(mode=0o700, exist_ok=True)
    shutil.copy2(backup.folder / LEDGER, home / "ledger" / "ledger.sqlite")


def adopt_register(work: Cleaning, noted: Iterable[Noted]) -> None:
    """The register that came with the backup learns what was noted since."""
    file = register_file(work.home, work.register)
    known = set(read_register(file))
    for one in noted:
        if one not in known:
            note_erasure(file, one)


def put_objects(
    backup: Backup, ledger: Ledger, store: ObjectStore, noted: Iterable[Noted]
) -> tuple[int, int]:
    """Uploads and profiles, but none of a case that was erased since; how many came and how many did not."""
    noted = unknown_erasures(ledger, noted)
    names = {key: name for key, _ in backup.objects() if (name := case_name(key))}
    gone = names_erased(ledger, set(names.values()), noted)
    wanted = [(key, file) for key, file in backup.objects() if names.get(key) not in gone]
    for key, file in wanted:
        store.write(key, file.read_bytes())
    return len(wanted), len(list(backup.objects())) - len(wanted)


def case_name(key: str) -> tuple[str, str] | None:
    """Municipality and case id that an object belongs to; None for what is nothing of ours."""
    match parse_key(key):
        case UploadKey(municipality, case_id) | ProfileKey(municipality, case_id):
            return municipality, case_id
        case _:
            return None


def put_right(work: Cleaning, noted: Sequence[Noted], who: str) -> int:
    """What a ledger from a backup needs before it goes on; how many cases were erased again.

    Cases erased since the backup are erased again, so far as they came back; an upload that was stored after
    the erasure belongs to a new case and stays. May be done again where it was broken off.
    """
    since = unknown_erasures(work.ledger, noted)
    back = cases_of(work.ledger, since)
    for case, erased in back.items():
        empty_case(work, case, Order(who, RESTORED), stored_by=erased.at)
    adopt(work.ledger, since)
    note_restore(work.ledger, who, datetime.now(UTC))
    let_go(work)
    return len(back)
