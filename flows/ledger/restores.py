"""A ledger that was brought back from a backup: what has to be so before it goes on."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from flows.ledger.audit import note
from flows.ledger.case_names import CaseName
from flows.ledger.changes import FREED
from flows.ledger.erasure import DONE, Noted, case_digest
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, erasures, outbox, restores, screenings

LEAP: Final = 1000
"""More verdicts than any case gets between two backups."""
PAUSE: Final = timedelta(minutes=5)
"""What waited when the backup was made may be old by now: what came since is read and screened first."""


def unknown_erasures(ledger: Ledger, noted: Iterable[Noted]) -> tuple[Noted, ...]:
    """Those that this ledger knows nothing of: they were done after the backup was made."""
    with ledger.reading() as connection:
        rows = connection.execute(select(erasures.c.case_digest, erasures.c.at))
        known = {(row.case_digest, row.at) for row in rows}
    return tuple(one for one in noted if (one.case, one.at) not in known)


def cases_of(ledger: Ledger, noted: Iterable[Noted]) -> dict[CaseName, Noted]:
    """The cases that stand in this ledger though they were erased, each with its last erasure."""
    by_digest = {one.case: one for one in sorted(noted, key=lambda one: one.at)}
    with ledger.writing() as connection:
        rows = connection.execute(select(cases)).all()
        names = [CaseName(row.case_key, row.municipality, row.case_id) for row in rows]
        found = ((name, case_digest(connection, name.municipality, name.case_id)) for name in names)
        return {name: by_digest[digest] for name, digest in found if digest in by_digest}


def names_erased(
    ledger: Ledger, names: Iterable[tuple[str, str]], noted: Iterable[Noted]
) -> set[tuple[str, str]]:
    """Those of the cases (municipality, case id) that are among the noted ones."""
    digests = {one.case for one in noted}
    with ledger.writing() as connection:
        return {name for name in names if case_digest(connection, *name) in digests}


def adopt(ledger: Ledger, noted: Iterable[Noted]) -> None:
    """From here on the ledger knows of these erasures."""
    rows = [
        {"case_digest": one.case, "state": DONE, "last_sequence": one.last_sequence, "at": one.at}
        for one in noted
    ]
    with ledger.writing() as connection:
        if rows:
            connection.execute(insert(erasures), rows)


def note_restore(ledger: Ledger, who: str, now: datetime) -> None:
    """Verdicts go on above all that may have been told since; what waited is weighed again first."""
    with ledger.writing() as connection:
        last = last_of_all(connection) + LEAP
        connection.execute(insert(restores).values(at=now, last_sequence=last))
        again = {**FREED, "body": None, "attempts": 0, "next_try_at": now + PAUSE}
        connection.execute(update(outbox).where(outbox.c.state == "waiting").values(**again))
        note(connection, now, who, "ledger.restored", last_sequence=last)


def last_of_all(connection: Connection) -> int:
    """The highest sequence that this ledger ever gave a verdict."""
    columns = (screenings.c.sequence, erasures.c.last_sequence, restores.c.last_sequence)
    return max(
        int(connection.execute(select(func.coalesce(func.max(one), 0))).scalar_one()) for one in columns
    )
