"""Accepted labels that a person judges anew without being shown them: how the promised error is watched."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from flows.ledger.accounts import Sight
from flows.ledger.audit import note
from flows.ledger.changes import insert_new, touch
from flows.ledger.queue import seen_by
from flows.ledger.store import Ledger
from flows.ledger.tables import blind_checks, cases, corrections
from pipeline.exchange import is_accepted
from pipeline.vocabulary import UNKNOWN

"""Labels that nobody relies on."""


@dataclass(frozen=True, slots=True)
class BlindCheck:
    """A document to be judged. What the machine said of it is left out on purpose."""

    id: int
    case_key: str
    sha256: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A label that was accepted with some confidence, and what a person said who did not know it."""

    label: str
    confidence: float
    answer: str


def is_drawn(sha256: str, first_page: int, share: float) -> bool:
    """Chance that follows from the document alone: reading it again draws no other lot."""
    lot = hashlib.sha256(f"blind check {sha256} {first_page}".encode()).digest()
    return int.from_bytes(lot[:8]) / 2**64 < share


def pick(connection: Connection, case_key: str, body: Mapping[str, Any], share: float, now: datetime) -> None:
    """Picks a random share of the documents of an inspection whose label was accepted."""
    for document in body["documents"]:
        first_page = int(document["pages"][0])
        if (
            is_accepted(document)
            and document["label"] != "blank"
            and is_drawn(body["sha256"], first_page, share)
        ):
            insert_new(
                connection,
                blind_checks,
                case_key=case_key,
                sha256=body["sha256"],
                first_page=first_page,
                pages=document["pages"],
                classifier=body["versions"]["classifier"],
                label=document["label"],
                confidence=document["confidence"],
                picked_at=now,
            )


def open_checks(ledger: Ledger, sight: Sight) -> int:
    """How many wait for an answer of somebody who may see their cases."""
    with ledger.reading() as connection:
        waiting = _seen(select(func.count()), sight).where(blind_checks.c.answer.is_(None))
        return int(connection.execute(waiting).scalar_one())


def next_check(ledger: Ledger, sight: Sight) -> BlindCheck | None:
    """The check that waits longest, of cases that may be seen."""
    with ledger.reading() as connection:
        waiting = _seen(_checks(), sight).where(blind_checks.c.answer.is_(None))
        row = connection.execute(waiting.order_by(blind_checks.c.id).limit(1)).first()
        return _check(row) if row else None


def find_check(ledger: Ledger, check_id: int) -> BlindCheck | None:
    """A check that was not answered yet."""
    with ledger.reading() as connection:
        row = connection.execute(
            _checks().where(blind_checks.c.id == check_id, blind_checks.c.answer.is_(None))
        ).first()
        return _check(row) if row else None


def answer_check(ledger: Ledger, check_id: int, answer: str, *, by: str, now: datetime) -> None:
    """Keeps the answer; where the machine said otherwise the document is corrected, the case screened anew.

    `unknown` says that it cannot be told, which counts for nothing.
    """
    with ledger.writing() as connection:
        open_one = (blind_checks.c.id == check_id, blind_checks.c.answer.is_(None))
        row = connection.execute(select(blind_checks).where(*open_one)).first()
        if row is None:
            return
        connection.execute(update(blind_checks).where(*open_one).values(answer=answer, by=by, at=now))
        if answer not in (UNKNOWN, row.label):
            document = {"case_key": row.case_key, "sha256": row.sha256, "pages": row.pages}
            connection.execute(insert(corrections).values(**document, label=answer, fields={}, by=by, at=now))
            touch(connection, row.case_key, now, urgent=True)
        note(connection, now, by, "blind_check.answered", case_key=row.case_key, sha256=row.sha256)


def checked(ledger: Ledger, classifier: str) -> tuple[Checked, ...]:
    """All answers about labels that this model accepted."""
    with ledger.reading() as connection:
        told = (blind_checks.c.answer.is_not(None), blind_checks.c.answer != UNKNOWN)
        rows = connection.execute(select(blind_checks).where(*told, blind_checks.c.classifier == classifier))
        return tuple(Checked(row.label, row.confidence, row.answer) for row in rows)


def _checks() -> Select[Any]:
    return select(blind_checks.c.id, blind_checks.c.case_key, blind_checks.c.sha256, blind_checks.c.pages)


def _seen(query: Select[Any], sight: Sight) -> Select[Any]:
    here = cases.c.case_key == blind_checks.c.case_key
    return query.select_from(blind_checks.join(cases, here)).where(seen_by(sight))


def _check(row: Row[Any]) -> BlindCheck:
    return BlindCheck(row.id, row.case_key, row.sha256, tuple(row.pages))
