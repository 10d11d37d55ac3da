"""The letter with a caseworker's own first words; what is missing stays as the verdict says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData
from starlette.responses import Response

from flows.ledger.accounts import Account
from flows.ledger.desk import CaseView
from flows.ledger.openings import last_opening, record_opening, standing
from pipeline.errors import WrongUse
from pipeline.informing.forms import parted
from review.cases_seen import case_of
from review.guard import Deciding, Looking, Sent, said
from review.holding import hold, opened_by
from review.pages import go, page
from review.parts import parts_of
from review.undo import remember

router = APIRouter(include_in_schema=False)
LETTER: Final = "/cases/{case_key}/letter"
MOST_LETTERS: Final = 1500
CPR: Final = re.compile(r"(?<!\d)\d{6}[ -]?\d{4}(?!\d)")


class NoLetter(WrongUse):
    """The case has no letter yet."""

    code = "letter_missing"
    message = "There is no letter yet."
    remedy = "Open the case; it is written with the first verdict."


@dataclass(frozen=True, slots=True)
class Written:
    """The letter in one language. `opening` can be written anew; what stands around it cannot."""

    language: str
    before: str
    opening: str
    after: str


@router.get(LETTER)
def letter_page(request: Request, case_key: str, account: Looking) -> HTMLResponse:
    """The letter as it stands, its first words ready to be changed."""
    return _page(request, account, case_of(request, account, case_key), typed={}, error="")


@router.post(LETTER)
def send_letter(request: Request, case_key: str, account: Deciding, form: Sent) -> Response:
    """Keeps the new first words; the letter goes out with a verdict of its own."""
    case = case_of(request, account, case_key)
    now = {one.language: one.opening for one in written(case)}
    typed = {language: one_paragraph(said(form, f"opening.{language}")) for language in now}
    error = wrong(case, form, now, typed)
    if error:
        return _page(request, account, case, typed=typed, error=error)
    hold(request, account, case_key)
    parts = parts_of(request)
    changed = {language: text for language, text in typed.items() if text != now[language]}
    texts = {**standing(last_opening(parts.ledger, case_key)), **changed}
    decided = record_opening(parts.ledger, case_key, texts, by=account.name, now=parts.now())
    remember(request, case, [decided], request.url.path)
    return go(f"/cases/{case_key}#letter")


def wrong(case: CaseView, form: FormData, now: Mapping[str, str], typed: Mapping[str, str]) -> str:
    """What keeps the letter from going out, as the key of its words; empty when nothing does."""
    seen = str(case.screening.sequence) if case.screening else ""
    if not case.settled or said(form, "seen") != seen:
        return "error.letter_changed"
    if not all(typed.values()):
        return "error.letter_empty"
    if any(len(text) > MOST_LETTERS for text in typed.values()):
        return "error.letter_long"
    if any(CPR.search(text) for text in typed.values()):
        return "error.letter_number"
    return "error.letter_same" if typed == now else ""


def written(case: CaseView) -> tuple[Written, ...]:
    """The letter of the newest verdict, the applicant's own language first. Raises NoLetter."""
    letters = case.screening.verdict.get("letter", {}) if case.screening else {}
    if not letters:
        raise NoLetter
    own = (case.profile or {}).get("language")
    first = sorted(letters, key=lambda language: (language != own, language))
    return tuple(Written(language, *parted(letters[language])) for language in first)


def one_paragraph(text: str) -> str:
    """Lines without empty ones between: the letter's parts are told apart by those."""
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _page(
    request: Request, account: Account, case: CaseView, *, typed: Mapping[str, str], error: str
) -> HTMLResponse:
    return page(
        request,
        "letter.html",
        account,
        status=422 if error else 200,
        case=case,
        letters=written(case),
        typed=typed,
        error=error,
        most=MOST_LETTERS,
        seen=case.screening.sequence if case.screening else 0,
        own=(case.profile or {}).get("language"),
        **opened_by(request, account, case),
    )
