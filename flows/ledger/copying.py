"""All that the ledger holds of one case, for the citizen's own copy of it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from flows.ledger.case_names import CaseName
from flows.ledger.store import Ledger
from flows.ledger.tables import (
    audit,
    blind_checks,
    cases,
    corrections,
    divisions,
    inspections,
    openings,
    outbox,
    rulings,
    screenings,
    uploads,
)
from flows.ledger.waiting import readable_json

MACHINES = frozenset({"portal", "worker", "dispatcher", "api", "retention", "system"})
Json = dict[str, Any]


def copy_of(ledger: Ledger, case: CaseName) -> Json:
    """Everything, as the schema `export` says; persons who worked on the case stand in it by their part."""
    with ledger.reading() as connection:
        row = connection.execute(select(cases).where(cases.c.case_key == case.case_key)).one()
        return {
            "schema": "sagsklar/export/1",
            "case_id": case.case_id,
            "municipality": case.municipality,
            "profile": readable_json(row.profile) or row.profile,
            "problem": row.problem,
            "uploads": list(_uploads(connection, case.case_key)),
            "verdicts": list(_verdicts(connection, case.case_key)),
            "decisions": list(_decisions(connection, case.case_key)),
            "deliveries": list(_deliveries(connection, case.case_key)),
            "log": list(_log(connection, case.case_key)),
        }


def _uploads(connection: Connection, case_key: str) -> Iterator[Json]:
    """Each file that ever came, those replaced since too, with what was read of it."""
    read = and_(
        inspections.c.sha256 == uploads.c.sha256, inspections.c.versions_digest == uploads.c.versions_digest
    )
    query = select(uploads, inspections.c.body).outerjoin(inspections, read).order_by(uploads.c.arrived_at)
    for row in _of_case(connection, query.order_by(uploads.c.name), uploads, case_key):
        body = json.loads(row.body) if row.body else None
        yield {
            "file": row.name,
            "key": row.key,
            "sha256": row.sha256,
            "bytes": row.bytes,
            "arrived": row.arrived_at.isoformat(),
            "replaced": row.replaced,
            "state": row.state,
            "problem": row.problem,
            "original": None,
            "text": None,
            "inspection": body and {**body, "file": row.name, "upload_name": row.name},
        }


def _verdicts(connection: Connection, case_key: str) -> Iterator[Json]:
    query = select(screenings).order_by(screenings.c.sequence)
    for row in _of_case(connection, query, screenings, case_key):
        own = {"screening_id": row.id, "sequence": row.sequence, "made": row.made_at.isoformat()}
        yield {**own, "verdict": json.loads(row.body)}


def _decisions(connection: Connection, case_key: str) -> Iterator[Json]:
    """What persons said of documents and requirements."""
    for row in _of_case(connection, select(corrections).order_by(corrections.c.id), corrections, case_key):
        told = ("sha256", "pages", "label", "fields", "elsewhere")
        said = {name: getattr(row, name) for name in told}
        yield {"kind": "correction", "at": row.at.isoformat(), "by": part_of(row.by), **said}
    for row in _of_case(connection, select(rulings).order_by(rulings.c.id), rulings, case_key):
        ruled = {key: getattr(row, key) for key in ("requirement", "subject", "status", "code")}
        yield {"kind": "ruling", "at": row.at.isoformat(), "by": part_of(row.by), **ruled}
    for row in _of_case(connection, select(divisions).order_by(divisions.c.id), divisions, case_key):
        said = {"sha256": row.sha256, "firsts": row.firsts}
        yield {"kind": "division", "at": row.at.isoformat(), "by": part_of(row.by), **said}
    for row in _of_case(connection, select(openings).order_by(openings.c.id), openings, case_key):
        yield {"kind": "letter", "at": row.at.isoformat(), "by": part_of(row.by), "texts": row.texts}
    query = select(blind_checks).where(blind_checks.c.answer.is_not(None)).order_by(blind_checks.c.id)
    for row in _of_case(connection, query, blind_checks, case_key):
        said = {"sha256": row.sha256, "pages": row.pages, "label": row.answer}
        yield {"kind": "spot_check", "at": row.at.isoformat(), "by": part_of(row.by), **said}


def _deliveries(connection: Connection, case_key: str) -> Iterator[Json]:
    """What was told to the case system, word for word."""
    for row in _of_case(connection, select(outbox).order_by(outbox.c.made_at), outbox, case_key):
        received = row.received_at and row.received_at.isoformat()
        told = {"type": row.type, "sequence": row.sequence, "state": row.state, "received": received}
        yield {**told, "event": json.loads(row.body) if row.body else None}


def _log(connection: Connection, case_key: str) -> Iterator[Json]:
    """Who did what with the case: which part of the office or of the system, not which person."""
    query = select(audit).where(audit.c.about["case_key"].as_string() == case_key).order_by(audit.c.id)
    for row in connection.execute(query):
        yield {"at": row.at.isoformat(), "by": part_of(row.who), "what": row.what}


def _of_case(connection: Connection, query: Select[Any], table: Any, case_key: str) -> Any:
    return connection.execute(query.where(table.c.case_key == case_key))


def part_of(who: str) -> str:
    """Whose part somebody played: the machines by name, whoever signs in as a caseworker."""
    return who if who in MACHINES else "operator" if who.startswith("operator ") else "caseworker"


def texts_of(inspection: Mapping[str, Any] | None) -> str:
    """The text that was read of an upload, page by page."""
    pages = inspection["pages"] if inspection else ()
    return "\n\f\n".join(str(page["text"]) for page in pages)
