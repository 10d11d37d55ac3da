"""What every change of a case has in common."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, and_, func, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import ColumnElement

from flows.ledger.tables import cases


def insert_new(connection: Connection, table: Table, **values: object) -> bool:
    """Inserts a row unless its unique key stands already; True when it was new."""
    dialect: Any = sqlite if connection.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    # not rowcount: PostgreSQL's driver does not tell it for inserts
    return connection.execute(statement.returning(*table.primary_key.columns)).first() is not None


def touch(connection: Connection, case_key: str, now: datetime, *, urgent: bool = False) -> None:
    """Marks a case as changed, so that it is screened again; `urgent`: without a quiet time."""
    values: dict[str, object] = {
        "revision": cases.c.revision + 1,
        "changed_at": now,
        "unsettled_since": func.coalesce(cases.c.unsettled_since, now),
        "attempts": 0,
        "next_try_at": None,
    }
    if urgent:
        values["urgent"] = True
    connection.execute(update(cases).where(cases.c.case_key == case_key).values(**values))


def free(table: Table, now: datetime) -> ColumnElement[bool]:
    """Nobody holds the row, and its pause is over."""
    return and_(
        or_(table.c.lease_until.is_(None), table.c.lease_until < now),
        or_(table.c.next_try_at.is_(None), table.c.next_try_at <= now),
    )


def held(worker: str, now: datetime, seconds: float) -> dict[str, object]:
    """The values that take a lease."""
    return {"leased_by": worker, "lease_until": now + timedelta(seconds=seconds)}


FREED: dict[str, object] = {"leased_by": None, "lease_until": None}
