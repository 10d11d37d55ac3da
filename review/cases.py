"""The case page: how each requirement stands and why, the papers, the letter; and a person's ruling."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from flows.ledger.accounts import Account
from flows.ledger.audit import write_audit
from flows.ledger.claims import claim_of
from flows.ledger.delivery import deliveries
from flows.ledger.desk import CaseView, record_ruling
from flows.ledger.history import history
from flows.ledger.openings import last_opening
from pipeline.errors import WrongUse
from pipeline.exchange import profile_from_json
from pipeline.records import Profile, Ruling, Status
from pipeline.vocabulary import MISSING_CODES
from review.asked import asks
from review.cases_seen import case_of
from review.citizen.links import Links
from review.guard import Deciding, Looking, Sent, said
from review.holding import hold, opened_by
from review.next import after
from review.pages import go, page, words_of
from review.parts import parts_of
from review.standing import Standing, papers, standings
from review.undo import remember

router = APIRouter(include_in_schema=False)
PAPERS_OPEN: Final = 15
"""More are folded in: some cases have hundreds."""


@router.get("/cases/{case_key}")
def case_page(request: Request, case_key: str, account: Looking) -> HTMLResponse:
    """The whole page."""
    case = case_of(request, account, case_key)
    parts = parts_of(request)
    write_audit(parts.ledger, account.name, "case.read", parts.now(), case_key=case_key)
    return _case_page(request, case, account, error=None)


@router.post("/cases/{case_key}/link")
def make_link(request: Request, case_key: str, account: Deciding, _form: Sent) -> HTMLResponse:
    """Shows a new link to the citizen's page, once: it stands in no address and in no session."""
    case, parts = case_of(request, account, case_key), parts_of(request)
    signed, link = Links(parts.session_secret, parts.link_days).made(case_key, parts.now())
    write_audit(parts.ledger, account.name, "link.made", parts.now(), case_key=case_key)
    made = CitizenLink(f"{parts.review_url.rstrip('/')}/c/{signed}", link.until)
    return _case_page(request, case, account, error=None, link=made)


@dataclass(frozen=True, slots=True)
class CitizenLink:
    """An address that opens the citizen's page, and until when."""

    url: str
    until: datetime


def _case_page(
    request: Request, case: CaseView, account: Account, *, error: str | None, link: CitizenLink | None = None
) -> HTMLResponse:
    verdict = case.screening.verdict if case.screening else {}
    return page(
        request,
        "case.html",
        account,
        status=422 if error else 200,
        path=f"/cases/{case.case_key}",
        case=case,
        profile=readable_profile(case),
        verdict=verdict,
        asked=asks(case.case_key, verdict, words_of(request)) if case.settled else (),
        standings=standings(case),
        titles={one["id"]: one["title"] for one in verdict.get("requirements", ())},
        papers=papers(case),
        papers_open=PAPERS_OPEN,
        codes=MISSING_CODES,
        deliveries=deliveries(parts_of(request).ledger, case.case_key),
        history=history(parts_of(request).ledger, case.case_key),
        files={one.sha256: one.name for one in case.uploads},
        error=error,
        link=link,
        opening=last_opening(parts_of(request).ledger, case.case_key),
        **opened_by(request, account, case),
    )


def readable_profile(case: CaseView) -> Profile | None:
    """What the portal told of the case; None where it cannot be used."""
    try:
        return profile_from_json(json.dumps(case.profile))
    except WrongUse:
        return None


@router.get("/cases/{case_key}/state")
def case_state(
    request: Request,
    case_key: str,
    account: Looking,
    seen: Annotated[int, Query(ge=0)] = 0,
    shown: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """How the case stands now, fetched again and again.

    `seen`: the verdict that the page was made from. `shown`: the state it shows; while that holds nothing is
    answered, so that a screen reader does not say it again and again.
    """
    case = case_of(request, account, case_key)
    sequence = case.screening.sequence if case.screening else 0
    claim = claim_of(parts_of(request).ledger, case_key)
    kept_out = claim is not None and claim.keeps_out(account.name, parts_of(request).now())
    if shown == f"{sequence}-{'settled' if case.settled else 'open'}-{'held' if kept_out else 'free'}":
        return Response(status_code=204)
    newer = case.settled and sequence > seen
    holder = claim if kept_out else None
    return page(request, "_state.html", account, case=case, seen=seen, newer=newer, holder=holder)


@router.post("/cases/{case_key}/rulings")
def rule(request: Request, case_key: str, account: Deciding, form: Sent) -> Response:
    """Keeps what the person decided about one requirement; the case is screened again at once."""
    case = case_of(request, account, case_key)
    standing = next((one for one in standings(case) if _is_meant(one, said(form, "about"))), None)
    ruling = _ruling(standing, said(form, "decision"), said(form, "code")) if standing else None
    if ruling is None:
        return _case_page(request, case, account, error=words_of(request)("error.ruling"))
    hold(request, account, case_key)
    parts = parts_of(request)
    decided = record_ruling(parts.ledger, case_key, ruling, by=account.name, now=parts.now())
    remember(request, case, [decided], f"/cases/{case_key}")
    return go(after(request, account, case_key))


def _is_meant(standing: Standing, about: str) -> bool:
    return standing.can_be_ruled and standing.about == about


def _ruling(standing: Standing, decision: str, code: str) -> Ruling | None:
    """None when nothing was decided, or no reason was given for asking."""
    if decision == "accept":
        return Ruling(standing.requirement, standing.subject, "satisfied")
    if decision != "ask" or code not in MISSING_CODES:
        return None
    # with a paper in hand the requirement is defective; with none it is missing
    status: Status = "defective" if standing.evidence and code != "document_missing" else "missing"
    return Ruling(standing.requirement, standing.subject, status, code)
