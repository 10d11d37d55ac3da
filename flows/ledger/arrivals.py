"""What came in: each upload and each profile once in effect, however often it is seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, select, update

from flows.ledger.audit import note
from flows.ledger.changes import insert_new, touch
from flows.ledger.erasure import is_late
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, uploads
from flows.ledger.waiting import keep_waiting


@dataclass(frozen=True, slots=True)
class Arrival:
    """An upload as the object store tells of it. `found_by`: `hint`, `sweep`, or `desk` from another case.

    `asked`: the newest erasure when the store was asked; what it said of a case erased since is not believed.
    """

    municipality: str
    case_id: str
    bucket: str
    key: str
    version: str
    name: str
    bytes: int
    arrived_at: datetime
    found_by: str
    asked: int = 0


@dataclass(frozen=True, slots=True)
class ArrivedProfile:
    """A profile as it stands in the store. `problem`: why nothing can be screened by it, or None.

    `asked`: as of an upload.
    """

    municipality: str
    case_id: str
    version: str
    text: str
    problem: str | None
    problem_text: str | None
    asked: int = 0


def record_upload(ledger: Ledger, arrival: Arrival, now: datetime) -> bool:
    """Keeps an upload and marks its case as changed; False when it stood in the ledger or is erased."""
    with ledger.writing() as connection:
        if is_late(connection, arrival.municipality, arrival.case_id, arrival.asked):
            return False
        case_key = case_for(connection, arrival.municipality, arrival.case_id)
        changed = take_in(connection, case_key, arrival, now)
        if changed:
            touch(connection, case_key, now)
            note(connection, now, "portal", "upload.arrived", case_key=case_key, bytes=arrival.bytes)
        return changed


def take_in(connection: Connection, case_key: str, arrival: Arrival, now: datetime) -> bool:
    """Writes an upload down in its case; False when it stood there."""
    new = insert_new(
        connection,
        uploads,
        id=uuid4().hex,
        case_key=case_key,
        bucket=arrival.bucket,
        key=arrival.key,
        version=arrival.version,
        name=arrival.name,
        bytes=arrival.bytes,
        arrived_at=arrival.arrived_at,
        seen_at=now,
        found_by=arrival.found_by,
        replaced=False,
        state="waiting",
        attempts=0,
    )
    changed = new or stand_again(connection, arrival)
    if changed:
        replace_others(connection, arrival)
    return changed


def stand_again(connection: Connection, arrival: Arrival) -> bool:
    """An object that was overwritten and now has its former bytes back stands in the case again."""
    same = (
        uploads.c.bucket == arrival.bucket,
        uploads.c.key == arrival.key,
        uploads.c.version == arrival.version,
        uploads.c.replaced.is_(True),
    )
    values = {"replaced": False, "arrived_at": arrival.arrived_at}
    return bool(connection.execute(update(uploads).where(*same).values(**values)).rowcount)


def replace_others(connection: Connection, arrival: Arrival) -> None:
    """What stood under the same name before stands there no longer."""
    connection.execute(
        update(uploads)
        .where(
            uploads.c.bucket == arrival.bucket,
            uploads.c.key == arrival.key,
            uploads.c.version != arrival.version,
        )
        .values(replaced=True)
    )


def record_profile(ledger: Ledger, profile: ArrivedProfile, now: datetime) -> bool:
    """Keeps a profile and marks its case as changed; False when it stood in the ledger or is erased."""
    with ledger.writing() as connection:
        if is_late(connection, profile.municipality, profile.case_id, profile.asked):
            return False
        case_key = case_for(connection, profile.municipality, profile.case_id)
        changed = connection.execute(
            update(cases)
            .where(cases.c.case_key == case_key, cases.c.profile_version.is_distinct_from(profile.version))
            .values(
                profile=profile.text,
                profile_version=profile.version,
                problem=profile.problem,
                problem_text=profile.problem_text,
            )
        ).rowcount
        if changed:
            touch(connection, case_key, now)
            keep_waiting(connection, case_key, now)
            note(connection, now, "portal", "profile.arrived", case_key=case_key)
        return bool(changed)


def case_for(connection: Connection, municipality: str, case_id: str) -> str:
    """The key of a case; the case is begun where it is new."""
    insert_new(
        connection,
        cases,
        case_key=uuid4().hex,
        municipality=municipality,
        case_id=case_id,
        revision=0,
        looked_revision=0,
        screened_revision=0,
        urgent=False,
        attempts=0,
    )
    query = select(cases.c.case_key).where(cases.c.municipality == municipality, cases.c.case_id == case_id)
    return str(connection.execute(query).scalar_one())


def known_versions(ledger: Ledger, bucket: str) -> dict[str, str]:
    """Key → version of every upload that stands now, so that a sweep asks only about what is new."""
    with ledger.reading() as connection:
        query = select(uploads.c.key, uploads.c.version).where(
            uploads.c.bucket == bucket, uploads.c.replaced.is_(False)
        )
        return {row.key: row.version for row in connection.execute(query)}


def known_profiles(ledger: Ledger) -> dict[tuple[str, str], str]:
    """(municipality, case id) → version of its profile."""
    with ledger.reading() as connection:
        query = select(cases.c.municipality, cases.c.case_id, cases.c.profile_version)
        rows = connection.execute(query.where(cases.c.profile_version.is_not(None)))
        return {(row.municipality, row.case_id): row.profile_version for row in rows}
