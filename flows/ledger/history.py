"""What happened in a case, for people: what came, what was said, what was asked, who decided what."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, Final, Literal

from sqlalchemy import Connection, select

from flows.ledger.store import Ledger
from flows.ledger.tables import corrections, divisions, openings, outbox, rulings, screenings, uploads

Kind = Literal[
    "came",
    "screened",
    "delivered",
    "corrected",
    "elsewhere",
    "here",
    "handed_in",
    "divided",
    "wrote",
    "ruled",
]
WHERE_IT_BELONGS: Final[dict[bool | None, Kind]] = {None: "corrected", True: "elsewhere", False: "here"}
ONE_BURST: Final = timedelta(minutes=2)
"""Files that came so close upon each other are told as one."""


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened. `who`: the person who did it; `about` holds codes and file names."""

    at: datetime
    kind: Kind
    who: str | None = None
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changed:
    """A requirement that stood otherwise in the verdict before; `before` None: it was not there."""

    requirement: str
    subject: str
    title: dict[str, str]
    before: str | None
    now: str


@dataclass(frozen=True, slots=True)
class History:
    """All that happened, newest first, and what the newest verdict changed."""

    happened: tuple[Happened, ...]
    changed: tuple[Changed, ...]


def history(ledger: Ledger, case_key: str) -> History:
    """The story of a case."""
    with ledger.reading() as connection:
        query = select(screenings).where(screenings.c.case_key == case_key)
        verdicts = [
            (row, json.loads(row.body)) for row in connection.execute(query.order_by(screenings.c.sequence))
        ]
        every = [
            *_came(connection, case_key),
            *(_screened(row, verdict) for row, verdict in verdicts),
            *_delivered(connection, case_key),
            *_decided(connection, case_key),
        ]
    bodies = [verdict for _, verdict in verdicts]
    changed = tuple(_changed(bodies[-2], bodies[-1])) if len(bodies) > 1 else ()
    return History(tuple(sorted(every, key=lambda one: one.at, reverse=True)), changed)


def _came(connection: Connection, case_key: str) -> Iterator[Happened]:
    query = select(uploads.c.name, uploads.c.arrived_at).where(uploads.c.case_key == case_key)
    burst: list[str] = []
    last: datetime | None = None
    for row in connection.execute(query.order_by(uploads.c.arrived_at, uploads.c.name)):
        if last is not None and row.arrived_at - last > ONE_BURST:
            yield Happened(last, "came", about={"files": burst})
            burst = []
        burst, last = [*burst, row.name], row.arrived_at
    if last is not None:
        yield Happened(last, "came", about={"files": burst})


def _screened(row: Any, verdict: dict[str, Any]) -> Happened:
    asked = [
        {"requirement": one["requirement"], "code": one["code"], "title": _title(verdict, one["requirement"])}
        for one in verdict["missing_items"]
    ]
    about = {"sequence": row.sequence, "outcome": row.outcome, "asked": asked}
    return Happened(row.made_at, "screened", about=about)


def _title(verdict: dict[str, Any], requirement: str) -> dict[str, str]:
    titles = (one["title"] for one in verdict["requirements"] if one["id"] == requirement)
    found: dict[str, str] = next(titles, {})
    return found


def _delivered(connection: Connection, case_key: str) -> Iterator[Happened]:
    received = (outbox.c.case_key == case_key, outbox.c.received_at.is_not(None))
    for row in connection.execute(select(outbox).where(*received)):
        about = {"sequence": row.sequence, "type": row.type, "status": row.last_status}
        yield Happened(row.received_at, "delivered", about=about)


def _decided(connection: Connection, case_key: str) -> Iterator[Happened]:
    for row in connection.execute(select(corrections).where(corrections.c.case_key == case_key)):
        about = {"sha256": row.sha256, "label": row.label, "fields": sorted(row.fields)}
        yield Happened(row.at, WHERE_IT_BELONGS[row.elsewhere], row.by, about)
    handed = select(corrections.c.at, corrections.c.by, uploads.c.name).where(
        uploads.c.id == corrections.c.handed_to, uploads.c.case_key == case_key
    )
    for row in connection.execute(handed):
        yield Happened(row.at, "handed_in", row.by, {"file": row.name})
    for row in connection.execute(select(divisions).where(divisions.c.case_key == case_key)):
        yield Happened(row.at, "divided", row.by, {"sha256": row.sha256})
    for row in connection.execute(select(openings).where(openings.c.case_key == case_key)):
        yield Happened(row.at, "wrote", row.by)
    decided = select(rulings).where(rulings.c.case_key == case_key).order_by(rulings.c.at, rulings.c.id)
    together = groupby(connection.execute(decided), key=lambda row: (row.at, row.by, row.status, row.code))
    for (at, by, status, code), rows in together:
        about = {"requirements": [row.requirement for row in rows], "status": status, "code": code}
        yield Happened(at, "ruled", by, about)


def _changed(before: dict[str, Any], now: dict[str, Any]) -> Iterator[Changed]:
    stood = {(one["id"], one["subject"]): one["status"] for one in before["requirements"]}
    for one in now["requirements"]:
        former = stood.get((one["id"], one["subject"]))
        if former != one["status"]:
            yield Changed(one["id"], one["subject"], one["title"], former, one["status"])
