"""Signing in and out at the office's OpenID provider."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response

from flows.ledger.accounts import vouched_account
from flows.ledger.audit import write_audit
from pipeline.errors import WrongUse
from review.guard import own_path
from review.pages import go, words_of
from review.parts import parts_of
from review.providers import BACK, Provider
from review.signing import opened, refused

router = APIRouter(include_in_schema=False)


def provider_here(request: Request) -> Provider:
    """The provider; there is no such page without one."""
    provider = parts_of(request).provider
    if provider is None:
        raise HTTPException(404)
    return provider


@router.get("/sign-in/office")
async def to_the_office(request: Request, back: str = "/queue") -> Response:
    """There; `back` is the page to open afterwards."""
    away = await provider_here(request).sign_in(request)
    request.session["back"] = own_path(back)
    return away


@router.get(BACK)
async def from_the_office(request: Request) -> Response:
    """Back from there: a session, or why there is none."""
    provider, parts = provider_here(request), parts_of(request)
    now, back = parts.now(), own_path(request.session.get("back"))
    try:
        who = await provider.came_back(request)
        account = await run_in_threadpool(vouched_account, parts.ledger, who.subject, who.name, who.post, now)
    except WrongUse as error:
        await run_in_threadpool(write_audit, parts.ledger, "nobody", "sign_in.refused", now)
        status = 401 if error.code == "unproved" else 403
        return refused(request, status, words_of(request)(f"error.{error.code}"), "", back)
    await run_in_threadpool(write_audit, parts.ledger, account.name, "sign_in", now)
    answer = opened(request, account, back)
    request.session["at_office"] = True
    return answer


@router.get("/sign-out/office")
async def out_of_the_office(request: Request) -> Response:
    """There, to end the session with the provider too."""
    away = await provider_here(request).sign_out(request)
    request.session.pop("at_office", None)
    return away or go("/sign-in")
