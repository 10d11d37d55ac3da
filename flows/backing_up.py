"""Backing up the embedded system while it runs: everything that cannot be made again, in one folder."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from flows.backup_folder import HOME, INDEX, LEDGER, MANIFEST, OBJECTS, SCHEMA, digest_of_file
from flows.ledger.copies import copy_ledger
from flows.ledger.store import Ledger
from flows.ports import ObjectGone, ObjectStore
from pipeline.errors import WrongUse

KEPT: Final = (
    "run/secrets.json",
    "run/ports.json",
    "run/audit-heads.jsonl",
    "run/erasures.jsonl",
    "municipalities",
    "models",
)
"""Of the home; pictures, logs and Prefect's runs are not: they are made again or needed no more."""
INBOX: Final = "inbox/inbox.sqlite"


class FolderTaken(WrongUse):
    code = "folder_taken"
    message = "{folder} is there already."
    remedy = "Name a new folder for each backup; one that was broken off can be deleted."


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was copied. `head`: of the audit at that moment, worth keeping elsewhere."""

    objects: int
    bytes: int
    entries: int
    head: str


def back_up(ledger: Ledger, store: ObjectStore, home: Path, target: Path) -> BackedUp:
    """Writes a backup into a new folder that only its owner reads.

    Raises FolderTaken, LedgerElsewhere, StoreAway.
    """
    if target.exists():
        raise FolderTaken(folder=str(target))
    target.mkdir(parents=True, mode=0o700)
    made = datetime.now(UTC)
    entries, head = copy_ledger(ledger, target / LEDGER)
    copy_home(home, target / HOME)
    count, size = copy_objects(store, target)
    whole = {
        "schema": SCHEMA,
        "made": made.isoformat(),
        "sagsklar": version("sagsklar"),
        "audit": {"entries": entries, "head": head},
        "objects": count,
        "files": {str(one.relative_to(target)): digest_of_file(one) for one in sorted(plain_files(target))},
    }
    (target / MANIFEST).write_text(json.dumps(whole, indent=1), "utf-8")
    return BackedUp(count, size, entries, head)


def plain_files(target: Path) -> Iterator[Path]:
    """All files of the backup but the objects, which are named by their digests."""
    return (one for one in target.rglob("*") if one.is_file() and one.relative_to(target).parts[0] != OBJECTS)


def copy_home(home: Path, target: Path) -> None:
    """What of the home cannot be made again."""
    for name in KEPT:
        source = home / name
        (target / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if source.is_dir():
            shutil.copytree(source, target / name)
        elif source.is_file():
            shutil.copy2(source, target / name)
    if (home / INBOX).is_file():
        (target / INBOX).parent.mkdir(parents=True, mode=0o700)
        with closing(sqlite3.connect(home / INBOX, timeout=30)) as connection:
            connection.execute("VACUUM INTO ?", (str(target / INBOX),))


def copy_objects(store: ObjectStore, target: Path) -> tuple[int, int]:
    """Every object; one that goes meanwhile was erased, and is left out. How many, and how many bytes."""
    (target / OBJECTS).mkdir(mode=0o700)
    count, size = 0, 0
    with (target / INDEX).open("w", encoding="utf-8") as index:
        for stored in store.list():
            try:
                content = store.read(stored.key)
            except ObjectGone:
                continue
            digest = sha256(content).hexdigest()
            (target / OBJECTS / digest).write_bytes(content)
            index.write(json.dumps({"key": stored.key, "sha256": digest}, ensure_ascii=False) + "\n")
            count, size = count + 1, size + len(content)
    return count, size
