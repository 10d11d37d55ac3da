"""The document page: the picture beside what was read, and the form that confirms or corrects it."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from flows.ledger.accounts import Account
from flows.ledger.audit import write_audit
from flows.ledger.desk import CaseView, record_correction
from flows.ledger.elsewhere import handed_of
from pipeline.vocabulary import FIELDS, LABEL_GROUPS, LABELS
from review.answers import Answers, read_answers
from review.asked import document_path
from review.cases_seen import case_of
from review.documents import DocumentShown, rows, show_document
from review.guard import Deciding, Looking, Sent
from review.handing import seen_in
from review.holding import hold, opened_by
from review.next import after
from review.pages import go, page, words_of
from review.parts import PictureMissing, parts_of
from review.standing import resting_on
from review.undo import remember
from review.values import CHOICES

router = APIRouter(include_in_schema=False)
DOCUMENT: Final = "/cases/{case_key}/documents/{sha256}/{first_page}"
SUGGESTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that somebody with the right to it has opened."""

    account: Account
    case: CaseView
    shown: DocumentShown

    @property
    def path(self) -> str:
        """The address of its page."""
        return document_path(self.case.case_key, self.shown.upload.sha256 or "", self.shown.read.pages[0])


PageNumber = Annotated[int, Path(ge=1, le=100_000)]


def opened(request: Request, case_key: str, sha256: str, first_page: PageNumber, account: Looking) -> Opened:
    """Finds the document and notes who opened it. Raises SignInNeeded, CaseMissing, DocumentMissing."""
    case = case_of(request, account, case_key)
    shown = show_document(case, sha256, first_page, words_of(request))
    note_reading(request, account, case_key, sha256)
    return Opened(account, case, shown)


TheDocument = Annotated[Opened, Depends(opened)]
Label = Annotated[str, Query(max_length=40)]


@router.get(DOCUMENT)
def document_page(request: Request, document: TheDocument) -> HTMLResponse:
    """The whole page."""
    return document_html(request, document, None)


@router.get(DOCUMENT + "/fields")
def document_fields(
    request: Request, document: TheDocument, label: Label = "", other_label: Label = ""
) -> HTMLResponse:
    """The fields of another type, while the person is choosing."""
    shown = document.shown
    chosen = next((one for one in (other_label, label) if one in FIELDS), shown.document.label)
    return page(request, "_fields.html", document.account, **_form(shown, chosen, None))


@router.post(DOCUMENT)
def correct(request: Request, document: TheDocument, _right: Deciding, form: Sent) -> Response:
    """Keeps what the person decided; the case is screened again at once."""
    answers = read_answers(document.shown, form)
    if answers.correction is None:
        return document_html(request, document, answers)
    parts, case_key, account = parts_of(request), document.case.case_key, document.account
    hold(request, account, case_key)
    decided = record_correction(parts.ledger, case_key, answers.correction, by=account.name, now=parts.now())
    remember(request, document.case, [decided], document.path)
    return go(after(request, account, case_key))


@router.get("/cases/{case_key}/uploads/{sha256}/pages/{number}.png")
def page_picture(
    request: Request, case_key: str, sha256: str, number: PageNumber, account: Looking
) -> Response:
    """One upright page of an upload of this case."""
    upload = next((one for one in case_of(request, account, case_key).uploads if one.sha256 == sha256), None)
    if upload is None:
        raise PictureMissing(page=number)
    note_reading(request, account, case_key, sha256)
    picture = parts_of(request).pictures.png(upload.object_key, sha256, number)
    return Response(picture, media_type="image/png")


def note_reading(request: Request, account: Account, case_key: str, sha256: str) -> None:
    """Every look at a document stands in the audit."""
    parts = parts_of(request)
    write_audit(parts.ledger, account.name, "document.read", parts.now(), case_key=case_key, sha256=sha256)


def document_html(
    request: Request,
    document: Opened,
    answers: Answers | None,
    *,
    elsewhere_error: str = "",
    elsewhere_number: str = "",
) -> HTMLResponse:
    """The page; with `answers`, or an `elsewhere_error`, it tells what must be put right first."""
    shown, case = document.shown, document.case
    return page(
        request,
        "document.html",
        document.account,
        status=422 if answers or elsewhere_error else 200,
        path=document.path,
        case=case,
        suggestions=_suggestions(shown),
        groups=LABEL_GROUPS,
        resting=resting_on(case, shown.upload.name, shown.read.pages),
        seen=case.screening.sequence if case.screening else 0,
        newer=False,
        elsewhere_error=elsewhere_error,
        elsewhere_number=elsewhere_number,
        handed_to=_handed_to(request, document),
        **opened_by(request, document.account, case),
        **_form(shown, answers.label if answers else shown.document.label, answers),
    )


def _handed_to(request: Request, document: Opened) -> CaseView | None:
    """The case that a document was handed to, for an account that may see that one too."""
    shown, parts = document.shown, parts_of(request)
    if shown.said is None or not shown.said.elsewhere:
        return None
    copies = handed_of(parts.ledger, document.case.case_key, shown.said.sha256, shown.read.pages)
    return next(filter(None, (seen_in(parts, document.account, one) for one in copies)), None)


def _form(shown: DocumentShown, label: str, answers: Answers | None) -> dict[str, Any]:
    """What the form and its fields need; `chosen`: the type picked so far, None when a person must pick."""
    picked = label != shown.document.label or not shown.label_doubtful
    return {
        "shown": shown,
        "chosen": label if picked else None,
        "rows": rows(shown, label),
        "relabelled": label != shown.document.label,
        "choices": CHOICES,
        "errors": answers.errors if answers else {},
        "typed": answers.typed if answers else {},
        "ticked": answers.ticked if answers else frozenset(),
    }


def _suggestions(shown: DocumentShown) -> tuple[tuple[str, float | None], ...]:
    """The likeliest types with their probability; of a person's own choice there is none."""
    read, now = shown.read, shown.document.label
    by_machine = ((read.label, read.confidence), *((one.label, one.confidence) for one in read.alternatives))
    likely = [(label, share) for label, share in by_machine if label in LABELS][:SUGGESTIONS]
    if shown.said is None or shown.said.label is None:
        return tuple(likely)
    return ((now, None), *(one for one in likely if one[0] != now))
