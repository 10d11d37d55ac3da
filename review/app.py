"""The desk as an application; what it needs is handed in, nothing is read from around it."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import Response

from pipeline.errors import RetryableError, SagsklarError
from review import (
    access,
    blind,
    cases,
    desk,
    dividing,
    elsewhere,
    figures,
    holding,
    letters,
    live,
    modelling,
    office_sign_in,
    queue,
    reports,
    signing,
    undo,
    unreadable,
)
from review.guard import HEADERS, SafeHeaders, SignInNeeded
from review.pages import go, page
from review.parts import DeskParts

ROOMS: Final = (
    signing,
    office_sign_in,
    access,
    queue,
    live,
    cases,
    holding,
    letters,
    desk,
    elsewhere,
    dividing,
    unreadable,
    undo,
    blind,
    figures,
    modelling,
    reports,
)
STATIC: Final = Path(__file__).parent / "static"
COOKIE: Final = "sagsklar_desk"
WORKING_DAY_SECONDS: Final = 8 * 3600
STATUSES: Final = {
    "form_refused": 403,
    "not_allowed": 403,
    "held_by_another": 409,
    "case_missing": 404,
    "document_missing": 404,
    "picture_missing": 404,
    "object_gone": 404,
    "letter_missing": 404,
    "other_case_gone": 409,
}


def create_app(parts: DeskParts) -> FastAPI:
    """All pages of the desk, and the machines' routes where `parts.api` brings them."""
    app = FastAPI(title="Sagsklar", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = parts
    if parts.api is not None:
        app.include_router(parts.api)
    for room in ROOMS:
        app.include_router(room.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(SignInNeeded, to_sign_in)
    app.add_exception_handler(SagsklarError, explained)
    app.add_exception_handler(HTTPException, unknown_page)
    app.add_exception_handler(RequestValidationError, not_understood)
    app.add_exception_handler(Exception, our_fault)
    app.add_middleware(
        SessionMiddleware,
        secret_key=parts.session_secret,
        # browsers take a cookie of such a name from this very host alone, and only over https
        session_cookie=f"__Host-{COOKIE}" if parts.secure_cookies else COOKIE,
        max_age=WORKING_DAY_SECONDS,
        same_site="lax",
        https_only=parts.secure_cookies,
    )
    app.add_middleware(SafeHeaders, https=parts.secure_cookies)
    return app


async def to_sign_in(request: Request, _error: Exception) -> Response:
    """The sign-in page, which leads back; a part of a page takes the whole page there."""
    if request.headers.get("HX-Request"):
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    back = request.url.path if request.method == "GET" else "/queue"
    return go(f"/sign-in?back={back}")


async def explained(request: Request, error: Exception) -> Response:
    """What went wrong and what to do, in words."""
    code = error.code if isinstance(error, SagsklarError) else "fault"
    if isinstance(error, RetryableError):
        return page(request, "error.html", None, status=503, key="busy")
    key = code if code in STATUSES else "fault"
    return page(request, "error.html", None, status=STATUSES.get(code, 500), key=key)


async def unknown_page(request: Request, error: Exception) -> Response:
    """A page for people, JSON for machines."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404 and "text/html" in request.headers.get("accept", ""):
        return page(request, "error.html", None, status=404, key="page_missing")
    detail = error.detail if isinstance(error, HTTPException) else ""
    headers = getattr(error, "headers", None)
    return JSONResponse({"detail": detail}, status_code=status, headers=headers)


async def not_understood(request: Request, error: Exception) -> Response:
    """An address that no page has, or a value that a page can't use; what was sent is not told again."""
    told = error.errors() if isinstance(error, RequestValidationError) else ()
    if "text/html" in request.headers.get("accept", ""):
        no_page = any(one["loc"][0] == "path" for one in told)
        status, key = (404, "page_missing") if no_page else (422, "value_unusable")
        return page(request, "error.html", None, status=status, key=key)
    detail = [{key: one[key] for key in ("loc", "msg", "type")} for one in told]
    return JSONResponse({"detail": detail}, status_code=422)


async def our_fault(request: Request, _error: Exception) -> Response:
    """What nobody foresaw: kind words, no trace; it stands in the log."""
    answer = page(request, "error.html", None, status=500, key="fault")
    answer.headers.update({**HEADERS, "Cache-Control": "no-store"})  # this answer passes outside the others
    return answer
