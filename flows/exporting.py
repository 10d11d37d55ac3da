"""The citizen's copy of a case as a folder: the files as they came, all that was made of them, an index."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from flows.ledger.audit import write_audit
from flows.ledger.case_names import CaseName
from flows.ledger.copying import copy_of, texts_of
from flows.ledger.store import Ledger
from flows.ports import ObjectGone, ObjectStore
from pipeline.errors import WrongUse

Json = dict[str, Any]
Index = Callable[[Json], str]
"""The copy → a page for people, which links to the files beside it."""


class FolderInUse(WrongUse):
    code = "folder_in_use"
    message = "{folder} is there already and not empty."
    remedy = "Name another with --out, or remove it: copies of two cases must never mix."


@dataclass(frozen=True, slots=True)
class Archive:
    """Where a case is copied from. `store` None: without the files as they came."""

    ledger: Ledger
    store: ObjectStore | None


def export(archive: Archive, case: CaseName, folder: Path, index: Index, who: str) -> Json:
    """Writes the copy and returns its JSON. Raises FolderInUse, StoreAway."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderInUse(folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = {**copy_of(archive.ledger, case), "made": datetime.now(UTC).isoformat()}
    for number, upload in enumerate(copy["uploads"], 1):
        keep_upload(archive.store, upload, folder, number)
    for verdict in copy["verdicts"]:
        keep_letters(verdict, folder)
    if isinstance(copy["profile"], dict):
        write(folder / "profile.json", pretty(copy["profile"]))
    write(folder / "case.json", pretty(copy))
    write(folder / "index.html", index(copy))
    write_audit(archive.ledger, who, "case.exported", datetime.now(UTC), case_key=case.case_key)
    return copy


def keep_upload(store: ObjectStore | None, upload: Json, folder: Path, number: int) -> None:
    """The file under a name that cannot lead out of the folder, and the text that was read of it."""
    name = f"{number:03d} {safe_name(upload['file'])}"
    text = texts_of(upload["inspection"])
    if text:
        upload["text"] = f"read/{name}.txt"
        write(folder / upload["text"], text)
    if store is None or upload["replaced"]:
        return
    try:
        content = store.read(upload["key"])
    except ObjectGone:
        return
    upload["original"] = f"uploads/{name}"
    write_bytes(folder / upload["original"], content)


def safe_name(name: str) -> str:
    """The last part of an upload's name, without what file systems or browsers take for more than a name."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"|?*' else "_" for letter in last)
    return kept.strip(". ")[-100:] or "file"


def keep_letters(verdict: Json, folder: Path) -> None:
    """Each letter of a verdict as a text."""
    for language, letter in verdict["verdict"].get("letter", {}).items():
        write(folder / "letters" / f"{verdict['sequence']:03d}-{language}.txt", letter)


def pretty(value: Json) -> str:
    """JSON that a person can read too."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def write(file: Path, text: str) -> None:
    """A text that only its owner reads."""
    write_bytes(file, text.encode())


def write_bytes(file: Path, content: bytes) -> None:
    """A file that only its owner reads."""
    file.parent.mkdir(exist_ok=True, mode=0o700)
    file.touch(mode=0o600)
    file.write_bytes(content)
