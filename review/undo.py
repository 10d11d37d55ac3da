"""The last decision of a session: told on the next page, and taken back from there."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from flows.ledger.desk import CaseView
from flows.ledger.elsewhere import handed_by
from flows.ledger.undone import Decided, take_back
from review.cases_seen import case_of
from review.guard import Deciding, Looking, Sent
from review.handing import withdraw
from review.holding import hold
from review.pages import go, page
from review.parts import parts_of

router = APIRouter(include_in_schema=False)


def remember(request: Request, case: CaseView, decided: Sequence[Decided], back: str) -> None:
    """Keeps in the session what was decided, until the next decision."""
    rows = [[one.kind, one.id] for one in decided]
    request.session["deed"] = {"case_key": case.case_key, "case_id": case.case_id, "rows": rows, "back": back}
    request.session["told"] = False


def forget(request: Request) -> None:
    """What was decided last is not taken back from here any more."""
    request.session.pop("deed", None)


@router.post("/undo")
def undo(request: Request, account: Deciding, _form: Sent) -> RedirectResponse:
    """Takes the session's last decision back, and opens the page it was made on."""
    deed = request.session.pop("deed", None)
    if deed is None:
        return go("/queue")
    case_of(request, account, deed["case_key"])
    hold(request, account, deed["case_key"])
    parts, decided = parts_of(request), [Decided(kind, number) for kind, number in deed["rows"]]
    withdraw(parts, account, handed_by(parts.ledger, deed["case_key"], decided))
    take_back(parts.ledger, deed["case_key"], decided, by=account.name, now=parts.now())
    return go(deed["back"])


@router.get("/cases/{case_key}/outcome")
def outcome(request: Request, case_key: str, account: Looking) -> HTMLResponse:
    """How the case stands, in a few words; asks again while a verdict is being made."""
    return page(request, "_outcome.html", account, case=case_of(request, account, case_key))
