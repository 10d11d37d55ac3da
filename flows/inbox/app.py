"""The case inbox over HTTP."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Annotated, Any

import structlog
from fastapi import Depends, FastAPI, Header, HTTPException, Request, Response
from standardwebhooks import Webhook, WebhookVerificationError

from flows.inbox.store import Delivery, Fetched, InboxStore, case, cases, keep, withdraw

VERDICT, WITHDRAWN = "dk.sagsklar.verdict.v1", "dk.sagsklar.request.withdrawn.v1"
log = structlog.get_logger()
Fetch = Callable[[str], Awaitable[dict[str, Any] | None]]
"""Path of the read API → what it gives, or None when it does not answer as it should."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What the inbox checks: the senders' secret, and the token of those who read."""

    webhook_secret: str
    api_token: str


def inbox_app(store: InboxStore, keys: Keys, fetch: Fetch) -> FastAPI:
    """The inbox as an application."""
    app = FastAPI(title="Sagsklar case inbox", docs_url=None, redoc_url=None, openapi_url=None)
    token = Depends(bearer(keys.api_token))

    @app.post("/events", status_code=204)
    async def take(request: Request) -> Response:
        body = await request.body()
        delivery = checked(body, request.headers, keys.webhook_secret)
        return Response(status_code=await keep_event(store, delivery, json.loads(body), fetch))

    @app.get("/cases", dependencies=[token])
    def all_cases() -> dict[str, Any]:
        return {"cases": cases(store)}

    @app.get("/cases/{case_id}", dependencies=[token])
    def one_case(case_id: str) -> dict[str, Any]:
        found = case(store, case_id)
        if found is None:
            raise HTTPException(404, "No event came for this case.")
        return found

    @app.get("/healthz")
    def alive() -> dict[str, str]:
        return {"status": "ok"}

    return app


def bearer(token: str) -> Callable[[str], None]:
    """Lets those in who show the token."""

    def check(authorization: Annotated[str, Header()] = "") -> None:
        if not compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(401, "Send the api_token as a bearer token.")

    return check


def checked(body: bytes, headers: Mapping[str, str], secret: str) -> Delivery:
    """The delivery, when its signature is right and fresh; verified before anything is parsed."""
    try:
        Webhook(secret).verify(body, dict(headers), json_parse=False)
        event = json.loads(body)
        case_id = str(event["data"]["case_id"])
    except WebhookVerificationError:
        raise HTTPException(401, "The signature is wrong or old.") from None
    except (ValueError, KeyError, TypeError):
        raise HTTPException(400, "This is no event of Sagsklar.") from None
    return Delivery(
        case_id, headers["webhook-id"], datetime.now(UTC).isoformat(), dict(headers), body.decode()
    )


async def keep_event(store: InboxStore, delivery: Delivery, event: dict[str, Any], fetch: Fetch) -> int:
    """Keeps an event with what it points at; returns the status to answer with."""
    data = event["data"]
    if event.get("type") == WITHDRAWN:
        keep(store, delivery, None)
        withdraw(store, str(data["screening_id"]))
        return 204
    screening_id = str(data["screening_id"])
    verdict = await fetch(f"/v1/screenings/{screening_id}")
    known = await fetch(f"/v1/cases/{delivery.case_id}")
    if verdict is None or known is None:
        log.warning("verdict.unreachable", screening_id=screening_id)
        return 503  # it is sent again
    keep(store, delivery, Fetched(screening_id, verdict, known.get("profile")))
    return 204
