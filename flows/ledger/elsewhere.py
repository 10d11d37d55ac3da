"""Documents that belong to another case: out of this one, and into the other where a person names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from flows.ledger.arrivals import Arrival, take_in
from flows.ledger.audit import note
from flows.ledger.changes import touch
from flows.ledger.erasure import is_late
from flows.ledger.store import Ledger
from flows.ledger.tables import corrections, uploads
from flows.ledger.undone import Decided
from pipeline.errors import WrongUse
from pipeline.records import Correction


class OtherCaseGone(WrongUse):
    """The other case was erased meanwhile; nothing was handed over."""

    code = "other_case_gone"
    message = "The other case is no longer there."
    remedy = "Take the document out of this case without naming another."


@dataclass(frozen=True, slots=True)
class Deed:
    """In which case somebody does something, and when."""

    case_key: str
    by: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Handing:
    """To which case a document goes, and the object that was put into its place in the store."""

    case_key: str
    arrival: Arrival


@dataclass(frozen=True, slots=True)
class Handed:
    """A copy that stands in another case."""

    upload_id: str
    case_key: str
    object_key: str


def record_elsewhere(ledger: Ledger, deed: Deed, document: Correction, handing: Handing | None) -> Decided:
    """Keeps that a document belongs elsewhere; both cases are screened again. Raises OtherCaseGone."""
    with ledger.writing() as connection:
        upload_id = _hand_over(connection, deed, handing) if handing else None
        number = _keep(connection, deed, document, upload_id)
        told = {"handed_to_case": handing.case_key} if handing else {}
        _note(connection, deed, "document.elsewhere", sha256=document.sha256, **told)
        return Decided("correction", number)


def record_here(ledger: Ledger, deed: Deed, document: Correction) -> None:
    """Keeps that a document belongs to this case after all."""
    with ledger.writing() as connection:
        _keep(connection, deed, document)
        _note(connection, deed, "document.here", sha256=document.sha256)


def _note(connection: Connection, deed: Deed, what: str, **about: str) -> None:
    note(connection, deed.now, deed.by, what, case_key=deed.case_key, **about)


def call_back(ledger: Ledger, handed: Handed, *, by: str, now: datetime) -> None:
    """Takes a copy out of the other case, once the store has let go of its bytes."""
    there = Deed(handed.case_key, by, now)
    with ledger.writing() as connection:
        connection.execute(update(uploads).where(uploads.c.id == handed.upload_id).values(replaced=True))
        touch(connection, there.case_key, now, urgent=True)
        _note(connection, there, "document.handed_back", upload_id=handed.upload_id)


def handed_of(ledger: Ledger, case_key: str, sha256: str, pages: Sequence[int]) -> tuple[Handed, ...]:
    """The copies of a document that stand in other cases."""
    own = (corrections.c.case_key == case_key, corrections.c.sha256 == sha256)
    with ledger.reading() as connection:
        rows = connection.execute(_copies().where(*own))
        return tuple(_handed(row) for row in rows if tuple(row.pages) == tuple(pages))


def handed_by(ledger: Ledger, case_key: str, decided: Sequence[Decided]) -> tuple[Handed, ...]:
    """The copies that these decisions left in other cases."""
    own = [one.id for one in decided if one.kind == "correction"]
    with ledger.reading() as connection:
        found = _copies().where(corrections.c.case_key == case_key, corrections.c.id.in_(own))
        return tuple(_handed(row) for row in connection.execute(found))


def _hand_over(connection: Connection, deed: Deed, handing: Handing) -> str:
    arrival = handing.arrival
    if is_late(connection, arrival.municipality, arrival.case_id, arrival.asked):
        raise OtherCaseGone
    take_in(connection, handing.case_key, arrival, deed.now)
    same = [getattr(uploads.c, name) == getattr(arrival, name) for name in ("bucket", "key", "version")]
    upload_id = str(connection.execute(select(uploads.c.id).where(*same)).scalar_one())
    there = Deed(handing.case_key, deed.by, deed.now)
    touch(connection, there.case_key, there.now, urgent=True)
    _note(connection, there, "document.handed_in", upload_id=upload_id, handed_from_case=deed.case_key)
    return upload_id


def _keep(connection: Connection, deed: Deed, document: Correction, handed_to: str | None = None) -> int:
    said = {"sha256": document.sha256, "pages": list(document.pages), "elsewhere": document.elsewhere}
    done = {"case_key": deed.case_key, "by": deed.by, "at": deed.now, "handed_to": handed_to}
    kept = insert(corrections).values(**done, **said, label=None, fields={})
    number = connection.execute(kept.returning(corrections.c.id)).scalar_one()
    touch(connection, deed.case_key, deed.now, urgent=True)
    return int(number)


def _copies() -> Select[Any]:
    columns = (uploads.c.id, uploads.c.case_key, uploads.c.key, corrections.c.pages)
    standing = (uploads.c.id == corrections.c.handed_to, uploads.c.replaced.is_(False))
    return select(*columns).where(*standing)


def _handed(row: Any) -> Handed:
    return Handed(row.id, row.case_key, row.key)
