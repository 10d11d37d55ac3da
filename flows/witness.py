"""Heads of the audit's chain, written down outside the database: who shortens or rewrites it is found out."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from flows.ledger.audit import head_of
from flows.ledger.store import Ledger


def heads_file(home: Path) -> Path:
    """One line a head; copy it to where the database's keepers cannot write."""
    return home / "run" / "audit-heads.jsonl"


def witness_head(ledger: Ledger, home: Path, now: datetime) -> None:
    """Adds the newest head, once."""
    number, linked = head_of(ledger)
    if number in witnessed(home):
        return
    file = heads_file(home)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    with file.open("a", encoding="utf-8") as opened:
        opened.write(json.dumps({"entry": number, "hash": linked, "at": at}) + "\n")


def witnessed(home: Path) -> Mapping[int, str]:
    """Entry → the hash that was written down first."""
    file = heads_file(home)
    if not file.is_file():
        return {}
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return {int(line["entry"]): str(line["hash"]) for line in reversed(lines)}
