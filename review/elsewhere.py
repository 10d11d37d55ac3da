"""A document in the wrong case: it leaves this one at once, and goes to the other where that is named."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from flows.ledger.accounts import Account
from flows.ledger.desk import CaseView, find_cases, view_case
from flows.ledger.elsewhere import Deed, handed_of, record_elsewhere, record_here
from flows.ledger.erasure import BEING_ERASED
from pipeline.records import Correction
from review.desk import DOCUMENT, TheDocument, document_html
from review.documents import DocumentShown
from review.guard import Deciding, Sent, said
from review.handing import put_into, withdraw
from review.holding import hold
from review.next import after
from review.pages import go, words_of
from review.parts import DeskParts, parts_of
from review.undo import forget, remember

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no document can go to the case of that number; `key` of the words, with what they name."""

    key: str
    choices: str = ""


@router.post(DOCUMENT + "/elsewhere")
def take_out(request: Request, document: TheDocument, account: Deciding, form: Sent) -> Response:
    """Takes the document out of the case; the one that the form names gets it. Raises OtherCaseGone."""
    number = said(form, "case_id")[:200]
    other = other_case(parts_of(request), account, document.case, number) if number else None
    if isinstance(other, Refusal):
        wrong = words_of(request)(other.key, choices=other.choices)
        return document_html(request, document, None, elsewhere_error=wrong, elsewhere_number=number)
    case, shown, parts = document.case, document.shown, parts_of(request)
    hold(request, account, case.case_key)
    handing = put_into(other, shown, parts) if other else None
    deed = Deed(case.case_key, account.name, parts.now())
    decided = record_elsewhere(parts.ledger, deed, about(shown, elsewhere=True), handing)
    remember(request, case, [decided], document.path)
    return go(after(request, account, case.case_key, answered=document.path))


@router.post(DOCUMENT + "/here")
def bring_back(request: Request, document: TheDocument, account: Deciding, _form: Sent) -> Response:
    """The document belongs here after all; its copy goes from the other case, if that may be seen."""
    case, shown, parts = document.case, document.shown, parts_of(request)
    hold(request, account, case.case_key)
    said_now = about(shown, elsewhere=False)
    withdraw(parts, account, handed_of(parts.ledger, case.case_key, said_now.sha256, said_now.pages))
    record_here(parts.ledger, Deed(case.case_key, account.name, parts.now()), said_now)
    forget(request)
    return go(document.path)


def other_case(parts: DeskParts, account: Account, case: CaseView, number: str) -> CaseView | Refusal:
    """The case of that number, or `municipality/number`; a case out of sight is like one that never was."""
    municipality, _, own = number.rpartition("/")
    every = (view_case(parts.ledger, key) for key in find_cases(parts.ledger, own, account.sight))
    found = [one for one in every if one and one.problem != BEING_ERASED]
    found = [one for one in found if municipality in {"", one.municipality}]
    if [one.case_key for one in found] == [case.case_key]:
        return Refusal("error.elsewhere_same")
    if len(found) > 1:
        names = sorted(f"{one.municipality}/{own}" for one in found)
        return Refusal("error.elsewhere_several", ", ".join(names))
    return found[0] if found else Refusal("error.elsewhere")


def about(shown: DocumentShown, *, elsewhere: bool) -> Correction:
    """What is said of the document."""
    return Correction(shown.upload.sha256 or "", shown.read.pages, None, {}, elsewhere)
