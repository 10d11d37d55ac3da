"""What has been kept long enough."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, and_, delete, exists, func, not_, select
from sqlalchemy.sql import ColumnElement

from flows.ledger.case_names import CaseName
from flows.ledger.store import Ledger
from flows.ledger.tables import audit, cases, inspections, outbox, screenings, uploads

PURGED = "purge.done"


def closed_cases(ledger: Ledger, before: datetime) -> tuple[CaseName, ...]:
    """Complete cases whose verdict the case system has, and of which nothing has happened since then."""
    return _named(ledger, _quiet_since(before).where(is_closed(before)))


def open_cases(ledger: Ledger, before: datetime) -> tuple[CaseName, ...]:
    """All other cases of which nothing has happened since then: somebody may still wait."""
    return _named(ledger, _quiet_since(before).where(not_(is_closed(before))))


def is_closed(before: datetime) -> ColumnElement[bool]:
    """The newest verdict says complete, is from before then, and the case system has taken it."""
    newest = select(func.max(screenings.c.sequence)).where(screenings.c.case_key == cases.c.case_key)
    taken = exists().where(
        outbox.c.screening_id == screenings.c.id, outbox.c.state == "received", outbox.c.received_at < before
    )
    return and_(
        cases.c.revision == cases.c.screened_revision,
        exists().where(
            screenings.c.case_key == cases.c.case_key,
            screenings.c.sequence == newest.correlate(cases).scalar_subquery(),
            screenings.c.outcome == "complete",
            taken,
        ),
    )


def _quiet_since(before: datetime) -> Select[Any]:
    return select(cases).where(cases.c.changed_at < before).order_by(cases.c.changed_at)


def _named(ledger: Ledger, query: Select[Any]) -> tuple[CaseName, ...]:
    with ledger.reading() as connection:
        rows = connection.execute(query)
        return tuple(CaseName(row.case_key, row.municipality, row.case_id) for row in rows)


def digests_in_use(ledger: Ledger, digests: Iterable[str]) -> set[str]:
    """Those of the digests that some upload has."""
    with ledger.reading() as connection:
        query = select(uploads.c.sha256).where(uploads.c.sha256.in_(list(digests)))
        return set(connection.execute(query).scalars())


UNUSED: Final = ~exists().where(uploads.c.sha256 == inspections.c.sha256)
"""Read of bytes that no upload has any more."""


def count_unused_readings(ledger: Ledger) -> int:
    """How much was read of bytes that no upload has any more."""
    with ledger.reading() as connection:
        count = select(func.count()).select_from(inspections).where(UNUSED)
        return int(connection.execute(count).scalar_one())


def drop_unused_readings(ledger: Ledger) -> None:
    """Deletes what was read of bytes that no upload has any more."""
    with ledger.writing() as connection:
        connection.execute(delete(inspections).where(UNUSED))


def last_purge(ledger: Ledger) -> datetime | None:
    """When the last purge ended; before the first, when the audit begins; None for an empty one."""
    with ledger.reading() as connection:
        ended = select(func.max(audit.c.at)).where(audit.c.what == PURGED)
        begun = select(func.min(audit.c.at))
        found: datetime | None = connection.execute(ended).scalar() or connection.execute(begun).scalar()
        return found
