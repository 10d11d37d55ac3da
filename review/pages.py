"""Templates to answers: what every page has at hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from flows.ledger.accounts import Account
from review.guard import RIGHTS, csrf_token
from review.parts import parts_of
from review.words import FIRST, Words

TEMPLATES: Final = Path(__file__).parent / "templates"
OUTCOME_BADGES: Final = {"complete": "success", "incomplete": "warning", "needs_review": "info"}
STATUS_BADGES: Final = {
    "satisfied": "success",
    "missing": "warning",
    "defective": "error",
    "uncertain": "info",
    "not_applicable": "",
}

PAGES_OF_DESK: Final = (
    ("look", "/queue", "queue.title", "q"),
    ("look", "/cases", "find.title", "/"),
    ("decide", "/blind-checks", "blind.title", "b"),
    ("measure", "/figures", "figures.title", "m"),
    ("model", "/models", "models.title", "d"),
)
"""The right that a page of the menu takes, its address, its name, its key."""

_templates = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["pages_of_desk"] = PAGES_OF_DESK
_templates.globals["outcome_badges"] = OUTCOME_BADGES
_templates.globals["status_badges"] = STATUS_BADGES


def words_of(request: Request) -> Words:
    """The language that the session chose, else the browser's first that we have, else Danish."""
    words = parts_of(request).words
    wanted = [str(request.session.get("language")), *_accepted(request)]
    return next((words[language] for language in wanted if language in words), words[FIRST])


def _accepted(request: Request) -> list[str]:
    header = request.headers.get("accept-language", "")
    return [part.split(";")[0].strip()[:2].lower() for part in header.split(",")]


def page(
    request: Request, template: str, account: Account | None, *, status: int = 200, **facts: Any
) -> HTMLResponse:
    """A template as an answer; facts stand beside what every page has."""
    words = words_of(request)
    context: Mapping[str, Any] = {
        "t": words,
        "languages": tuple(parts_of(request).words),
        "account": account,
        "csrf": csrf_token(request),
        "path": request.url.path,
        "now": parts_of(request).now(),
        "may": frozenset() if account is None else RIGHTS.get(account.role, frozenset()),
        "deed": _untold(request, template),
        **facts,
    }
    return HTMLResponse(_templates.get_template(template).render(context), status_code=status)


def _untold(request: Request, template: str) -> dict[str, Any] | None:
    """What this session decided just now, for the first whole page after it."""
    if template.startswith("_") or request.session.get("told", True):
        return None
    request.session["told"] = True
    deed: dict[str, Any] | None = request.session.get("deed")
    return deed


def go(path: str) -> RedirectResponse:
    """Back to a page after a form was taken."""
    return RedirectResponse(path, status_code=303)
