"""Leases: who works on which upload or case, until when. A lease that runs out is taken by another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Row, Select, and_, exists, func, or_, select, update
from sqlalchemy.sql import ColumnElement

from flows.ledger.changes import FREED, free, held
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, uploads
from flows.ledger.waiting import keep_waiting

NO_POLICY = "no_policy"


@dataclass(frozen=True, slots=True)
class LeasedUpload:
    """An upload to be read. `attempts` counts this one too."""

    upload_id: str
    attempts: int
    case_key: str


@dataclass(frozen=True, slots=True)
class LeasedCase:
    """A case to be screened. `attempts` counts this one too."""

    case_key: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Parked:
    """Why a case, as it stood at `revision`, gets no verdict: a code and a text for people."""

    revision: int
    problem: str
    text: str


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a burst of changes is waited for, in seconds."""

    quiet: float
    ceiling: float


def lease_upload(ledger: Ledger, worker: str, now: datetime, seconds: float) -> LeasedUpload | None:
    """Takes the upload that waits longest, or None."""
    query = (
        select(uploads.c.id, uploads.c.attempts, uploads.c.case_key)
        .where(uploads.c.state == "waiting", uploads.c.replaced.is_(False), free(uploads, now))
        .order_by(uploads.c.seen_at, uploads.c.id)
    )
    row = leased(ledger, query, uploads.c.id, held(worker, now, seconds))
    return LeasedUpload(row.id, row.attempts + 1, row.case_key) if row else None


def lease_case(
    ledger: Ledger, worker: str, now: datetime, seconds: float, patience: Patience
) -> LeasedCase | None:
    """Takes a changed case of which nothing waits to be read, or None.

    A case in its quiet time is taken once, early: a complete verdict goes out at once.
    """
    query = (
        select(cases.c.case_key, cases.c.attempts)
        .where(
            ready_to_screen(),
            free(cases, now),
            or_(cases.c.looked_revision < cases.c.revision, is_quiet(now, patience)),
        )
        .order_by(cases.c.urgent.desc(), cases.c.unsettled_since, cases.c.case_key)
    )
    row = leased(ledger, query, cases.c.case_key, held(worker, now, seconds))
    return LeasedCase(row.case_key, row.attempts + 1) if row else None


def leased(
    ledger: Ledger, query: Select[Any], key: Column[str], lease: Mapping[str, object]
) -> Row[Any] | None:
    """The first row that nobody else is taking, now under the lease and with one attempt more; or None."""
    with ledger.writing() as connection:
        row = connection.execute(query.limit(1).with_for_update(skip_locked=True)).first()
        if row is not None:
            mine = update(key.table).where(key == getattr(row, key.name))
            connection.execute(mine.values(**lease, attempts=row.attempts + 1))
        return row


def unread() -> ColumnElement[bool]:
    """An upload of the case waits to be read."""
    return exists().where(
        uploads.c.case_key == cases.c.case_key, uploads.c.state == "waiting", uploads.c.replaced.is_(False)
    )


def unsettled() -> ColumnElement[bool]:
    """The case changed since its last verdict, and a verdict can be given: profile and uploads are there.

    One that had a verdict gets the next also when its only paper was taken away again.
    """
    read = exists().where(
        uploads.c.case_key == cases.c.case_key, uploads.c.state == "done", uploads.c.replaced.is_(False)
    )
    return and_(
        cases.c.revision > cases.c.screened_revision,
        cases.c.profile.is_not(None),
        cases.c.problem.is_(None),
        or_(read, cases.c.screened_revision > 0),
    )


def ready_to_screen() -> ColumnElement[bool]:
    """Unsettled, and everything that came was read."""
    return and_(unsettled(), ~unread())


def is_quiet(now: datetime, patience: Patience) -> ColumnElement[bool]:
    """A person waits, nothing came for a while, or the burst was waited for long enough."""
    return or_(
        cases.c.urgent.is_(True),
        cases.c.changed_at <= now - timedelta(seconds=patience.quiet),
        cases.c.unsettled_since <= now - timedelta(seconds=patience.ceiling),
    )


def renew(ledger: Ledger, worker: str, now: datetime, seconds: float) -> None:
    """Prolongs all that a worker holds; called while it lives."""
    with ledger.writing() as connection:
        for table in (uploads, cases):
            until = {"lease_until": now + timedelta(seconds=seconds)}
            connection.execute(update(table).where(table.c.leased_by == worker).values(**until))


def release_all(ledger: Ledger, worker: str) -> None:
    """Frees what a worker of that name held before it died; called when it starts again."""
    with ledger.writing() as connection:
        for table in (uploads, cases):
            connection.execute(update(table).where(table.c.leased_by == worker).values(**FREED))


def postpone_upload(ledger: Ledger, upload_id: str, *, until: datetime, counts: bool) -> None:
    """Frees an upload that could not be read now. `counts` False: it was not the upload's fault."""
    values = {**FREED, "next_try_at": until, **({} if counts else {"attempts": uploads.c.attempts - 1})}
    with ledger.writing() as connection:
        connection.execute(update(uploads).where(uploads.c.id == upload_id).values(**values))


def postpone_case(ledger: Ledger, case_key: str, *, until: datetime, counts: bool) -> None:
    """Frees a case that could not be screened now."""
    values = {**FREED, "next_try_at": until, **({} if counts else {"attempts": cases.c.attempts - 1})}
    with ledger.writing() as connection:
        connection.execute(update(cases).where(cases.c.case_key == case_key).values(**values))


def park_upload(ledger: Ledger, upload_id: str, problem: str) -> None:
    """Gives up on an upload of which there are no bytes; a person sees its reason."""
    values = {**FREED, "state": "parked", "problem": problem}
    with ledger.writing() as connection:
        connection.execute(update(uploads).where(uploads.c.id == upload_id).values(**values))


def park_case(ledger: Ledger, case_key: str, parked: Parked) -> None:
    """Gives up on a case until it changes or the reason is gone; a person sees it."""
    here, values = cases.c.case_key == case_key, {"problem": parked.problem, "problem_text": parked.text}
    with ledger.writing() as connection:
        connection.execute(update(cases).where(here).values(**FREED))
        connection.execute(update(cases).where(here, cases.c.revision == parked.revision).values(**values))
        changed_at = connection.execute(select(cases.c.changed_at).where(here)).scalar_one()
        keep_waiting(connection, case_key, changed_at)


def unpark_cases(ledger: Ledger, problem: str) -> None:
    """Tries parked cases again, for example because new policies are installed."""
    with ledger.writing() as connection:
        values = {"problem": None, "problem_text": None, "attempts": 0}
        query = select(cases.c.case_key, cases.c.changed_at).where(cases.c.problem == problem)
        parked = connection.execute(query).all()
        connection.execute(update(cases).where(cases.c.problem == problem).values(**values))
        for case in parked:
            keep_waiting(connection, case.case_key, case.changed_at)


def count_unsettled(ledger: Ledger) -> int:
    """Cases that will get a verdict but have not yet."""
    with ledger.reading() as connection:
        return int(
            connection.execute(select(func.count()).select_from(cases).where(unsettled())).scalar_one()
        )
