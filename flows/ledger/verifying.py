"""Whether the audit is whole: every entry in its place, unchanged, none added, none missing."""

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import select

from flows.ledger.audit import entry_of
from flows.ledger.chain import GENESIS, link
from flows.ledger.store import Ledger
from flows.ledger.tables import audit, audit_head
from pipeline.errors import GateRefused

Reason = Literal["changed", "missing", "added"]
REASONS: Final[Mapping[Reason, str]] = {
    "changed": "it is not what was written",
    "missing": "it is gone",
    "added": "it was not written by Sagsklar",
}


class AuditBroken(GateRefused):
    code = "audit_broken"
    message = "The audit is broken at entry {entry}: {why}."
    remedy = "Keep the database as it is, compare with a backup, and find out who could write to it."


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry at which the log is not what was written."""

    entry: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Verified:
    """`entries` that hang together from the first on, and the hash of the last of them."""

    entries: int
    head: str
    broken: Broken | None


def verify(ledger: Ledger, witnessed: Mapping[int, str]) -> Verified:
    """Follows the chain from its first entry, in one consistent look.

    Args:
        ledger: Whose audit.
        witnessed: Entry → its hash, as written down outside the database at an earlier time. Who rewrites the
            whole chain, or cuts off its end with the head, is found by these alone.
    """
    with ledger.reading() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        head = connection.execute(select(audit_head)).one_or_none()
        end = (head.entries, head.hash) if head else (0, GENESIS)
        entries = connection.execution_options(yield_per=2000).execute(select(audit).order_by(audit.c.id))
        with closing(entries):
            return follow(entries, end, witnessed)


def follow(entries: Iterable[Any], head: tuple[int, str], witnessed: Mapping[int, str]) -> Verified:
    """The chain up to its end, or to where it breaks. `head`: number and hash of the last entry."""
    number, last = 0, GENESIS
    for row in entries:
        reason = wrong(row, number + 1, last, head, witnessed)
        if reason is not None:
            return Verified(number, last, Broken(number + 1, reason))
        number, last = number + 1, row.hash
    if number < max(head[0], *witnessed, 0):
        return Verified(number, last, Broken(number + 1, "missing"))
    return Verified(number, last, None if head[1] == last else Broken(number, "changed"))


def wrong(
    row: Any, number: int, before: str, head: tuple[int, str], witnessed: Mapping[int, str]
) -> Reason | None:
    """What is wrong with the row that should be entry `number`, or None."""
    if row.id > number:
        return "missing"
    if row.id < number or number > head[0]:
        return "added"
    sound = row.hash == link(before, entry_of(row)) and witnessed.get(number, row.hash) == row.hash
    return None if sound else "changed"
