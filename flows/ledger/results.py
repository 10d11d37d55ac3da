"""What the two halves of the way found: inspections under digest and versions, verdicts with their events."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select, update

from flows.ledger.audit import note
from flows.ledger.blind_checks import pick
from flows.ledger.changes import FREED, insert_new
from flows.ledger.desk import corrections_of, rulings_of
from flows.ledger.erasure import last_told
from flows.ledger.keyed import keyed_digest
from flows.ledger.openings import opening_of, standing
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, inspections, outbox, restores, screenings, uploads
from flows.ledger.tallies import keep_tally
from flows.ledger.waiting import keep_waiting
from flows.ledger.work import Patience, is_quiet
from pipeline.records import Correction, Ruling

VERDICT = "dk.sagsklar.verdict.v1"


@dataclass(frozen=True, slots=True)
class Object:
    """Where an upload's bytes stand and what it is called."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Read:
    """A read upload of a case: `body` is its `inspect --words` line, made by what `versions_digest` names."""

    name: str
    versions_digest: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CaseState:
    """All that a screening of the case depends on, as it stood at `revision`."""

    revision: int
    profile: str
    arrived_on: date | None  # None: every paper it had belongs to another case
    uploads: tuple[Read, ...]
    corrections: tuple[Correction, ...]
    rulings: tuple[Ruling, ...]
    openings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewVerdict:
    """A verdict to keep. `inputs_digest`: of everything it depends on; the same again is no news.

    `seen`: all of that but the policy, for a replay.
    """

    case_key: str
    revision: int
    inputs_digest: str
    body: dict[str, Any]
    seen: dict[str, Any]


def object_of(ledger: Ledger, upload_id: str) -> Object:
    """Where an upload's bytes stand."""
    with ledger.reading() as connection:
        row = connection.execute(select(uploads.c.key, uploads.c.name).where(uploads.c.id == upload_id)).one()
        return Object(row.key, row.name)


def find_inspection(ledger: Ledger, sha256: str, versions_digest: str) -> dict[str, Any] | None:
    """What these versions read of these bytes before, or None."""
    same = (inspections.c.sha256 == sha256, inspections.c.versions_digest == versions_digest)
    with ledger.reading() as connection:
        body = connection.execute(select(inspections.c.body).where(*same)).scalar_one_or_none()
        return json.loads(body) if body is not None else None


def store_inspection(
    ledger: Ledger,
    upload_id: str,
    versions_digest: str,
    body: dict[str, Any],
    now: datetime,
    *,
    blind_share: float = 0.0,
) -> None:
    """Keeps what was read of an upload and frees it; what stands already stays, of an erased one nothing.

    A random `blind_share` of the documents whose label was accepted is put before a person.
    """
    sha256 = str(body["sha256"])
    values = {"sha256": sha256, "versions_digest": versions_digest}
    done = {**FREED, **values, "state": "done", "done_at": now}
    with ledger.writing() as connection:
        case_key = connection.execute(
            update(uploads).where(uploads.c.id == upload_id).values(**done).returning(uploads.c.case_key)
        ).scalar_one_or_none()
        if case_key is None:
            return
        insert_new(connection, inspections, **values, body=json.dumps(body, ensure_ascii=False), made_at=now)
        pick(connection, case_key, body, blind_share, now)
        read = {"case_key": case_key, "upload_id": upload_id, "reading": versions_digest}
        note(connection, now, "worker", "upload.read", **read)


def read_case(ledger: Ledger, case_key: str) -> CaseState:
    """The case as it stands now, in one consistent look."""
    with ledger.reading() as connection:
        case = connection.execute(select(cases).where(cases.c.case_key == case_key)).one()
        rows = connection.execute(read_uploads(case_key)).all()
        return CaseState(
            revision=case.revision,
            profile=case.profile,
            arrived_on=max((row.arrived_at.date() for row in rows), default=None),
            uploads=tuple(Read(row.name, row.versions_digest, json.loads(row.body)) for row in rows),
            corrections=corrections_of(connection, case_key),
            rulings=rulings_of(connection, case_key),
            openings=standing(opening_of(connection, case_key)),
        )


def read_uploads(case_key: str) -> Any:
    """The uploads that stand in a case and were read, in order of name."""
    same = and_(
        inspections.c.sha256 == uploads.c.sha256, inspections.c.versions_digest == uploads.c.versions_digest
    )
    columns = (uploads.c.name, uploads.c.arrived_at, uploads.c.versions_digest, inspections.c.body)
    return (
        select(*columns)
        .join(inspections, same)
        .where(uploads.c.case_key == case_key, uploads.c.replaced.is_(False), uploads.c.state == "done")
        .order_by(uploads.c.name)
    )


def store_verdict(ledger: Ledger, verdict: NewVerdict, now: datetime, patience: Patience) -> str | None:
    """Keeps a verdict and its event in one transaction, and frees the case.

    Returns:
        The screening's id, or None when there is nothing to say: it is still the burst's quiet time and the
        case is not complete, the newest verdict was given on the very same inputs, or the case was erased.
    """
    with ledger.writing() as connection:
        if not (verdict.body["outcome"] == "complete" or quiet_now(connection, verdict, now, patience)):
            settle(connection, verdict, {"looked_revision": verdict.revision})
            return None
        settled = {"screened_revision": verdict.revision, "looked_revision": verdict.revision}
        if not settle(connection, verdict, settled):
            return None
        newest = newest_of(connection, verdict.case_key)
        if newest is not None and newest.inputs_digest == verdict.inputs_digest:
            return None
        last = max(newest.sequence if newest else 0, told_before(connection, verdict.case_key))
        return insert_verdict(connection, verdict, last + 1, now)


def quiet_now(connection: Connection, verdict: NewVerdict, now: datetime, patience: Patience) -> bool:
    """Whether the case's verdict may go out at this moment."""
    here = (cases.c.case_key == verdict.case_key, is_quiet(now, patience))
    return connection.execute(select(cases.c.case_key).where(*here)).first() is not None


def settle(connection: Connection, verdict: NewVerdict, values: dict[str, int]) -> bool:
    """Frees the case; one that did not change meanwhile has nothing open any more. False: it was erased."""
    here = cases.c.case_key == verdict.case_key
    freed = update(cases).where(here).values(**FREED, **values, attempts=0, next_try_at=None)
    if not connection.execute(freed).rowcount:
        return False
    at_rest = (here, cases.c.revision == cases.c.screened_revision)
    connection.execute(update(cases).where(*at_rest).values(unsettled_since=None, urgent=False))
    return True


def newest_of(connection: Connection, case_key: str) -> Any:
    """The newest screening of a case."""
    columns = (screenings.c.sequence, screenings.c.inputs_digest)
    query = select(*columns).where(screenings.c.case_key == case_key)
    return connection.execute(query.order_by(screenings.c.sequence.desc()).limit(1)).first()


def told_before(connection: Connection, case_key: str) -> int:
    """The sequence up to which others may have been told of this case, and this ledger does not know.

    That is of a case of the same name that was erased, or after the backup that the ledger came back from.
    """
    restored = connection.execute(select(func.max(restores.c.last_sequence))).scalar() or 0
    return max(last_told(connection, *name_of(connection, case_key)), int(restored))


def name_of(connection: Connection, case_key: str) -> tuple[str, str]:
    """What others call a case: municipality and case id."""
    named = select(cases.c.municipality, cases.c.case_id).where(cases.c.case_key == case_key)
    return tuple(connection.execute(named).one())


def screening_id_of(connection: Connection, verdict: NewVerdict) -> str:
    """The verdict's own name: the same again where a ledger from a backup comes to the same verdict anew.

    The case system then knows the event. The same inputs for a second time are another verdict, and so is one
    on a case that was erased meanwhile.
    """
    same = (screenings.c.case_key == verdict.case_key, screenings.c.inputs_digest == verdict.inputs_digest)
    times = connection.execute(select(func.count()).select_from(screenings).where(*same)).scalar_one()
    name = name_of(connection, verdict.case_key)
    said = ["screening", *name, last_told(connection, *name), verdict.inputs_digest, times]
    return keyed_digest(connection, json.dumps(said))[:32]


def insert_verdict(connection: Connection, verdict: NewVerdict, sequence: int, now: datetime) -> str:
    """The verdict's row, its event's row, and an end to older events that never went out."""
    screening_id = screening_id_of(connection, verdict)
    connection.execute(
        insert(screenings).values(
            id=screening_id,
            case_key=verdict.case_key,
            sequence=sequence,
            revision=verdict.revision,
            inputs_digest=verdict.inputs_digest,
            outcome=verdict.body["outcome"],
            completeness=verdict.body["completeness"],
            body=json.dumps(verdict.body, ensure_ascii=False),
            seen=json.dumps(verdict.seen, ensure_ascii=False),
            made_at=now,
        )
    )
    unsent = (outbox.c.case_key == verdict.case_key, outbox.c.state == "waiting", outbox.c.body.is_(None))
    connection.execute(update(outbox).where(*unsent).values(state="superseded"))
    connection.execute(
        insert(outbox).values(
            id=screening_id,
            case_key=verdict.case_key,
            screening_id=screening_id,
            type=VERDICT,
            sequence=sequence,
            state="waiting",
            made_at=now,
            attempts=0,
        )
    )
    keep_tally(connection, screening_id)
    keep_waiting(connection, verdict.case_key, now)
    made = {"screening_id": screening_id, "sequence": sequence, "outcome": verdict.body["outcome"]}
    note(
        connection, now, "worker", "case.screened", case_key=verdict.case_key, **made, **made_by(verdict.body)
    )
    return screening_id


def made_by(body: Mapping[str, Any]) -> dict[str, str]:
    """The policy and the versions behind a verdict; both name the thresholds that were in force."""
    policy, versions = body.get("policy", {}), body.get("versions", {})
    named = {f"policy_{key}": str(policy[key]) for key in ("version", "digest") if key in policy}
    return named | {key: value for key, value in versions.items() if isinstance(value, str)}


def count_screenings(ledger: Ledger) -> int:
    """All verdicts given."""
    with ledger.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(screenings)).scalar_one())
