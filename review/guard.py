"""Who may come in: sessions, CSRF tokens, and the headers that every answer carries."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, Literal

from fastapi import Depends, Request
from starlette.datastructures import FormData, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.ledger.accounts import Account, find_account
from pipeline.errors import WrongUse
from review.parts import parts_of

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LARGEST_FORM_BYTES: Final = 200_000
LONGEST_SESSION: Final = timedelta(hours=12)
Right = Literal["look", "decide", "measure", "model"]
"""To look at cases, to decide about them, to see the office's figures, to see how the models do."""
RIGHTS: Final[Mapping[str, frozenset[Right]]] = {
    "caseworker": frozenset({"look", "decide"}),
    "restricted": frozenset({"look", "decide"}),
    "manager": frozenset({"look", "measure"}),
    "data_scientist": frozenset({"measure", "model"}),
    "admin": frozenset({"measure", "model"}),
}
NUL: Final = "\0"
HSTS: Final = "max-age=31536000"
HEADERS: Final[dict[str, str]] = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class SignInNeeded(WrongUse):
    """Nobody is signed in."""

    code = "sign_in_needed"
    message = "You are not signed in."
    remedy = "Sign in."


class FormRefused(WrongUse):
    """The form does not carry the session's token: it was left open too long, or comes from elsewhere."""

    code = "form_refused"
    message = "The form is too old or comes from another place."
    remedy = "Open the page again and send it once more."


class NotAllowed(WrongUse):
    """The account's role does not have the right."""

    code = "not_allowed"
    message = "Your account does not have the right to this."
    remedy = "Ask who runs the system for another role."


class SafeHeaders:
    """Adds the headers to every answer; pages are never kept by browsers or proxies, static files may be.

    An address with a zero byte is refused here: no page has one, and PostgreSQL takes none.
    """

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = HEADERS | ({"Strict-Transport-Security": HSTS} if https else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                static = scope["path"].startswith("/static/")
                headers.setdefault("Cache-Control", "no-cache" if static else "no-store")
            await send(message)

        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif NUL in scope["path"] or b"%00" in scope["query_string"]:
            await PlainTextResponse("Bad address.", 400)(scope, receive, send_guarded)
        else:
            await self.app(scope, receive, send_guarded)


def csrf_token(request: Request) -> str:
    """The session's token, made when first asked for."""
    token: str = request.session.setdefault("csrf", secrets.token_urlsafe(24))
    return token


async def sent_form(request: Request) -> FormData:
    """The fields of a form that carries the session's token. Raises FormRefused."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal() or int(length) > LARGEST_FORM_BYTES:
        raise FormRefused
    form = await request.form(max_files=0, max_fields=300)
    given, kept = form.get("csrf"), request.session.get("csrf")
    if not isinstance(given, str) or not isinstance(kept, str):
        raise FormRefused
    if not secrets.compare_digest(given.encode(), kept.encode()):
        raise FormRefused
    if any(NUL in value for value in form.values() if isinstance(value, str)):
        raise FormRefused
    return form


def maybe_signed_in(request: Request) -> Account | None:
    """The session's account, looked up anew: a removed one is out at once, and so is an old session."""
    name, since = request.session.get("account"), request.session.get("since", 0.0)
    if not isinstance(name, str):
        return None
    account, begun = find_account(parts_of(request).ledger, name), datetime.fromtimestamp(since, UTC)
    young = parts_of(request).now() - begun < LONGEST_SESSION
    return account if account and young and begun > account.sessions_from else None


def signed_in(request: Request) -> Account:
    """The session's account. Raises SignInNeeded."""
    account = maybe_signed_in(request)
    if account is None:
        raise SignInNeeded
    return account


Sent = Annotated[FormData, Depends(sent_form)]
SignedIn = Annotated[Account, Depends(signed_in)]


def has(account: Account, right: Right) -> bool:
    """Whether the account's role has the right."""
    return right in RIGHTS.get(account.role, frozenset())


def with_right(right: Right) -> Callable[[Account], Account]:
    """Lets in accounts with the right. Raises NotAllowed."""

    def check(account: SignedIn) -> Account:
        if not has(account, right):
            raise NotAllowed
        return account

    return check


Looking = Annotated[Account, Depends(with_right("look"))]
Deciding = Annotated[Account, Depends(with_right("decide"))]
Measuring = Annotated[Account, Depends(with_right("measure"))]
Modelling = Annotated[Account, Depends(with_right("model"))]


def own_path(path: str | None, otherwise: str = "/queue") -> str:
    """A path of this site to go back to; anything that could lead elsewhere becomes `otherwise`."""
    inside = path is not None and path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if path is not None and inside and path.isprintable() else otherwise


def said(form: FormData, name: str) -> str:
    """The text of one form field, trimmed; empty when absent."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""
