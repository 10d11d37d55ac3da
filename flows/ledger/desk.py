"""What caseworkers read and decide. After a decision the worker screens the case again at once."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, and_, insert, select

from flows.ledger.accounts import Sight
from flows.ledger.audit import note
from flows.ledger.changes import touch
from flows.ledger.store import Ledger
from flows.ledger.tables import cases, corrections, inspections, rulings, screenings, uploads
from flows.ledger.undone import Decided
from flows.ledger.waiting import readable_json
from pipeline.records import Correction, Ruling

EVERYTHING: Final = Sight(restricted=True)


@dataclass(frozen=True, slots=True)
class UploadView:
    """One upload of a case. `inspection`: the `inspect --words` line, None while it was not read yet.

    `bucket` and `object_key` name its bytes in the object store. `state`: `waiting`, `done` or `parked`.
    """

    upload_id: str
    case_key: str
    name: str
    bucket: str
    object_key: str
    state: str
    problem: str | None
    arrived_at: datetime
    sha256: str | None
    inspection: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ScreeningView:
    """A stored verdict, whole, as the read API gives it."""

    screening_id: str
    case_key: str
    sequence: int
    made_at: datetime
    verdict: dict[str, Any]


@dataclass(frozen=True, slots=True)
class CaseView:
    """All that the desk shows of a case. `settled`: nothing of it waits to be read or screened."""

    case_key: str
    case_id: str
    municipality: str
    profile: dict[str, Any] | None
    problem: str | None
    problem_text: str | None
    restricted: bool
    settled: bool
    uploads: tuple[UploadView, ...]
    screening: ScreeningView | None
    corrections: tuple[Correction, ...]
    rulings: tuple[Ruling, ...]


def find_cases(ledger: Ledger, case_id: str, sight: Sight = EVERYTHING) -> tuple[str, ...]:
    """The keys of the cases of that id that may be seen: one, unless two municipalities use the same id."""
    query = select(cases.c.case_key, cases.c.municipality, cases.c.restricted)
    with ledger.reading() as connection:
        rows = connection.execute(query.where(cases.c.case_id == case_id).order_by(cases.c.case_key))
        return tuple(row.case_key for row in rows if sight.sees(row.municipality, restricted=row.restricted))


def view_case(ledger: Ledger, case_key: str) -> CaseView | None:
    """One case with its uploads and current verdict, or None."""
    with ledger.reading() as connection:
        row = connection.execute(select(cases).where(cases.c.case_key == case_key)).first()
        if row is None:
            return None
        files = uploads_of(connection, case_key)
        return CaseView(
            case_key=case_key,
            case_id=row.case_id,
            municipality=row.municipality,
            profile=readable_json(row.profile),
            problem=row.problem,
            problem_text=row.problem_text,
            restricted=row.restricted,
            settled=row.revision == row.screened_revision and all(one.state != "waiting" for one in files),
            uploads=files,
            screening=newest_screening(connection, case_key),
            corrections=corrections_of(connection, case_key),
            rulings=rulings_of(connection, case_key),
        )


def view_upload(ledger: Ledger, upload_id: str) -> UploadView | None:
    """One upload, or None."""
    with ledger.reading() as connection:
        row = connection.execute(with_inspections().where(uploads.c.id == upload_id)).first()
        return upload_view(row) if row else None


def view_screening(ledger: Ledger, screening_id: str) -> ScreeningView | None:
    """One stored verdict, or None."""
    with ledger.reading() as connection:
        row = connection.execute(select(screenings).where(screenings.c.id == screening_id)).first()
        return screening_view(row) if row else None


def record_correction(
    ledger: Ledger, case_key: str, correction: Correction, *, by: str, now: datetime
) -> Decided:
    """Keeps what a person decided about a document; the case is screened again at once.

    Later corrections of the same document add to earlier ones and win where both speak.
    """
    with ledger.writing() as connection:
        said = {
            "sha256": correction.sha256,
            "pages": list(correction.pages),
            "label": correction.label,
            "fields": dict(correction.fields),
        }
        kept = insert(corrections).values(case_key=case_key, by=by, at=now, **said)
        number = connection.execute(kept.returning(corrections.c.id)).scalar_one()
        touch(connection, case_key, now, urgent=True)
        note(connection, now, by, "document.corrected", case_key=case_key, sha256=correction.sha256)
        return Decided("correction", number)


def record_ruling(ledger: Ledger, case_key: str, ruling: Ruling, *, by: str, now: datetime) -> Decided:
    """Keeps what a person decided about a requirement; the case is screened again at once."""
    with ledger.writing() as connection:
        kept = (
            insert(rulings)
            .values(
                case_key=case_key,
                requirement=ruling.requirement,
                subject=ruling.subject,
                status=ruling.status,
                code=ruling.code,
                by=by,
                at=now,
            )
            .returning(rulings.c.id)
        )
        number = connection.execute(kept).scalar_one()
        touch(connection, case_key, now, urgent=True)
        note(connection, now, by, "requirement.ruled", case_key=case_key, requirement=ruling.requirement)
        return Decided("ruling", number)


def labelled_documents(ledger: Ledger) -> tuple[tuple[dict[str, Any], tuple[int, ...], str], ...]:
    """What was read of each document whose label a person gave, its pages, and the newest such label."""
    with ledger.reading() as connection:
        given = select(corrections).where(corrections.c.label.is_not(None)).order_by(corrections.c.id)
        labels = {(row.sha256, tuple(row.pages)): row.label for row in connection.execute(given)}
        found = []
        for (sha256, pages), label in sorted(labels.items()):
            query = select(inspections.c.body).where(inspections.c.sha256 == sha256)
            body = connection.execute(
                query.order_by(inspections.c.made_at.desc()).limit(1)
            ).scalar_one_or_none()
            if body is not None:
                found.append((json.loads(body), pages, str(label)))
        return tuple(found)


def corrections_of(connection: Connection, case_key: str) -> tuple[Correction, ...]:
    """One correction a document, in a fixed order: what was said later wins, field by field."""
    rows = connection.execute(
        select(corrections).where(corrections.c.case_key == case_key).order_by(corrections.c.id)
    )
    merged: dict[tuple[str, tuple[int, ...]], Correction] = {}
    for row in rows:
        document = (row.sha256, tuple(row.pages))
        before = merged.get(document, Correction(*document, None, {}))
        elsewhere = before.elsewhere if row.elsewhere is None else row.elsewhere
        said = {**before.fields, **row.fields}
        merged[document] = Correction(*document, row.label or before.label, said, elsewhere)
    return tuple(merged[document] for document in sorted(merged))


def rulings_of(connection: Connection, case_key: str) -> tuple[Ruling, ...]:
    """The newest ruling of each requirement and subject, in a fixed order."""
    rows = connection.execute(select(rulings).where(rulings.c.case_key == case_key).order_by(rulings.c.id))
    newest = {
        (row.requirement, row.subject): Ruling(row.requirement, row.subject, row.status, row.code)
        for row in rows
    }
    return tuple(newest[key] for key in sorted(newest))


def uploads_of(connection: Connection, case_key: str) -> tuple[UploadView, ...]:
    """The uploads that stand in the case now, by name."""
    query = with_inspections().where(uploads.c.case_key == case_key, uploads.c.replaced.is_(False))
    return tuple(upload_view(row) for row in connection.execute(query.order_by(uploads.c.name, uploads.c.id)))


def with_inspections() -> Any:
    """Uploads beside what was read of them."""
    return select(uploads, inspections.c.body).outerjoin(
        inspections,
        and_(
            inspections.c.sha256 == uploads.c.sha256,
            inspections.c.versions_digest == uploads.c.versions_digest,
        ),
    )


def upload_view(row: Row[Any]) -> UploadView:
    """An upload's row as a record; the inspection is shown under this upload's own name."""
    inspection = {**json.loads(row.body), "file": row.name, "upload_name": row.name} if row.body else None
    return UploadView(
        upload_id=row.id,
        case_key=row.case_key,
        name=row.name,
        bucket=row.bucket,
        object_key=row.key,
        state=row.state,
        problem=row.problem,
        arrived_at=row.arrived_at,
        sha256=row.sha256,
        inspection=inspection,
    )


def newest_screening(connection: Connection, case_key: str) -> ScreeningView | None:
    """The verdict of highest sequence, or None."""
    query = select(screenings).where(screenings.c.case_key == case_key).order_by(screenings.c.sequence.desc())
    row = connection.execute(query.limit(1)).first()
    return screening_view(row) if row else None


def screening_view(row: Row[Any]) -> ScreeningView:
    """A stored verdict with its id and sequence in it, as the contract shows it."""
    verdict = {**json.loads(row.body), "screening_id": row.id, "sequence": row.sequence}
    return ScreeningView(row.id, row.case_key, row.sequence, row.made_at, verdict)
