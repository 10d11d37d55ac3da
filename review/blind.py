"""Blind checks: a person names a document without being told what the machine took it for."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from flows.ledger.accounts import Account
from flows.ledger.audit import read_audit
from flows.ledger.blind_checks import BlindCheck, answer_check, find_check, next_check, open_checks
from flows.ledger.desk import UploadView
from pipeline.errors import WrongUse
from pipeline.vocabulary import LABEL_GROUPS, LABELS, UNKNOWN
from review.cases_seen import case_of
from review.guard import Deciding, Sent, said
from review.pages import go, page
from review.parts import parts_of

router = APIRouter(include_in_schema=False)
BROKEN_SHOWN: Final = 10
CheckId = Annotated[int, Path(ge=1, le=2**31 - 1)]
ANSWERS: Final = frozenset({*LABELS, UNKNOWN})


class AnswerUnknown(WrongUse):
    """The form names no label of the contract."""

    code = "form_refused"
    message = "Choose one of the kinds."
    remedy = "Open the page again and choose."


@router.get("/blind-checks")
def blind_check_page(request: Request, account: Deciding) -> HTMLResponse:
    """The check that waits longest, or that none waits."""
    check = next_check(parts_of(request).ledger, account.sight)
    upload = upload_of(request, account, check) if check else None
    waiting = open_checks(parts_of(request).ledger, account.sight)
    shown: dict[str, Any] = {"check": check, "upload": upload, "waiting": waiting, "groups": LABEL_GROUPS}
    broken = read_audit(parts_of(request).ledger, what="guarantee.broken", limit=BROKEN_SHOWN)
    return page(request, "blind_check.html", account, broken=broken, **shown)


@router.post("/blind-checks/{check_id}")
def answer(request: Request, check_id: CheckId, account: Deciding, form: Sent) -> Response:
    """Keeps the answer and opens the next. Raises AnswerUnknown."""
    label = said(form, "label")
    if label not in ANSWERS:
        raise AnswerUnknown
    parts = parts_of(request)
    check = find_check(parts.ledger, check_id)
    if check is not None:
        case_of(request, account, check.case_key)
        answer_check(parts.ledger, check_id, label, by=account.name, now=parts.now())
    return go("/blind-checks")


def upload_of(request: Request, account: Account, check: BlindCheck) -> UploadView | None:
    """The upload that the check is about; None when the citizen replaced it since."""
    every = case_of(request, account, check.case_key).uploads
    return next((one for one in every if one.sha256 == check.sha256), None)
