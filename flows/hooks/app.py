"""The hooks over HTTP: answered once what they tell of stands in the ledger; repeats change nothing."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hmac import compare_digest

import structlog
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from standardwebhooks import Webhook, WebhookVerificationError

from flows.hooks.notices import NoNotice, keys_of_events, keys_of_records
from flows.keys import UploadKey, parse_key, upload_key
from flows.ports import ObjectStore, StoreAway
from flows.scanner import Watch, take_hint

NOTICE_BYTES = 1_000_000
AGAIN = {"retry-after": "5"}
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the hooks work with. `token`: of stores and portals; `secret`: signs CloudEvents, whsec_…"""

    work: Watch
    store: ObjectStore
    token: str = field(repr=False)
    secret: str = field(repr=False)
    upload_bytes: int = 40_000_000


def hooks_app(hooks: Hooks) -> FastAPI:
    """The hooks as an application."""
    app = FastAPI(title="Sagsklar hooks", docs_url=None, redoc_url=None, openapi_url=None)

    @app.post("/v1/hooks/s3", status_code=204)
    async def bucket_notification(request: Request) -> Response:
        admit(request, hooks.token)
        body = await body_of(request, NOTICE_BYTES)
        return await take(hooks, lambda: keys_of_records(body, hooks.work.bucket))

    @app.post("/v1/hooks/cloudevents", status_code=204)
    async def cloud_events(request: Request) -> Response:
        body = await body_of(request, NOTICE_BYTES)
        verify(request, body, hooks.secret)
        return await take(hooks, lambda: keys_of_events(body, request.headers))

    @app.put("/v1/uploads/{municipality}/{case_id}/{name:path}", status_code=204)
    async def upload(request: Request, municipality: str, case_id: str, name: str) -> Response:
        admit(request, hooks.token)
        key = upload_key(municipality, case_id, name)
        odd = {"", ".", ".."} & set(key.split("/"))  # would lead elsewhere where keys are folders
        if odd or not isinstance(parse_key(key), UploadKey):
            raise HTTPException(400, "Name the upload as /v1/uploads/MUNICIPALITY/CASE_ID/NAME.")
        return await put(hooks, key, await body_of(request, hooks.upload_bytes))

    @app.get("/healthz")
    def alive() -> dict[str, str]:
        return {"status": "ok"}

    return app


async def take(hooks: Hooks, read: Callable[[], tuple[str, ...]]) -> Response:
    """Looks at everything a notice names; answers when all of it stands in the ledger."""
    try:
        keys = read()
    except NoNotice as wrong:
        raise HTTPException(400, f"This notice is not understood: {wrong}.") from None
    return await kept(lambda: run_in_threadpool(take_all, hooks, keys))


def take_all(hooks: Hooks, keys: tuple[str, ...]) -> None:
    """Each key once, in the order they came."""
    for key in dict.fromkeys(keys):
        take_hint(hooks.work, key)


async def put(hooks: Hooks, key: str, content: bytes) -> Response:
    """Puts a file into the store as an S3 client would, then into the ledger."""

    def act() -> None:
        hooks.store.write(key, content)
        take_hint(hooks.work, key)

    return await kept(lambda: run_in_threadpool(act))


async def kept(act: Callable[[], Awaitable[None]]) -> Response:
    """204 after the deed; 503 where the store is away, so that it is told again."""
    try:
        await act()
    except StoreAway as away:
        log.warning("hook.store_away")
        raise HTTPException(503, str(away), headers=AGAIN) from None
    return Response(status_code=204)


async def body_of(request: Request, most: int) -> bytes:
    """The body, never more than is allowed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise HTTPException(413, f"More than {most} bytes.")
    return bytes(body)


def admit(request: Request, token: str) -> None:
    """Lets those in who show the token."""
    shown = request.headers.get("authorization", "").encode()
    if not token or not compare_digest(shown, f"Bearer {token}".encode()):
        raise HTTPException(401, "Send SAGSKLAR_HOOKS_TOKEN as a bearer token.")


def verify(request: Request, body: bytes, secret: str) -> None:
    """Lets signed events in; checked before anything of them is read."""
    try:
        Webhook(secret).verify(body, dict(request.headers), json_parse=False)
    except (WebhookVerificationError, ValueError, RuntimeError):
        raise HTTPException(401, "Sign with SAGSKLAR_HOOKS_SECRET, as Standard Webhooks say.") from None
