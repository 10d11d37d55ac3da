"""What persons had to say because the model did not: types left open, types corrected. Counts alone."""

from dataclasses import dataclass

from sqlalchemy import func, select

from flows.ledger.store import Ledger
from flows.ledger.tables import corrections, tallies


@dataclass(frozen=True, slots=True)
class Month:
    """Documents of the cases that came in a month, `2026-03`, as they were first judged."""

    month: str
    documents: int
    abstained: int


@dataclass(frozen=True, slots=True)
class Corrected:
    """How often persons gave a document this label."""

    label: str
    count: int


def abstained_by_month(ledger: Ledger) -> tuple[Month, ...]:
    """Months in which documents came, oldest first."""
    year, month = (func.extract(part, tallies.c.first_upload_at) for part in ("year", "month"))
    sums = (func.sum(tallies.c.documents), func.sum(tallies.c.abstained))
    query = select(year, month, *sums).where(tallies.c.sequence == 1).group_by(year, month)
    with ledger.reading() as connection:
        rows = connection.execute(query.order_by(year, month)).all()
    return tuple(Month(f"{int(y)}-{int(m):02}", int(all_), int(left)) for y, m, all_, left in rows if all_)


def corrected_labels(ledger: Ledger) -> tuple[Corrected, ...]:
    """Of each label, how often persons gave it."""
    query = select(corrections.c.label, func.count()).where(corrections.c.label.is_not(None))
    with ledger.reading() as connection:
        return tuple(Corrected(*row) for row in connection.execute(query.group_by(corrections.c.label)))
