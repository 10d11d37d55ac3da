"""The outbox: events in order per case, one in flight at a time, none repeated after a newer one."""

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select, update
from sqlalchemy.sql import ColumnElement

from flows.ledger.audit import note
from flows.ledger.changes import FREED, free, held
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, outbox, screenings

STATUS_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose events may go out now: of `only` these municipalities, if named, and never of `without`."""

    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    def covers(self) -> tuple[ColumnElement[bool], ...]:
        """As conditions on the cases."""
        only = () if self.only is None else (cases.c.municipality.in_(self.only),)
        return (*only, *((cases.c.municipality.not_in(self.without),) if self.without else ()))


ALL = Reach()


@dataclass(frozen=True, slots=True)
class Parcel:
    """An event on its way. `body` None: it never went out, so its text is not fixed yet.

    `screening_id`: the verdict it tells of, or takes back. `supersedes`: the screening last received for the
    case, or None. `attempts` counts this one too. `profile`: the case's, as it stands now.
    """

    event_id: str
    screening_id: str
    case_key: str
    type: str
    sequence: int
    made_at: datetime
    attempts: int
    verdict: dict[str, Any]
    profile: dict[str, Any]
    supersedes: str | None
    body: bytes | None


def lease_parcel(
    ledger: Ledger, dispatcher: str, now: datetime, seconds: float, reach: Reach = ALL
) -> Parcel | None:
    """Takes the oldest event within reach that is first in its case and due, or None."""
    query = (
        select(outbox, screenings.c.body.label("verdict"), cases.c.profile)
        .join(screenings, screenings.c.id == outbox.c.screening_id)
        .join(cases, cases.c.case_key == outbox.c.case_key)
        .where(outbox.c.state == "waiting", free(outbox, now), ~has_older(), *reach.covers())
        .order_by(outbox.c.made_at, outbox.c.id)
        .limit(1)
        .with_for_update(of=outbox, skip_locked=True)
    )
    with ledger.writing() as connection:
        row = connection.execute(query).first()
        if row is None:
            return None
        values = {**held(dispatcher, now, seconds), "attempts": row.attempts + 1}
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(**values))
        return Parcel(
            event_id=row.id,
            screening_id=row.screening_id,
            case_key=row.case_key,
            type=row.type,
            sequence=row.sequence,
            made_at=row.made_at,
            attempts=row.attempts + 1,
            verdict=json.loads(row.verdict),
            profile=profile_of(row.profile),
            supersedes=last_received(connection, row.case_key),
            body=row.body,
        )


def profile_of(text: str | None) -> dict[str, Any]:
    """A profile as it stands in the ledger; one that cannot be read says nothing."""
    try:
        found = json.loads(text or "")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def has_older() -> ColumnElement[bool]:
    """An older event of the same case still waits."""
    older = outbox.alias("older")
    same = and_(older.c.sequence == outbox.c.sequence, older.c.made_at < outbox.c.made_at)  # its withdrawal
    return exists().where(
        older.c.case_key == outbox.c.case_key,
        or_(older.c.sequence < outbox.c.sequence, same),
        older.c.state == "waiting",
    )


def last_received(connection: Connection, case_key: str) -> str | None:
    """The screening whose event the case system took last."""
    query = select(outbox.c.screening_id).where(outbox.c.case_key == case_key, outbox.c.state == "received")
    return connection.execute(query.order_by(outbox.c.sequence.desc()).limit(1)).scalar_one_or_none()


def fix_body(ledger: Ledger, parcel: Parcel, body: bytes) -> bool:
    """Writes an event's text down before it goes out for the first time; all attempts carry it.

    False: a newer event took its place in the meantime, and this one must not go out.
    """
    here = (outbox.c.id == parcel.event_id, outbox.c.state == "waiting")
    with ledger.writing() as connection:
        if not connection.execute(update(outbox).where(*here).values(body=body)).rowcount:
            return False
        screening = screenings.c.id == parcel.event_id
        connection.execute(update(screenings).where(screening).values(supersedes=parcel.supersedes))
        return True


def mark_received(ledger: Ledger, parcel: Parcel, status: str, now: datetime) -> None:
    """The case system has it."""
    values = {**FREED, "state": "received", "received_at": now, "last_status": status[:STATUS_LENGTH]}
    finish(ledger, parcel, values, "event.received", now)


def mark_parked(ledger: Ledger, parcel: Parcel, status: str, now: datetime) -> None:
    """It will not be taken; a person sees it."""
    finish(
        ledger,
        parcel,
        {**FREED, "state": "parked", "last_status": status[:STATUS_LENGTH]},
        "event.parked",
        now,
    )


def mark_later(ledger: Ledger, parcel: Parcel, status: str, until: datetime) -> None:
    """It is tried again after a pause."""
    values = {**FREED, "next_try_at": until, "last_status": status[:STATUS_LENGTH]}
    with ledger.writing() as connection:
        connection.execute(update(outbox).where(outbox.c.id == parcel.event_id).values(**values))


def finish(ledger: Ledger, parcel: Parcel, values: dict[str, object], what: str, now: datetime) -> None:
    """The end of an event, with its line in the audit."""
    with ledger.writing() as connection:
        connection.execute(update(outbox).where(outbox.c.id == parcel.event_id).values(**values))
        told = {"case_key": parcel.case_key, "event_id": parcel.event_id}
        note(connection, now, "dispatcher", what, **told, attempts=parcel.attempts)


def renew_parcels(ledger: Ledger, dispatcher: str, now: datetime, seconds: float) -> None:
    """Keeps the leases of what a dispatcher has on its way."""
    with ledger.writing() as connection:
        mine = update(outbox).where(outbox.c.leased_by == dispatcher)
        connection.execute(mine.values(**held(dispatcher, now, seconds)))


def release_parcels(ledger: Ledger, dispatcher: str) -> None:
    """Frees what a dispatcher of that name held before it died."""
    with ledger.writing() as connection:
        connection.execute(update(outbox).where(outbox.c.leased_by == dispatcher).values(**FREED))


@dataclass(frozen=True, slots=True)
class ParkedView:
    """An event that waits for a person. `last_status` begins with one of the ports' reasons."""

    municipality: str
    case_id: str
    screening_id: str
    sequence: int
    type: str
    made_at: datetime
    attempts: int
    last_status: str


def parked_events(ledger: Ledger) -> tuple[ParkedView, ...]:
    """The parking place, oldest first."""
    query = (
        select(outbox, cases.c.municipality, cases.c.case_id)
        .join(cases, cases.c.case_key == outbox.c.case_key)
        .where(outbox.c.state == "parked")
        .order_by(outbox.c.made_at, outbox.c.id)
    )
    names = tuple(one.name for one in fields(ParkedView))
    with ledger.reading() as connection:
        rows = connection.execute(query).mappings()
        return tuple(ParkedView(**{name: row[name] for name in names}) for row in rows)


def resend_parked(ledger: Ledger, case_key: str, by: str, now: datetime) -> int:
    """Sends the case's parked events again, but none past a newer one that was received; how many."""
    newer = outbox.alias("newer")
    overtaken = exists().where(
        newer.c.case_key == case_key, newer.c.sequence > outbox.c.sequence, newer.c.state == "received"
    )
    parked = (outbox.c.case_key == case_key, outbox.c.state == "parked", ~overtaken)
    with ledger.writing() as connection:
        values = {"state": "waiting", "next_try_at": None, "attempts": 0, "last_status": None}
        again = connection.execute(
            update(outbox).where(*parked).values(**values).returning(outbox.c.id)
        ).all()
        for row in again:
            note(connection, now, by, "event.resent", event_id=row.id)
        return len(again)


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One event of a case as the desk shows it. `state`: waiting, received, superseded or parked."""

    sequence: int
    type: str
    state: str
    outcome: str
    made_at: datetime
    attempts: int
    last_status: str | None
    received_at: datetime | None


def deliveries(ledger: Ledger, case_key: str) -> tuple[DeliveryView, ...]:
    """All events of a case, oldest first."""
    query = (
        select(outbox, screenings.c.outcome)
        .join(screenings, screenings.c.id == outbox.c.screening_id)
        .where(outbox.c.case_key == case_key)
        .order_by(outbox.c.sequence, outbox.c.made_at)
    )
    names = tuple(one.name for one in fields(DeliveryView))
    with ledger.reading() as connection:
        rows = connection.execute(query).mappings()
        return tuple(DeliveryView(**{name: row[name] for name in names}) for row in rows)
