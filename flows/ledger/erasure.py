"""Erasing a case: nothing new begins, what runs is waited for, every row goes, late writers are refused.

The case's row is the last that joins its random key to a person; the audit goes on naming the key alone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, func, insert, or_, select, update

from flows.ledger.audit import note
from flows.ledger.case_names import CaseName
from flows.ledger.keyed import keyed_digest
from flows.ledger.store import Ledger
from flows.ledger.tables import (
    cases,
    corrections,
    erasures,
    inspections,
    metadata,
    outbox,
    screenings,
    uploads,
)

BEING_ERASED = "being_erased"
BEGUN, DONE = "begun", "done"


@dataclass(frozen=True, slots=True)
class Gone:
    """What a case held. `rows`: table → how many; `digests`: of uploads that no other case has too.

    `learnt`: digest and first page of each document whose label a person gave.
    """

    rows: Mapping[str, int]
    digests: frozenset[str]
    learnt: frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Order:
    """Who has a case erased, and why: `request` of the citizen, or `retention`."""

    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Noted:
    """An erasure as it is noted, in the ledger and outside. `case`: keyed digest of the case's name."""

    case: str
    last_sequence: int
    at: datetime


def begin_erasure(ledger: Ledger, case: CaseName, now: datetime) -> Noted:
    """From here on nothing of the case is taken up, taken in or sent; safe to do again after a crash."""
    own = {table: table.c.case_key == case.case_key for table in (cases, uploads, outbox)}
    with ledger.writing() as connection:
        values = {"problem": BEING_ERASED, "problem_text": "The case is being erased."}
        connection.execute(update(cases).where(own[cases]).values(**values))
        unread = (own[uploads], uploads.c.state == "waiting")
        connection.execute(update(uploads).where(*unread).values(state="parked", problem=BEING_ERASED))
        unsent = (own[outbox], outbox.c.state == "waiting")
        connection.execute(update(outbox).where(*unsent).values(state="superseded"))
        return mark(connection, case, BEGUN, now)


def mark(connection: Connection, case: CaseName, state: str, now: datetime) -> Noted:
    """Writes down that an erasure of the case has begun or is done."""
    digest = case_digest(connection, case.municipality, case.case_id)
    own = select(func.max(screenings.c.sequence)).where(screenings.c.case_key == case.case_key)
    last = connection.execute(own).scalar() or last_told(connection, case.municipality, case.case_id)
    row = {"case_digest": digest, "state": state, "last_sequence": last, "at": now}
    connection.execute(insert(erasures).values(**row))
    return Noted(digest, int(last), now)


def last_told(connection: Connection, municipality: str, case_id: str) -> int:
    """The sequence of the last verdict on a case of that name before it was erased; 0 where there was none.

    The case system still has that verdict: what comes after it must not look older.
    """
    digest = case_digest(connection, municipality, case_id)
    query = select(func.max(erasures.c.last_sequence)).where(erasures.c.case_digest == digest)
    return int(connection.execute(query).scalar() or 0)


def case_digest(connection: Connection, municipality: str, case_id: str) -> str:
    """What an erased case is called: it can be recognised by this ledger, and told by nobody else."""
    return keyed_digest(connection, f"{municipality}/{case_id}")


def at_work(ledger: Ledger, case: CaseName, now: datetime) -> bool:
    """Whether a worker or dispatcher still holds something of the case."""
    held = [
        exists().where(table.c.case_key == case.case_key, table.c.lease_until >= now)
        for table in (uploads, cases, outbox)
    ]
    with ledger.reading() as connection:
        return bool(connection.execute(select(or_(*held))).scalar_one())


def end_erasure(ledger: Ledger, case: CaseName, order: Order, now: datetime) -> Gone:
    """Every row of the case goes in one transaction; what other cases have too stays theirs."""
    with ledger.writing() as connection:
        own, shared = digests_of(connection, case.case_key)
        given = select(corrections).where(
            corrections.c.case_key == case.case_key, corrections.c.label.is_not(None)
        )
        learnt = frozenset((row.sha256, int(row.pages[0])) for row in connection.execute(given))
        mark(connection, case, DONE, now)
        rows = {table.name: remove_from(connection, table, case.case_key) for table in tables_of_cases()}
        alone = inspections.c.sha256.in_(own - shared)
        rows["inspections"] = connection.execute(delete(inspections).where(alone)).rowcount
        for sha256 in own & shared:
            rename(connection, sha256)
        counts = {name: rows[name] for name in ("uploads", "screenings", "corrections", "rulings")}
        note(connection, now, order.who, "case.erased", case_key=case.case_key, why=order.why, **counts)
        return Gone(rows, frozenset(own - shared), learnt)


def tables_of_cases() -> tuple[Table, ...]:
    """Every table whose rows belong to a case, those first that others don't rest on."""
    return tuple(table for table in reversed(metadata.sorted_tables) if "case_key" in table.c)


def remove_from(connection: Connection, table: Table, case_key: str) -> int:
    """Deletes a case's rows of one table; how many they were."""
    return connection.execute(delete(table).where(table.c.case_key == case_key)).rowcount


def digests_of(connection: Connection, case_key: str) -> tuple[set[str], set[str]]:
    """The digests of all that was ever uploaded to a case, and those of them that another case has too."""
    known = uploads.c.sha256.is_not(None)
    mine = select(uploads.c.sha256).where(uploads.c.case_key == case_key, known)
    own = set(connection.execute(mine).scalars())
    others = select(uploads.c.sha256).where(uploads.c.case_key != case_key, uploads.c.sha256.in_(own))
    return own, set(connection.execute(others).scalars())


def rename(connection: Connection, sha256: str) -> None:
    """What was read stays for the other case, under the name that it has there."""
    query = select(uploads.c.name).where(uploads.c.sha256 == sha256).order_by(uploads.c.id).limit(1)
    name = connection.execute(query).scalar_one()
    for row in connection.execute(select(inspections).where(inspections.c.sha256 == sha256)).all():
        body = json.dumps({**json.loads(row.body), "file": name, "upload_name": name}, ensure_ascii=False)
        same = (inspections.c.sha256 == sha256, inspections.c.versions_digest == row.versions_digest)
        connection.execute(update(inspections).where(*same).values(body=body))


def newest_erasure(ledger: Ledger) -> int:
    """The number of the newest erasure, read before the object store is asked: see `is_late`."""
    with ledger.reading() as connection:
        return int(connection.execute(select(func.coalesce(func.max(erasures.c.id), 0))).scalar_one())


def is_late(connection: Connection, municipality: str, case_id: str, asked: int) -> bool:
    """Whether what the store said of a case may be from before its erasure.

    Args:
        connection: Of the transaction that would write it down.
        municipality: Of the case.
        case_id: Of the case.
        asked: `newest_erasure` as it was before the store was asked. Who asks again finds what is there now.
    """
    digest = case_digest(connection, municipality, case_id)
    query = select(erasures).where(erasures.c.case_digest == digest).order_by(erasures.c.id.desc()).limit(1)
    newest: Any = connection.execute(query).first()
    return newest is not None and (newest.state == BEGUN or newest.id > asked)


def unfinished(ledger: Ledger) -> tuple[CaseName, ...]:
    """Cases whose erasure was begun and broken off."""
    with ledger.reading() as connection:
        rows = connection.execute(select(cases).where(cases.c.problem == BEING_ERASED))
        return tuple(CaseName(row.case_key, row.municipality, row.case_id) for row in rows)
