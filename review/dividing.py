"""Which pages of a file belong together: a person ticks each page that opens a document."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from flows.ledger.accounts import Account
from flows.ledger.desk import CaseView, UploadView
from flows.ledger.divisions import record_division
from flows.ledger.undone import Decided
from review.cases_seen import case_of
from review.desk import note_reading
from review.documents import DocumentMissing
from review.guard import Deciding, Looking, Sent
from review.holding import hold, opened_by
from review.pages import go, page
from review.parts import parts_of
from review.undo import remember

router = APIRouter(include_in_schema=False)
PAGES: Final = "/cases/{case_key}/uploads/{sha256}/pages"


@router.get(PAGES)
def pages_page(request: Request, case_key: str, sha256: str, account: Looking) -> HTMLResponse:
    """All pages of the file, small, with what opens a document now."""
    case = case_of(request, account, case_key)
    return _page(request, account, case, upload_of(case, sha256), error="")


@router.post(PAGES)
def divide(request: Request, case_key: str, sha256: str, account: Deciding, form: Sent) -> Response:
    """Keeps what the person ticked; the file is read again by that, and its case screened."""
    case = case_of(request, account, case_key)
    upload = upload_of(case, sha256)
    numbers = [one["number"] for one in inspected(upload)["pages"]]
    ticked = {str(one) for one in form.getlist("first")}
    firsts = [number for number in numbers if number == numbers[0] or str(number) in ticked]
    if firsts == opening(upload):
        return _page(request, account, case, upload, error="error.not_divided")
    hold(request, account, case_key)
    parts = parts_of(request)
    number = record_division(parts.ledger, case_key, sha256, firsts, by=account.name, now=parts.now())
    remember(request, case, [Decided("division", number)], request.url.path)
    return go(f"/cases/{case_key}")


def upload_of(case: CaseView, sha256: str) -> UploadView:
    """An upload with pages. Raises DocumentMissing."""
    upload = next((one for one in case.uploads if one.sha256 == sha256), None)
    if upload is None or not inspected(upload)["pages"]:
        raise DocumentMissing
    return upload


def inspected(upload: UploadView) -> dict[str, Any]:
    """What was read of an upload; no pages where nothing was."""
    return upload.inspection or {"pages": [], "documents": []}


def opening(upload: UploadView) -> list[int]:
    """The pages that open a document now."""
    return [one["pages"][0] for one in inspected(upload)["documents"]]


def _page(
    request: Request, account: Account, case: CaseView, upload: UploadView, *, error: str
) -> HTMLResponse:
    note_reading(request, account, case.case_key, upload.sha256 or "")
    read = inspected(upload)
    return page(
        request,
        "dividing.html",
        account,
        status=422 if error else 200,
        case=case,
        upload=upload,
        sheets=read["pages"],
        labels={one["pages"][0]: one["label"] for one in read["documents"]},
        error=error,
        **opened_by(request, account, case),
    )
