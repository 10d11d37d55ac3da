"""Very many cases in a ledger at once, to see what pages and queries cost then; for measurements alone."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Table, insert, select

from flows.ledger.store import Ledger
from flows.ledger.tables import cases, outbox, screenings, tallies, uploads, waiting

ROWS_A_STATEMENT: Final = 1000
TOWNS: Final = ("0101", "0151", "0201", "0251")
Row = Mapping[str, Any]
Change = Callable[[int, Row], Any]


def longest_waiting(ledger: Ledger) -> tuple[str, str] | None:
    """Key and number of the case that waits longest for a person, if any does."""
    with ledger.reading() as connection:
        both = select(waiting.c.case_key, cases.c.case_id).join(cases, cases.c.case_key == waiting.c.case_key)
        found = connection.execute(both.order_by(waiting.c.since)).first()
    return (found[0], found[1]) if found else None


def crowd(ledger: Ledger, case_key: str, queued: int, now: datetime) -> None:
    """Copies of a waiting case, as if one had come each minute before `now`, in four municipalities."""
    run = uuid4().hex[:8]  # keys of their own, also the next time
    town: dict[str, Change] = {"municipality": lambda n, _row: TOWNS[n % 4]}
    own: dict[str, Change] = {"case_key": lambda n, _row: f"{run}{n:024}"}
    made: dict[str, Change] = {"made_at": lambda n, _row: now - timedelta(hours=n % 8000)}
    told: dict[str, Change] = {"screening_id": lambda n, _row: f"{run}{n:024}"}
    changes: Sequence[tuple[Table, dict[str, Change]]] = (
        (cases, {**own, **town, "case_id": lambda n, _row: f"PACE-{run}-{n:06}"}),
        (uploads, {**own, "id": lambda n, row: f"{run}{n:08}{row['id'][:16]}", "version": own["case_key"]}),
        (screenings, {**own, **made, "id": told["screening_id"]}),
        (
            waiting,
            {
                **own,
                **town,
                "since": lambda n, _row: now - timedelta(minutes=n),
                "answer_by": lambda n, _row: now - timedelta(minutes=n) + timedelta(days=3),
            },
        ),
        (tallies, {**own, **town, **made, **told}),
        (outbox, {**own, **told, "id": told["screening_id"]}),
    )
    with ledger.writing() as connection:
        for table, changed in changes:
            copy_rows(connection, table, case_key, queued, changed)


def copy_rows(
    connection: Connection, table: Table, case_key: str, queued: int, changed: Mapping[str, Change]
) -> None:
    """One of the case's rows of a table again and again; of its uploads all."""
    found = connection.execute(select(table).where(table.c.case_key == case_key))
    rows = [dict(row) for row in found.mappings()]
    rows = rows if table is uploads else rows[:1]
    for begin in range(0, queued, ROWS_A_STATEMENT):
        many = [
            {**row, **{name: change(n, row) for name, change in changed.items()}}
            for n in range(begin, min(begin + ROWS_A_STATEMENT, queued))
            for row in rows
        ]
        if many:
            connection.execute(insert(table), many)
