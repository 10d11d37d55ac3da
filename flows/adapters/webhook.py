"""Any receiver of CloudEvents over HTTP, signed as Standard Webhooks."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from standardwebhooks import Webhook

from flows.adapters.answers import UNWELL, pause_of
from flows.ports import Answer, Done, Event, Later, Refused

RETIRED = 410


@dataclass(frozen=True, slots=True)
class WebhookCaseSystem:
    """One receiver; redirects are never followed."""

    client: httpx.AsyncClient
    url: str
    secret: str

    async def deliver(self, event: Event) -> Answer:
        """Posts a structured event, signed for this attempt. Any 2xx is receipt, nothing else is."""
        try:
            response = await self.client.post(self.url, content=event.body, headers=self.headers(event))
        except (httpx.HTTPError, OSError) as error:
            return Later(f"no_answer {type(error).__name__}", unwell=True)
        status = response.status_code
        if response.is_success:
            return Done(str(status))
        if status == RETIRED:
            return Refused(f"gone {status}")
        return Later(f"not_taken {status}", pause_of(response), unwell=status in UNWELL)

    def headers(self, event: Event) -> dict[str, str]:
        """The id is the same for all attempts, time and signature are this attempt's own."""
        now = datetime.now(UTC)
        return {
            "content-type": "application/cloudevents+json; charset=utf-8",
            "webhook-id": event.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(self.secret).sign(event.id, now, event.body.decode()),
        }


def receiver(url: str, secret: str, timeout: float) -> WebhookCaseSystem:
    """A receiver at an address; `timeout` in seconds covers one attempt's waiting for an answer."""
    client = httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False)
    return WebhookCaseSystem(client, url, secret)


@dataclass(frozen=True, slots=True)
class ReadApi:
    """Sagsklar's read API as a case system reads it, with its own credential."""

    client: httpx.AsyncClient

    async def get(self, path: str) -> dict[str, Any] | None:
        """One answer, or None where there is none; whoever asks then tries again later."""
        try:
            response = await self.client.get(path)
            found = response.raise_for_status().json()
        except (httpx.HTTPError, OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None


def read_api(url: str, token: str) -> ReadApi:
    """The read API at the review address."""
    headers = {"authorization": f"Bearer {token}"}
    return ReadApi(httpx.AsyncClient(base_url=url, headers=headers, timeout=15, trust_env=False))
