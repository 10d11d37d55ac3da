"""What was begun at a case system: written down before the next call, so that a repeat goes on from there."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, update
from sqlalchemy.sql import ColumnElement

from flows.ledger.changes import insert_new
from flows.ledger.store import Ledger
from flows.ledger.tables import delivery_steps


@dataclass(frozen=True, slots=True)
class LedgerSteps:
    """Steps that survive a crash."""

    ledger: Ledger

    async def find(self, case_key: str, step: str) -> str | None:
        """What was kept for a step."""
        return await asyncio.to_thread(find_step, self.ledger, case_key, step)

    async def keep(self, case_key: str, step: str, value: str) -> None:
        """Keeps it; the newest counts."""
        await asyncio.to_thread(keep_step, self.ledger, case_key, step, value)


def find_step(ledger: Ledger, case_key: str, step: str) -> str | None:
    """What was kept for a step, or None."""
    query = select(delivery_steps.c.value).where(*here(case_key, step))
    with ledger.reading() as connection:
        return connection.execute(query).scalar_one_or_none()


def keep_step(ledger: Ledger, case_key: str, step: str, value: str) -> None:
    """Writes a step down, or anew."""
    values = {"value": value, "at": datetime.now(UTC)}
    with ledger.writing() as connection:
        if not insert_new(connection, delivery_steps, case_key=case_key, step=step, **values):
            connection.execute(update(delivery_steps).where(*here(case_key, step)).values(**values))


def here(case_key: str, step: str) -> tuple[ColumnElement[bool], ...]:
    """Where a step stands."""
    return (delivery_steps.c.case_key == case_key, delivery_steps.c.step == step)
