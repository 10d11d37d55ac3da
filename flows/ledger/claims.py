"""Who is at which case: nobody does what another does already, and a case stays with those who know it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from flows.ledger.audit import note
from flows.ledger.store import Ledger
from flows.ledger.tables import casework, claims

HELD: Final = timedelta(minutes=15)
"""A case is free again when nothing was done at it for this long."""
PAUSE: Final = timedelta(minutes=5)
"""Who does nothing for longer than this is not at the case meanwhile."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who knows a case, and until when that person has it in hand."""

    who: str
    until: datetime

    def keeps_out(self, other: str, now: datetime) -> bool:
        """Whether somebody else has it in hand."""
        return self.who != other and self.until > now


def claim_of(ledger: Ledger, case_key: str) -> Claim | None:
    """Who was at the case last, or None."""
    with ledger.reading() as connection:
        return _claim(connection, case_key)


def take(ledger: Ledger, case_key: str, who: str, now: datetime, *, over: bool = False) -> Claim:
    """Takes a case in hand, or goes on with it; `over` takes it from whoever has it.

    Returns:
        The claim as it stands now: another's where the case was not free.
    """
    with ledger.writing() as connection:
        held = _claim(connection, case_key)
        if held is not None and held.keeps_out(who, now) and not over:
            return held
        if held is not None and held.keeps_out(who, now):
            note(connection, now, who, "case.taken_over", case_key=case_key)
        connection.execute(delete(claims).where(claims.c.case_key == case_key))
        connection.execute(insert(claims).values(case_key=case_key, who=who, at=now, until=now + HELD))
        at_work(connection, case_key, who, now)
        return Claim(who, now + HELD)


def let_go(ledger: Ledger, case_key: str, who: str, now: datetime) -> None:
    """Puts a case back: nobody has it in hand, and anybody may be handed it next."""
    with ledger.writing() as connection:
        gone = delete(claims).where(claims.c.case_key == case_key, claims.c.who == who)
        if connection.execute(gone).rowcount:
            note(connection, now, who, "case.let_go", case_key=case_key)


def at_work(connection: Connection, case_key: str, who: str, now: datetime) -> None:
    """Counts the time since the person's last deed to the case it was about, unless it was a pause."""
    latest = select(casework).where(casework.c.who == who).order_by(casework.c.id.desc()).limit(1)
    last = connection.execute(latest).first()
    if last is not None and timedelta(0) <= now - last.until <= PAUSE:
        connection.execute(update(casework).where(casework.c.id == last.id).values(until=now))
        if last.case_key == case_key:
            return
    connection.execute(insert(casework).values(case_key=case_key, who=who, at=now, until=now))


def _claim(connection: Connection, case_key: str) -> Claim | None:
    row = connection.execute(select(claims).where(claims.c.case_key == case_key)).first()
    return Claim(row.who, row.until) if row else None
