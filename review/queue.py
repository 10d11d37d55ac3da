"""The queue: cases that wait for a person, most urgent first; narrowed, paged, live."""

from dataclasses import asdict, dataclass
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from flows.ledger.accounts import Account
from flows.ledger.desk import find_cases
from flows.ledger.queue import QueuedCase, Wanted, choices, queue, verdicts_of
from review.asked import Ask, Verdict, asks
from review.guard import Looking, SignedIn, has
from review.next import next_link
from review.pages import go, page, words_of
from review.parts import parts_of
from review.words import Words

router = APIRouter(include_in_schema=False)
SHOWN: Final = 50
ASKS_SHOWN: Final = 3
REASONS: Final = ("label", "field", "match", "quality", "rule", "failure", "problem")
Given = Annotated[str, Query(max_length=100)]


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A waiting case and what it asks; `link` opens the first thing to be answered."""

    case: QueuedCase
    asks: tuple[Ask, ...]

    @property
    def link(self) -> str:
        return self.asks[0].link if self.asks else f"/cases/{self.case.case_key}"


def wanted(municipality: Given = "", service: Given = "", reason: Given = "", assignee: Given = "") -> Wanted:
    """What the address asks for; empty means all."""
    return Wanted(municipality or None, service or None, reason or None, assignee or None)


Narrowed = Annotated[Wanted, Depends(wanted)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


@router.get("/")
def start(account: SignedIn) -> RedirectResponse:
    """The desk begins with what the account is there for."""
    return go("/queue" if has(account, "look") else "/figures")


@router.get("/queue")
def queue_page(
    request: Request, account: Looking, narrowed: Narrowed, number: PageNumber = 1
) -> HTMLResponse:
    """The whole page."""
    found = choices(parts_of(request).ledger, account.sight)
    return _queue(request, account, narrowed, number, template="queue.html", choices=found, reasons=REASONS)


@router.get("/queue/rows")
def queue_rows(
    request: Request, account: Looking, narrowed: Narrowed, number: PageNumber = 1
) -> HTMLResponse:
    """The table alone, fetched anew when something changed."""
    return _queue(request, account, narrowed, number, template="_queue_rows.html")


@router.get("/queue/next")
def open_next(request: Request, account: Looking) -> RedirectResponse:
    """The case to take up next; the queue where there is none."""
    return go(next_link(request, account))


def _queue(
    request: Request, account: Account, narrowed: Wanted, number: int, *, template: str, **more: Any
) -> HTMLResponse:
    ledger, words = parts_of(request).ledger, words_of(request)
    part = queue(ledger, account.sight, narrowed, first=(number - 1) * SHOWN, most=SHOWN)
    verdicts = verdicts_of(ledger, tuple(case.case_key for case in part.cases))
    asked = {name: value for name, value in asdict(narrowed).items() if value}
    return page(
        request,
        template,
        account,
        rows=tuple(_row(case, verdicts.get(case.case_key), words) for case in part.cases),
        total=part.total,
        number=number,
        pages=max(1, -(-part.total // SHOWN)),
        wanted=narrowed,
        query=urlencode(asked),
        asks_shown=ASKS_SHOWN,
        **more,
    )


def _row(case: QueuedCase, verdict: Verdict | None, words: Words) -> QueueRow:
    if case.problem is not None:
        text = words.of("problem", case.problem)
        return QueueRow(case, (Ask("problem", text, f"/cases/{case.case_key}"),))
    return QueueRow(case, asks(case.case_key, verdict, words) if verdict else ())


@router.get("/cases")
def find_case(
    request: Request, account: Looking, case_id: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Opens the case of that number; several municipalities may use the same."""
    number = case_id.strip()
    found = find_cases(parts_of(request).ledger, number, account.sight) if number else ()
    if len(found) == 1:
        return go(f"/cases/{found[0]}")
    return page(request, "find.html", account, case_id=number, found=found)
