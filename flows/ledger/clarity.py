"""Whether citizens found our requests clear: counted from the audit, where answers stand without a case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from flows.ledger.audit import write_audit
from flows.ledger.store import Ledger
from flows.ledger.tables import audit

CLEAR, UNCLEAR = "request.clear", "request.unclear"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, and in which language the page asked it."""

    service: str
    requirement: str
    code: str
    language: str


@dataclass(frozen=True, slots=True)
class Clarity:
    """How many found a request clear, and how many did not."""

    request: Request
    clear: int
    unclear: int


def record_answer(ledger: Ledger, request: Request, now: datetime, *, clear: bool) -> None:
    """Counts one answer; nothing tells whose it was."""
    write_audit(
        ledger,
        "citizen",
        CLEAR if clear else UNCLEAR,
        now,
        service=request.service,
        requirement=request.requirement,
        code=request.code,
        language=request.language,
    )


def clarity(ledger: Ledger) -> tuple[Clarity, ...]:
    """All requests that were answered about, the least clear first."""
    keys = [audit.c.about[name].as_string() for name in ("service", "requirement", "code", "language")]
    counts = [func.sum(case((audit.c.what == what, 1), else_=0)) for what in (CLEAR, UNCLEAR)]
    query = select(*keys, *counts).where(audit.c.what.in_((CLEAR, UNCLEAR))).group_by(*keys)
    with ledger.reading() as connection:
        found = [Clarity(Request(*row[:4]), int(row[4]), int(row[5])) for row in connection.execute(query)]
    return tuple(sorted(found, key=lambda one: (-one.unclear, one.request.requirement, one.request.code)))
