"""What waits for a person, most urgent first, as far as an account may see it."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select

from flows.ledger.accounts import Sight
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, claims, screenings, waiting

STAYS: Final = timedelta(days=3)
"""A case is not handed to another while somebody knows it and was at it within this time."""


@dataclass(frozen=True, slots=True)
class QueuedCase:
    """A case that waits for a person. `questions`: how many; `problem`: why it cannot be screened.

    `assignee`: who knows it; `held_until`: until when that person has it in hand, or None.
    """

    case_key: str
    case_id: str
    municipality: str
    service: str | None
    restricted: bool
    reasons: tuple[str, ...]
    questions: int
    problem: str | None
    since: datetime
    answer_by: datetime
    assignee: str | None
    held_until: datetime | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `assignee`: a name, or `-` for cases that nobody knows yet."""

    municipality: str | None = None
    service: str | None = None
    reason: str | None = None
    assignee: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One page of the queue and how many there are in all."""

    cases: tuple[QueuedCase, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the queue can be narrowed to: the values that stand in it."""

    municipalities: tuple[str, ...]
    services: tuple[str, ...]
    assignees: tuple[str, ...]


ALL: Final = Wanted()


def queue(ledger: Ledger, sight: Sight, wanted: Wanted = ALL, *, first: int = 0, most: int = 50) -> Part:
    """The waiting cases by the day they should be answered, then by how long they have waited."""
    where = [seen_by(sight), ~being_screened(), *_narrowed(wanted)]
    with ledger.reading() as connection:
        total = connection.execute(_joined(select(func.count())).where(*where)).scalar_one()
        rows = connection.execute(_urgent(_listed().where(*where)).offset(first).limit(most))
        return Part(tuple(_queued(row) for row in rows), int(total))


def next_case(ledger: Ledger, sight: Sight, who: str, now: datetime) -> str | None:
    """The key of the case to take up next: what one knows already first, never what another has in hand."""
    another = and_(claims.c.who.is_not(None), claims.c.who != who)
    busy = and_(another, or_(claims.c.until > now, claims.c.at > now - STAYS))
    query = _joined(select(waiting.c.case_key)).where(seen_by(sight), ~being_screened())
    with ledger.reading() as connection:
        mine = connection.execute(_urgent(query.where(claims.c.who == who)).limit(1)).scalar_one_or_none()
        if mine is not None:
            return str(mine)
        free = or_(claims.c.who.is_(None), ~busy)
        found = connection.execute(_urgent(query.where(free)).limit(1)).scalar_one_or_none()
        return str(found) if found is not None else None


def choices(ledger: Ledger, sight: Sight) -> Choices:
    """The values that the queue can be narrowed to."""
    with ledger.reading() as connection:
        return Choices(
            _distinct(connection, waiting.c.municipality, sight),
            _distinct(connection, waiting.c.service, sight),
            _distinct(connection, claims.c.who, sight),
        )


def verdicts_of(ledger: Ledger, case_keys: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Case key → its newest verdict, for the cases on one page."""
    top = (
        select(screenings.c.case_key, func.max(screenings.c.sequence).label("top"))
        .where(screenings.c.case_key.in_(case_keys))
        .group_by(screenings.c.case_key)
        .subquery()
    )
    here = and_(screenings.c.case_key == top.c.case_key, screenings.c.sequence == top.c.top)
    query = select(screenings.c.case_key, screenings.c.body).join(top, here)
    with ledger.reading() as connection:
        return {row.case_key: json.loads(row.body) for row in connection.execute(query)}


def queue_mark(ledger: Ledger) -> str:
    """Changes with everything that the queue shows, and tells nothing of it."""
    newest = (func.max(waiting.c.changed_at), func.max(claims.c.at), func.max(cases.c.changed_at))
    with ledger.reading() as connection:
        counts = [select(func.count()).select_from(table) for table in (waiting, claims)]
        marks = [
            connection.execute(query).scalar_one() for query in (*counts, *(select(one) for one in newest))
        ]
    return " ".join(str(mark) for mark in marks)


def seen_by(sight: Sight) -> ColumnElement[bool]:
    """What an account may see of the queue."""
    own = cases.c.municipality == sight.municipality if sight.municipality else cases.c.case_key.is_not(None)
    return own if sight.restricted else and_(own, cases.c.restricted.is_(False))


def being_screened() -> ColumnElement[bool]:
    """A person has just answered, and the new verdict is being made."""
    return and_(cases.c.urgent.is_(True), cases.c.revision > cases.c.screened_revision)


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    by_name = waiting.c.case_key.is_not(None) if wanted.assignee is None else claims.c.who == wanted.assignee
    return [
        *([waiting.c.municipality == wanted.municipality] if wanted.municipality else []),
        *([waiting.c.service == wanted.service] if wanted.service else []),
        *([waiting.c.reasons.contains(f",{wanted.reason},", autoescape=True)] if wanted.reason else []),
        claims.c.who.is_(None) if wanted.assignee == "-" else by_name,
    ]


def _joined(query: Select[Any]) -> Select[Any]:
    return (
        query.select_from(waiting)
        .join(cases, cases.c.case_key == waiting.c.case_key)
        .outerjoin(claims, claims.c.case_key == waiting.c.case_key)
    )


def _listed() -> Select[Any]:
    return _joined(select(waiting, cases.c.case_id, cases.c.problem, claims.c.who, claims.c.until))


def _urgent(query: Select[Any]) -> Select[Any]:
    return query.order_by(waiting.c.answer_by, waiting.c.since, waiting.c.case_key)


def _distinct(connection: Connection, column: ColumnElement[Any], sight: Sight) -> tuple[str, ...]:
    query = _joined(select(column).distinct()).where(column.is_not(None), seen_by(sight))
    return tuple(connection.execute(query.order_by(column)).scalars())


def _queued(row: Row[Any]) -> QueuedCase:
    return QueuedCase(
        case_key=row.case_key,
        case_id=row.case_id,
        municipality=row.municipality,
        service=row.service,
        restricted=row.restricted,
        reasons=tuple(row.reasons.strip(",").split(",")),
        questions=row.questions,
        problem=row.problem,
        since=row.since,
        answer_by=row.answer_by,
        assignee=row.who,
        held_until=row.until,
    )
