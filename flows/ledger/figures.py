"""How much waits, runs and is parked."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, func, select
from sqlalchemy.sql import ColumnElement

from flows.ledger.store import Ledger
from flows.ledger.tables import cases, outbox, screenings, uploads
from flows.ledger.work import unsettled


@dataclass(frozen=True, slots=True)
class Backlog:
    """Counts. `waiting` also counts cases whose verdict is still to be given, in their quiet time or not."""

    waiting: int
    running: int
    parked_uploads: int
    parked_cases: int
    outbox_waiting: int
    outbox_parked: int

    @property
    def settled(self) -> bool:
        """Nothing waits or runs."""
        return not (self.waiting or self.running or self.outbox_waiting)


def backlog(ledger: Ledger, now: datetime) -> Backlog:
    """What is still to do, in one consistent look."""
    unread = (uploads.c.state == "waiting", uploads.c.replaced.is_(False))
    with ledger.reading() as connection:

        def count(table: Table, *where: ColumnElement[bool]) -> int:
            query = select(func.count()).select_from(table).where(*where)
            return int(connection.execute(query).scalar_one())

        reading = count(uploads, *unread, uploads.c.lease_until >= now)
        screening = count(cases, unsettled(), cases.c.lease_until >= now)
        return Backlog(
            waiting=count(uploads, *unread) - reading + count(cases, unsettled()) - screening,
            running=reading + screening,
            parked_uploads=count(uploads, uploads.c.state == "parked"),
            parked_cases=count(cases, cases.c.problem.is_not(None)),
            outbox_waiting=count(outbox, outbox.c.state == "waiting"),
            outbox_parked=count(outbox, outbox.c.state == "parked"),
        )


def totals(ledger: Ledger) -> dict[str, int]:
    """Everything ever done, for metrics."""
    with ledger.reading() as connection:
        counted = {
            "uploads": select(func.count()).select_from(uploads),
            "cases": select(func.count()).select_from(cases),
            "screenings": select(func.count()).select_from(screenings),
            "events_received": select(func.count()).select_from(outbox).where(outbox.c.state == "received"),
        }
        return {name: int(connection.execute(query).scalar_one()) for name, query in counted.items()}
