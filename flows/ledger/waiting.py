"""The queue's rows, kept beside the newest verdict of each case in the same transaction."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select, update

from flows.ledger.tables import cases, screenings, waiting
from pipeline.exchange import is_accepted

ANSWER_WITHIN: Final = timedelta(days=3)
"""The office's own aim; an earlier deadline of the applicant comes first."""
MAY_MATTER: Final = (None, "not_needed")
RESTRICTED_BASES: Final = frozenset({"third_protection"})


def keep_waiting(connection: Connection, case_key: str, now: datetime) -> None:
    """Puts the case into the queue, or out of it, as its newest verdict and its problem say.

    A case that waited already has waited since then, however often it was screened meanwhile.
    """
    columns = (cases.c.case_key, cases.c.municipality, cases.c.problem, cases.c.profile)
    case = connection.execute(select(*columns).where(cases.c.case_key == case_key)).one()
    verdict = _newest(connection, case_key)
    restricted = is_restricted(case.profile, verdict)
    connection.execute(update(cases).where(cases.c.case_key == case_key).values(restricted=restricted))
    before = connection.execute(select(waiting.c.since).where(waiting.c.case_key == case_key)).first()
    connection.execute(delete(waiting).where(waiting.c.case_key == case_key))
    if case.problem is not None or verdict.get("outcome") == "needs_review":
        reasons = set(reasons_of(case, verdict)) or {"rule"}
        since = before.since if before else now
        connection.execute(
            insert(waiting).values(
                case_key=case_key,
                municipality=case.municipality,
                service=verdict.get("service"),
                restricted=restricted,
                reasons=f",{','.join(sorted(reasons))},",
                questions=len(verdict.get("questions", ())),
                since=since,
                answer_by=answer_by(verdict, since),
                changed_at=now,
            )
        )


def _newest(connection: Connection, case_key: str) -> dict[str, Any]:
    query = select(screenings.c.body).where(screenings.c.case_key == case_key)
    body = connection.execute(query.order_by(screenings.c.sequence.desc()).limit(1)).scalar_one_or_none()
    found: dict[str, Any] = json.loads(body) if body else {}
    return found


def reasons_of(case: Any, verdict: Mapping[str, Any]) -> Iterator[str]:
    """Kinds of what a person is asked."""
    if case.problem is not None:
        yield "problem"
        return
    yield from (question["kind"] for question in verdict.get("questions", ()))
    documents = verdict.get("documents", ())
    if any(not is_accepted(one) and one["set_aside"] in MAY_MATTER for one in documents):
        yield "label"
    if any(one["failure"] for one in verdict.get("inputs", ())):
        yield "failure"


def answer_by(verdict: Mapping[str, Any], since: datetime) -> datetime:
    """When a person should have answered: within the office's aim, and before the applicant's deadline."""
    items = verdict.get("missing_items", ())
    days = [datetime.fromisoformat(one["due"]) for one in items if one.get("due")]
    dues = [datetime.combine(day, time(), UTC) for day in days]
    return min([since + ANSWER_WITHIN, *dues])


def is_restricted(profile: str | None, verdict: Mapping[str, Any]) -> bool:
    """Protected addresses, applications for protection, and papers about what is nobody else's business."""
    told = readable_json(profile) or {}
    flags = told.get("flags")
    protected = isinstance(flags, dict) and bool(flags.get("address_protection"))
    found = (
        finding["code"]
        for requirement in verdict.get("requirements", ())
        for finding in requirement.get("findings", ())
    )
    return protected or told.get("basis") in RESTRICTED_BASES or "restricted_content" in found


def readable_json(text: str | None) -> dict[str, Any] | None:
    """The object in a text, or None when it holds none."""
    try:
        found = json.loads(text) if text else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None
