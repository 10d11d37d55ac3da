"""What a person is handed next, so that nobody has to look for it."""

from fastapi import Request

from flows.ledger.accounts import Account
from flows.ledger.desk import CaseView, view_case
from flows.ledger.queue import next_case
from review.asked import asks, document_path
from review.pages import words_of
from review.parts import parts_of


def next_link(request: Request, account: Account) -> str:
    """Where the most urgent case asks something that this person may answer; the queue when none waits."""
    parts = parts_of(request)
    case_key = next_case(parts.ledger, account.sight, account.name, parts.now())
    case = view_case(parts.ledger, case_key) if case_key else None
    return "/queue" if case is None else still_asked(request, case) or f"/cases/{case.case_key}"


def still_asked(request: Request, case: CaseView, answered: str = "") -> str | None:
    """Where the case asks next; while its new verdict is being made, what was `answered` is passed over."""
    if case.screening is None:
        return None
    links = (ask.link for ask in asks(case.case_key, case.screening.verdict, words_of(request)))
    if case.settled:
        return next(links, None)
    said = {document_path(case.case_key, one.sha256, one.pages[0]) for one in case.corrections}
    said.add(answered)
    return next((link for link in links if "/documents/" in link and link not in said), None)


def after(request: Request, account: Account, case_key: str, *, answered: str = "") -> str:
    """Where to go once something was decided: on in the same case, else to the next one."""
    case = view_case(parts_of(request).ledger, case_key)
    return (case and still_asked(request, case, answered)) or next_link(request, account)
