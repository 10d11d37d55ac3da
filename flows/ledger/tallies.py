"""One line a verdict with what the managers' figures count, kept in the verdict's own transaction."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, func, insert, select

from flows.ledger.tables import cases, inspections, screenings, tallies, uploads
from flows.ledger.waiting import keep_waiting
from pipeline.exchange import is_accepted
from pipeline.vocabulary import LABEL_GROUPS

IDENTITY: Final = frozenset(LABEL_GROUPS["identity"])
LATIN: Final = "Latn"
Inspection = Mapping[str, Any]


def keep_tally(connection: Connection, screening_id: str) -> None:
    """Counts a verdict that stands in the ledger already."""
    joined = screenings.join(cases, cases.c.case_key == screenings.c.case_key)
    query = select(screenings, cases.c.municipality).select_from(joined)
    row = connection.execute(query.where(screenings.c.id == screening_id)).one()
    verdict = json.loads(row.body)
    read = _inspections(connection, row.case_key)
    connection.execute(
        insert(tallies).values(
            screening_id=screening_id,
            case_key=row.case_key,
            municipality=row.municipality,
            service=verdict.get("service"),
            sequence=row.sequence,
            outcome=row.outcome,
            made_at=row.made_at,
            first_upload_at=_first_upload(connection, row.case_key) or row.made_at,
            asked=[[one["requirement"], one["subject"], one["code"]] for one in verdict["missing_items"]],
            script=script_of(read),
            state=state_of(verdict),
            documents=len(verdict.get("documents", ())),
            abstained=sum(not is_accepted(one) for one in verdict.get("documents", ())),
            captures=captures_of(read),
        )
    )


def count_earlier(connection: Connection) -> None:
    """Counts verdicts that were given before there were tallies, and puts their cases into the queue."""
    uncounted = ~select(tallies.c.screening_id).where(tallies.c.screening_id == screenings.c.id).exists()
    query = select(screenings.c.id, screenings.c.case_key, screenings.c.made_at).where(uncounted)
    for row in connection.execute(query.order_by(screenings.c.made_at)).all():
        keep_tally(connection, row.id)
        keep_waiting(connection, row.case_key, row.made_at)


def _first_upload(connection: Connection, case_key: str) -> datetime | None:
    first = select(func.min(uploads.c.arrived_at)).where(uploads.c.case_key == case_key)
    found: datetime | None = connection.execute(first).scalar_one()
    return found


def _inspections(connection: Connection, case_key: str) -> list[Inspection]:
    same = and_(
        inspections.c.sha256 == uploads.c.sha256, inspections.c.versions_digest == uploads.c.versions_digest
    )
    standing = (uploads.c.case_key == case_key, uploads.c.replaced.is_(False))
    query = select(inspections.c.body).join_from(uploads, inspections, same).where(*standing)
    return [json.loads(body) for body in connection.execute(query).scalars()]


def script_of(read: Iterable[Inspection]) -> str | None:
    """The script of the papers: the commonest beside Latin, else Latin; None where nothing was read."""
    pages = Counter(page["script"] for one in read for page in one["pages"] if page["script"])
    others = sorted((-count, script) for script, count in pages.items() if script != LATIN)
    return others[0][1] if others else LATIN if pages else None


def state_of(verdict: Mapping[str, Any]) -> str | None:
    """The state that issued the first identity paper on which it could be read."""
    fields = (
        field
        for document in verdict.get("documents", ())
        if document["label"] in IDENTITY
        for field in document["fields"]
        if field["name"] == "issuing_state" and field["accepted"] and field["value"]
    )
    return next((str(field["value"])[:8] for field in fields), None)


def captures_of(read: Iterable[Inspection]) -> dict[str, list[int]]:
    """Kind of capture → how many pages, and how many of them a person could read."""
    counted: dict[str, list[int]] = {}
    for one in read:
        for page in one["pages"]:
            pages = counted.setdefault(capture_of(one["media_type"], page["text_source"]), [0, 0])
            pages[0] += 1
            pages[1] += bool(page["quality"]["readable"])
    return counted


def capture_of(media_type: str, text_source: str) -> str:
    """How a page was made, as far as it shows: `digital` has its own text, `picture` was photographed."""
    if text_source in {"layer", "mixed"}:
        return "digital"
    return "picture" if media_type.startswith("image/") else "scan"
