"""How the entries of the audit hang together: each hash covers its entry and the hash before it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

GENESIS: Final = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit. `about` holds ids and numbers, never names or values read."""

    id: int
    at: datetime
    who: str
    what: str
    about: dict[str, str | int]


def link(before: str, entry: Entry) -> str:
    """The hash of an entry that follows one with the hash `before`: SHA-256 over both as JSON."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [before, entry.id, at, entry.who, entry.what, entry.about]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
