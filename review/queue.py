"""The queue: cases that wait for a person, longest waiting first."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from flows.ledger.accounts import Account
from flows.ledger.desk import QueuedCase, find_cases, queue, view_screening
from review.asked import Ask, asks
from review.guard import SignedIn
from review.pages import go, page, words_of
from review.parts import parts_of
from review.words import Words

router = APIRouter(include_in_schema=False)
SHOWN = 50
ASKS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A waiting case and what it asks; `link` opens the first thing to be answered."""

    case: QueuedCase
    asks: tuple[Ask, ...]

    @property
    def link(self) -> str:
        return self.asks[0].link if self.asks else f"/cases/{self.case.case_key}"


@router.get("/")
def start() -> RedirectResponse:
    """The desk begins with what waits."""
    return go("/queue")


@router.get("/queue")
def queue_page(request: Request, account: SignedIn) -> HTMLResponse:
    """The whole page."""
    return _queue(request, account, "queue.html")


@router.get("/queue/rows")
def queue_rows(request: Request, account: SignedIn) -> HTMLResponse:
    """The table alone, fetched anew every few seconds."""
    return _queue(request, account, "_queue_rows.html")


def _queue(request: Request, account: Account, template: str) -> HTMLResponse:
    waiting = queue(parts_of(request).ledger)
    rows = tuple(_row(request, one, words_of(request)) for one in waiting[:SHOWN])
    return page(request, template, account, rows=rows, total=len(waiting), asks_shown=ASKS_SHOWN)


def _row(request: Request, case: QueuedCase, words: Words) -> QueueRow:
    if case.problem is not None:
        text = words.of("problem", case.problem)
        return QueueRow(case, (Ask("problem", text, f"/cases/{case.case_key}"),))
    screening = view_screening(parts_of(request).ledger, case.screening_id or "")
    return QueueRow(case, asks(case.case_key, screening.verdict, words) if screening else ())


@router.get("/cases")
def find_case(
    request: Request, account: SignedIn, case_id: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Opens the case of that number; several municipalities may use the same."""
    found = find_cases(parts_of(request).ledger, case_id.strip()) if case_id.strip() else ()
    if len(found) == 1:
        return go(f"/cases/{found[0]}")
    return page(request, "find.html", account, case_id=case_id.strip(), found=found)
