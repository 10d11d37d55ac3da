"""A document that nobody can read: what it was to show is asked for again, by one key."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from flows.ledger.desk import record_ruling
from pipeline.records import Ruling
from review.desk import DOCUMENT, TheDocument
from review.documents import DocumentMissing
from review.guard import Deciding, Sent
from review.holding import hold
from review.next import after
from review.pages import go
from review.parts import parts_of
from review.standing import resting_on
from review.undo import remember

router = APIRouter(include_in_schema=False)


@router.post(DOCUMENT + "/unreadable")
def ask_again(request: Request, document: TheDocument, account: Deciding, _form: Sent) -> Response:
    """Asks again for everything in doubt that rests on this document. Raises DocumentMissing."""
    case, parts = document.case, parts_of(request)
    open_ones = resting_on(case, document.shown.upload.name, document.shown.read.pages)
    if not open_ones:
        raise DocumentMissing
    hold(request, account, case.case_key)
    now = parts.now()
    decided = [
        record_ruling(
            parts.ledger,
            case.case_key,
            Ruling(one.requirement, one.subject, "defective", "unreadable"),
            by=account.name,
            now=now,
        )
        for one in open_ones
    ]
    remember(request, case, decided, document.path)
    return go(after(request, account, case.case_key, answered=document.path))
