"""Decisions taken back: the row goes, the audit keeps both deeds, the case is screened again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import Table, delete, select

from flows.ledger.audit import note
from flows.ledger.changes import touch
from flows.ledger.divisions import read_again
from flows.ledger.store import Ledger
from flows.ledger.tables import corrections, divisions, openings, rulings

Kind = Literal["correction", "ruling", "division", "opening"]
TABLES: Final[dict[Kind, Table]] = {
    "correction": corrections,
    "ruling": rulings,
    "division": divisions,
    "opening": openings,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """A row that a person's decision left."""

    kind: Kind
    id: int


def take_back(ledger: Ledger, case_key: str, decided: Sequence[Decided], *, by: str, now: datetime) -> bool:
    """Removes one's own decisions about a case; False where there is none (any more)."""
    with ledger.writing() as connection:
        found = 0
        for one in decided:
            table = TABLES[one.kind]
            own = (table.c.id == one.id, table.c.case_key == case_key, table.c.by == by)
            if table is divisions:
                for sha256 in connection.execute(select(divisions.c.sha256).where(*own)).scalars().all():
                    read_again(connection, case_key, sha256)
            found += connection.execute(delete(table).where(*own)).rowcount
        if found:
            touch(connection, case_key, now, urgent=True)
            note(connection, now, by, "decision.undone", case_key=case_key, decisions=found)
        return bool(found)
