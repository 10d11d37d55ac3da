"""A case in hand: opening what waits takes it, deciding goes on with it, another is told who has it."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from flows.ledger.accounts import Account
from flows.ledger.claims import Claim, claim_of, let_go, take
from flows.ledger.desk import CaseView
from pipeline.errors import WrongUse
from review.cases_seen import case_of
from review.guard import Deciding, Sent, has, own_path, said
from review.pages import go
from review.parts import parts_of

router = APIRouter(include_in_schema=False)


class HeldByAnother(WrongUse):
    """Somebody else has the case in hand; nothing was kept."""

    code = "held_by_another"
    message = "Somebody else has this case in hand."
    remedy = "Open the case again; take it over there if you are to go on with it."


def opened_by(request: Request, account: Account, case: CaseView) -> dict[str, Any]:
    """Takes a case that waits in hand; what its page needs to know of who may go on with it."""
    parts, decides = parts_of(request), has(account, "decide")
    waits = case.problem is not None or (
        case.screening is not None and case.screening.verdict["outcome"] == "needs_review"
    )
    if decides and waits:
        claim: Claim | None = take(parts.ledger, case.case_key, account.name, parts.now())
    else:
        claim = claim_of(parts.ledger, case.case_key)
    kept_out = claim is not None and claim.keeps_out(account.name, parts.now())
    mine = claim is not None and claim.who == account.name
    return {"holder": claim if kept_out else None, "held_by_me": mine, "decides": decides}


def hold(request: Request, account: Account, case_key: str) -> None:
    """Takes the case for a decision. Raises HeldByAnother."""
    parts = parts_of(request)
    if take(parts.ledger, case_key, account.name, parts.now()).keeps_out(account.name, parts.now()):
        raise HeldByAnother


@router.post("/cases/{case_key}/claim")
def claim_case(request: Request, case_key: str, account: Deciding, form: Sent) -> RedirectResponse:
    """Takes the case over from whoever has it, or puts it back into the queue."""
    case_of(request, account, case_key)
    parts = parts_of(request)
    if said(form, "deed") == "let_go":
        let_go(parts.ledger, case_key, account.name, parts.now())
        return go("/queue")
    take(parts.ledger, case_key, account.name, parts.now(), over=True)
    return go(own_path(said(form, "back"), f"/cases/{case_key}"))
