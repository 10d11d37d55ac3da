"""When each upload reached each station of its way, for measurements; ids and times only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from flows.ledger.store import Ledger
from flows.ledger.tables import cases, outbox, screenings, uploads


@dataclass(frozen=True, slots=True)
class Way:
    """`stored` by the object store's clock, in whole seconds; the rest by ours. None: not yet."""

    upload_id: str
    case_id: str
    stored: datetime
    seen: datetime
    read: datetime | None
    judged: datetime | None
    received: datetime | None


def ways(ledger: Ledger, prefix: str) -> tuple[Way, ...]:
    """Of all uploads to cases whose id begins so, in order of being seen; of verdicts the newest."""
    newest = select(func.max(screenings.c.sequence)).where(screenings.c.case_key == uploads.c.case_key)
    judged = and_(
        screenings.c.case_key == uploads.c.case_key,
        screenings.c.sequence == newest.correlate(uploads).scalar_subquery(),
    )
    query = (
        select(uploads.c.id, cases.c.case_id, uploads.c.arrived_at, uploads.c.seen_at, uploads.c.done_at)
        .add_columns(screenings.c.made_at, outbox.c.received_at)
        .join(cases, cases.c.case_key == uploads.c.case_key)
        .outerjoin(screenings, judged)
        .outerjoin(outbox, outbox.c.id == screenings.c.id)
        .where(cases.c.case_id.startswith(prefix, autoescape=True))
        .order_by(uploads.c.seen_at, uploads.c.id)
    )
    with ledger.reading() as connection:
        return tuple(Way(*row) for row in connection.execute(query))
