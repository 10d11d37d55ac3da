"""How the cases that came in a time went, as far as the managers' figures need it: no names, no content."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Text, and_, cast, func, select

from flows.ledger.store import Ledger
from flows.ledger.tables import blind_checks, casework, outbox, tallies, waiting
from pipeline.vocabulary import UNKNOWN

WITHDRAWN = "dk.sagsklar.request.withdrawn.v1"
Item = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Range:
    """Cases whose first upload came from `begin` until before `end`; None: of any municipality or service."""

    begin: datetime
    end: datetime
    municipality: str | None = None
    service: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One case so far, from the verdicts that went out.

    `rounds`: how often something was asked that had not been asked the time before. `items`: all that was
    ever asked, as (requirement, code). `captures`: kind → pages, and those that a person could read.
    """

    municipality: str
    service: str | None
    came: datetime
    answered: datetime
    outcome: str
    complete_at_once: bool
    completed: datetime | None
    rounds: int
    items: frozenset[Item]
    flagged: bool
    script: str | None
    state: str | None
    captures: Mapping[str, tuple[int, int]]
    minutes: float


@dataclass(frozen=True, slots=True)
class Correctness:
    """`checked` labels were judged anew by a person who was not shown them; `wrong` of them were."""

    withdrawn: int
    checked: int
    wrong: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The queue now."""

    cases: int
    overdue: int
    oldest: datetime | None


def stories(ledger: Ledger, within: Range) -> tuple[Story, ...]:
    """The cases of that range, in no particular order."""
    with ledger.reading() as connection:
        minutes = _minutes(connection, within)
        rows = connection.execute(_sent(within)).all()
    cases = groupby(rows, key=lambda row: row.case_key)
    return tuple(_story(tuple(verdicts), minutes.get(key, 0.0)) for key, verdicts in cases)


def municipalities(ledger: Ledger) -> tuple[str, ...]:
    """Those that have cases with verdicts."""
    with ledger.reading() as connection:
        query = select(tallies.c.municipality).distinct().order_by(tallies.c.municipality)
        return tuple(connection.execute(query).scalars())


def correctness(ledger: Ledger, within: Range) -> Correctness:
    """What turned out wrong about the cases of that range."""
    keys = select(tallies.c.case_key).where(*_within(within))
    withdrawn = select(func.count()).select_from(outbox).where(outbox.c.type == WITHDRAWN)
    told = (blind_checks.c.answer.is_not(None), blind_checks.c.answer != UNKNOWN)
    checks = select(func.count()).select_from(blind_checks).where(*told, blind_checks.c.case_key.in_(keys))
    with ledger.reading() as connection:
        return Correctness(
            connection.execute(withdrawn.where(outbox.c.case_key.in_(keys))).scalar_one(),
            connection.execute(checks).scalar_one(),
            connection.execute(checks.where(blind_checks.c.answer != blind_checks.c.label)).scalar_one(),
        )


def waiting_now(ledger: Ledger, within: Range, now: datetime) -> Waiting:
    """How many cases wait for a person, whenever they came."""
    own = [
        *([waiting.c.municipality == within.municipality] if within.municipality else []),
        *([waiting.c.service == within.service] if within.service else []),
    ]
    query = select(func.count(), func.min(waiting.c.since)).select_from(waiting).where(*own)
    overdue = select(func.count()).select_from(waiting).where(*own, waiting.c.answer_by <= now)
    with ledger.reading() as connection:
        count, oldest = connection.execute(query).one()
        return Waiting(count, connection.execute(overdue).scalar_one(), oldest)


def _within(within: Range) -> list[ColumnElement[bool]]:
    return [
        tallies.c.first_upload_at >= within.begin,
        tallies.c.first_upload_at < within.end,
        *([tallies.c.municipality == within.municipality] if within.municipality else []),
        *([tallies.c.service == within.service] if within.service else []),
    ]


def _sent(within: Range) -> Select[Any]:
    """The verdicts that were not overtaken before they went out, case by case in their order."""
    joined = tallies.join(outbox, and_(outbox.c.id == tallies.c.screening_id, outbox.c.state != "superseded"))
    plain = (column for column in tallies.c if column.name not in {"asked", "captures"})
    told = (
        cast(tallies.c.asked, Text).label("asked_text"),
        cast(tallies.c.captures, Text).label("captures_text"),
    )
    query = select(*plain, *told).select_from(joined).where(*_within(within))
    return query.order_by(tallies.c.case_key, tallies.c.sequence)


def _minutes(connection: Connection, within: Range) -> dict[str, float]:
    keys = select(tallies.c.case_key).where(*_within(within))
    query = select(casework.c.case_key, casework.c.at, casework.c.until)
    spent: dict[str, float] = {}
    for row in connection.execute(query.where(casework.c.case_key.in_(keys))):
        spent[row.case_key] = spent.get(row.case_key, 0.0) + (row.until - row.at).total_seconds() / 60
    return spent


def _story(verdicts: tuple[Row[Any], ...], minutes: float) -> Story:
    newest = verdicts[-1]
    asked = [_items(verdict.asked_text) for verdict in verdicts]
    before = [frozenset[tuple[str, ...]](), *asked]
    return Story(
        municipality=newest.municipality,
        service=newest.service,
        came=newest.first_upload_at,
        answered=verdicts[0].made_at,
        outcome=newest.outcome,
        complete_at_once=verdicts[0].outcome == "complete",
        completed=next((one.made_at for one in verdicts if one.outcome == "complete"), None),
        rounds=sum(bool(now - last) for last, now in zip(before, asked, strict=False)),
        items=frozenset((item[0], item[2]) for items in asked for item in items),
        flagged=any(one.outcome == "needs_review" for one in verdicts),
        script=newest.script,
        state=newest.state,
        captures=_captures(newest.captures_text),
        minutes=minutes,
    )


# few texts stand in very many rows: each is opened once
@lru_cache(maxsize=10_000)
def _items(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(item) for item in json.loads(text))


@lru_cache(maxsize=10_000)
def _captures(text: str) -> Mapping[str, tuple[int, int]]:
    return {kind: (pages, readable) for kind, (pages, readable) in json.loads(text).items()}
