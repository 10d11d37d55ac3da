"""What the case inbox keeps: every delivery as it came, and every verdict as it was fetched."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY, case_id TEXT NOT NULL, event_id TEXT NOT NULL, received TEXT NOT NULL,
    headers TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS deliveries_case ON deliveries (case_id);
CREATE INDEX IF NOT EXISTS deliveries_event ON deliveries (event_id);
CREATE TABLE IF NOT EXISTS verdicts (
    screening_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, sequence INTEGER NOT NULL, outcome TEXT NOT NULL,
    verdict TEXT NOT NULL, withdrawn INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS verdicts_case ON verdicts (case_id, sequence);
CREATE TABLE IF NOT EXISTS profiles (case_id TEXT PRIMARY KEY, profile TEXT);
"""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One signed delivery; `body` as it came. `event_id`: its webhook-id, the same for repeats."""

    case_id: str
    event_id: str
    received: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A whole verdict and the case's profile, as the read API gave them."""

    screening_id: str
    verdict: dict[str, Any]
    profile: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class InboxStore:
    """The inbox's file."""

    path: Path

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """One transaction."""
        connection = sqlite3.connect(self.path, timeout=30)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA secure_delete=ON")
            with connection:
                yield connection
        finally:
            connection.close()


def open_store(path: Path) -> InboxStore:
    """The inbox at a file, begun where it is new."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = InboxStore(path)
    with store.open() as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.executescript(TABLES)
    return store


def keep(store: InboxStore, delivery: Delivery, fetched: Fetched | None) -> None:
    """Keeps a delivery and what was fetched for it."""
    with store.open() as connection:
        connection.execute(
            "INSERT INTO deliveries (case_id, event_id, received, headers, body) VALUES (?, ?, ?, ?, ?)",
            (
                delivery.case_id,
                delivery.event_id,
                delivery.received,
                json.dumps(delivery.headers),
                delivery.body,
            ),
        )
        if fetched is not None:
            keep_verdict(connection, delivery.case_id, fetched)


def keep_verdict(connection: sqlite3.Connection, case_id: str, fetched: Fetched) -> None:
    """The verdict and the profile beside it; what stands already stays or is renewed."""
    verdict = fetched.verdict
    connection.execute(
        "INSERT OR IGNORE INTO verdicts (screening_id, case_id, sequence, outcome, verdict)"
        " VALUES (?, ?, ?, ?, ?)",
        (fetched.screening_id, case_id, verdict["sequence"], verdict["outcome"], json.dumps(verdict)),
    )
    connection.execute(
        "INSERT INTO profiles VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET profile = excluded.profile",
        (case_id, json.dumps(fetched.profile)),
    )


def withdraw(store: InboxStore, screening_id: str) -> None:
    """A withdrawn verdict is current no longer."""
    with store.open() as connection:
        connection.execute("UPDATE verdicts SET withdrawn = 1 WHERE screening_id = ?", (screening_id,))


def cases(store: InboxStore) -> list[dict[str, Any]]:
    """Every case with how often something came for it and where it stands."""
    query = """
        SELECT d.case_id, d.events, v.screening_id, v.sequence, v.outcome
        FROM (SELECT case_id, count(*) AS events FROM deliveries GROUP BY case_id) d
        LEFT JOIN verdicts v ON v.case_id = d.case_id AND v.withdrawn = 0 AND v.sequence = (
            SELECT max(sequence) FROM verdicts WHERE case_id = d.case_id AND withdrawn = 0)
        ORDER BY d.case_id
    """
    with store.open() as connection:
        return [dict(row) for row in connection.execute(query)]


def case(store: InboxStore, case_id: str) -> dict[str, Any] | None:
    """One case with every delivery, repeats too, and its current verdict whole; None when unknown."""
    with store.open() as connection:
        here = (case_id,)
        rows = connection.execute("SELECT * FROM deliveries WHERE case_id = ? ORDER BY id", here).fetchall()
        profile = connection.execute("SELECT profile FROM profiles WHERE case_id = ?", here).fetchone()
        current = connection.execute(
            "SELECT screening_id, sequence, verdict FROM verdicts WHERE case_id = ? AND withdrawn = 0"
            " ORDER BY sequence DESC LIMIT 1",
            here,
        ).fetchone()
    if not rows:
        return None
    return {
        "case_id": case_id,
        "profile": json.loads(profile["profile"]) if profile else None,
        "events": shown_events(rows),
        "current": {**dict(current), "verdict": json.loads(current["verdict"])} if current else None,
    }


def shown_events(rows: list[sqlite3.Row]) -> list[dict[str, Any]]:
    """The deliveries in order; one whose id came before is a repeat."""
    seen: set[str] = set()
    events = []
    for row in rows:
        headers = json.loads(row["headers"])
        repeat = row["event_id"] in seen
        events.append(
            {"received": row["received"], "headers": headers, "body": row["body"], "repeat": repeat}
        )
        seen.add(row["event_id"])
    return events
