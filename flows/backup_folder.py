"""A backup as it stands on a disk: what it holds, and whether it still holds what was written.

manifest.json   what it is of, and the digest of each file; written last, so that half a backup has none
ledger.sqlite   the ledger; it was copied first, so the objects are all that it knows of, and perhaps more
objects.jsonl   each object of the store: key, digest
objects/        their bytes, named by digest
home/           keys, addresses, heads of the audit, settings of municipalities, models, the case inbox
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import WrongUse

SCHEMA: Final = "sagsklar/backup/1"
MANIFEST, LEDGER, INDEX, OBJECTS, HOME = "manifest.json", "ledger.sqlite", "objects.jsonl", "objects", "home"


class NoBackup(WrongUse):
    code = "no_backup"
    message = "{folder} is no backup that was finished: {why}."
    remedy = "Name a folder that `sagsklar backup` wrote to its end."


class BackupDamaged(WrongUse):
    code = "backup_damaged"
    message = "The backup {folder} is damaged: {file} is not what was written."
    remedy = "Take another copy or an older backup; nothing was restored."


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished one."""

    folder: Path
    manifest: dict[str, Any]

    def objects(self) -> Iterator[tuple[str, Path]]:
        """Each object's key, and the file with its bytes."""
        for line in (self.folder / INDEX).read_text("utf-8").splitlines():
            told = json.loads(line)
            yield told["key"], self.folder / OBJECTS / told["sha256"]


def read_backup(folder: Path) -> Backup:
    """The backup of a folder, every byte checked. Raises NoBackup, BackupDamaged."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        raise NoBackup(folder=str(folder), why=f"it has no {MANIFEST}") from None
    if manifest.get("schema") != SCHEMA:
        raise NoBackup(folder=str(folder), why=f"its schema is not {SCHEMA}")
    for name, sha256 in manifest["files"].items():
        if not (folder / name).is_file() or digest_of_file(folder / name) != sha256:
            raise BackupDamaged(folder=str(folder), file=name)
    found = Backup(folder, manifest)
    for _, file in found.objects():
        if not file.is_file() or digest_of_file(file) != file.name:
            raise BackupDamaged(folder=str(folder), file=f"{OBJECTS}/{file.name}")
    return found


def digest_of_file(file: Path) -> str:
    """SHA-256 of its bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
