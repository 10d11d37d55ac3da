"""Which cases were erased, noted outside the ledger: a backup from before must not bring them back.

A line holds a keyed digest of the case's name, so that it tells nobody but the ledger whose case it was.
"""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

from flows.ledger.erasure import Noted


def register_file(home: Path, chosen: Path | None) -> Path:
    """Where it stands. It is of use on another disk than the home, such as beside the backups."""
    return chosen or home / "run" / "erasures.jsonl"


def note_erasure(file: Path, erased: Noted) -> None:
    """Adds a line; it is on the disk when this returns."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = erased.at.astimezone(UTC).isoformat()
    line = {"case": erased.case, "last_sequence": erased.last_sequence, "at": at}
    with file.open("a", encoding="utf-8") as opened:
        opened.write(json.dumps(line) + "\n")
        opened.flush()
        os.fsync(opened.fileno())


def read_register(file: Path) -> tuple[Noted, ...]:
    """All lines; none where there is no file."""
    if not file.is_file():
        return ()
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return tuple(
        Noted(str(one["case"]), int(one["last_sequence"]), datetime.fromisoformat(one["at"])) for one in lines
    )
