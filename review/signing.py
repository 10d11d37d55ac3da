"""Signing in with a password, signing out, and the choice of language."""

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.responses import Response

from flows.ledger.accounts import NO_PASSWORD, Account, end_sessions, find_account
from flows.ledger.audit import write_audit
from review.guard import NotAllowed, Sent, maybe_signed_in, own_path, said
from review.pages import go, page, words_of
from review.parts import parts_of

router = APIRouter(include_in_schema=False)
HASHER: Final = PasswordHasher()
NOBODY: Final = HASHER.hash(
    "nobody has this password"
)  # an unknown name must take as long as a wrong password


@router.get("/sign-in")
def sign_in_page(request: Request, back: str = "/queue") -> HTMLResponse:
    """The form."""
    return _form(request, own_path(back), error=None, name="")


@router.post("/sign-in")
def sign_in(request: Request, form: Sent) -> Response:
    """Opens a session, or says what was wrong without saying which."""
    parts, now = parts_of(request), parts_of(request).now()
    if not parts.passwords:
        raise NotAllowed
    name, back = said(form, "name")[:100], own_path(said(form, "back"))
    address = request.client.host if request.client else ""
    # an office may share one address, and nobody shall lock a colleague out from elsewhere
    doors = {f"{address} {name}": 5, address: 30}
    wait = max(parts.throttle.wait(door, most, now) for door, most in doors.items())
    if wait:
        minutes = int(wait.total_seconds() // 60) + 1
        answer = refused(request, 429, words_of(request)("error.too_many_tries", minutes=minutes), name, back)
        answer.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
        return answer
    account = find_account(parts.ledger, name)
    if not password_fits(account, str(form.get("password", ""))) or account is None:
        for door in doors:
            parts.throttle.miss(door, now)
        write_audit(parts.ledger, "nobody", "sign_in.refused", now)
        return refused(request, 401, words_of(request)("error.sign_in"), name, back)
    parts.throttle.forget(f"{address} {name}")
    write_audit(parts.ledger, account.name, "sign_in", now)
    return opened(request, account, back)


def password_fits(account: Account | None, password: str) -> bool:
    """Whether the password is the account's; takes as long when there is no such account, or no password."""
    kept = account.password_hash if account else NO_PASSWORD
    try:
        return HASHER.verify(kept or NOBODY, password) and kept != NO_PASSWORD
    except (VerificationError, InvalidHashError):
        return False


def refused(request: Request, status: int, error: str, name: str, back: str) -> HTMLResponse:
    """The form once more, with what was wrong."""
    return _form(request, back, status=status, error=error, name=name)


def _form(request: Request, back: str, *, status: int = 200, **said: str | None) -> HTMLResponse:
    parts = parts_of(request)
    doors = {"passwords": parts.passwords, "office": parts.provider is not None}
    at_office = request.session.get("at_office", False) and maybe_signed_in(request) is None
    return page(request, "sign_in.html", None, status=status, back=back, at_office=at_office, **doors, **said)


def opened(request: Request, account: Account, back: str) -> RedirectResponse:
    """A new session for the new right: nothing of the old one stays but the language."""
    _emptied(request, "language")
    request.session.update(account=account.name, since=parts_of(request).now().timestamp())
    return go(back)


def _emptied(request: Request, *kept: str) -> None:
    stays = {name: request.session[name] for name in kept if name in request.session}
    request.session.clear()
    request.session.update(stays)


@router.post("/sign-out")
def sign_out(request: Request, _form: Sent) -> RedirectResponse:
    """Closes the session, and every other of the account."""
    account, parts = maybe_signed_in(request), parts_of(request)
    if account is not None:
        end_sessions(parts.ledger, account.name, parts.now())
    _emptied(request, "language", "at_office")
    return go("/sign-in")


@router.post("/language")
def choose_language(request: Request, form: Sent) -> RedirectResponse:
    """Keeps the choice in the session."""
    language = said(form, "language")
    if language in parts_of(request).words:
        request.session["language"] = language
    return go(own_path(said(form, "back")))
