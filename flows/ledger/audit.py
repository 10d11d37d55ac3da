"""Who did what, when: append-only, ids and numbers only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from flows.ledger.store import Ledger
from flows.ledger.tables import audit


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the audit. `about` holds ids and numbers, never names or values read."""

    id: int
    at: datetime
    who: str
    what: str
    about: dict[str, str | int]


def note(connection: Connection, now: datetime, who: str, what: str, **about: str | int) -> None:
    """Writes one line within the transaction of the deed itself."""
    connection.execute(insert(audit).values(at=now, who=who, what=what, about=about))


def write_audit(ledger: Ledger, who: str, what: str, now: datetime, **about: str | int) -> None:
    """Writes one line for a deed that changes nothing else in the ledger, such as looking at a case."""
    with ledger.writing() as connection:
        note(connection, now, who, what, **about)


def read_audit(ledger: Ledger, *, what: str | None = None, limit: int = 1000) -> tuple[Entry, ...]:
    """The newest lines, newest first; with `what` those of one kind of deed."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    with ledger.reading() as connection:
        rows = connection.execute(query if what is None else query.where(audit.c.what == what))
        return tuple(Entry(row.id, row.at, row.who, row.what, row.about) for row in rows)
