"""The case inbox keeps what is signed, shows repeats, and refuses the rest."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

from flows.inbox.app import Keys, inbox_app
from flows.inbox.store import open_store

SECRET = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0ISE="
READER = {"authorization": "Bearer token"}


class Inbox:
    """An inbox whose read API gives what `known` holds."""

    def __init__(self, folder: Path) -> None:
        self.known: dict[str, dict[str, Any]] = {"/v1/cases/K": {"profile": {"case_id": "K"}}}
        store = open_store(folder / "inbox" / "inbox.sqlite")
        self.app = inbox_app(store, Keys(SECRET, "token"), self.fetch)

    def ask(self, method: str, path: str, **kwargs: Any) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://inbox") as client:
                return await client.request(method, path, **kwargs)

        return asyncio.run(once())

    async def fetch(self, path: str) -> dict[str, Any] | None:
        return self.known.get(path)

    def verdict(self, screening_id: str, sequence: int, outcome: str = "incomplete") -> int:
        """Delivers a verdict; returns the status."""
        verdict = {"screening_id": screening_id, "sequence": sequence, "outcome": outcome}
        self.known[f"/v1/screenings/{screening_id}"] = verdict
        return self.event(screening_id, "verdict.v1", {"screening_id": screening_id})

    def event(self, event_id: str, kind: str, data: dict[str, Any], secret: str = SECRET) -> int:
        body = json.dumps({"type": f"dk.sagsklar.{kind}", "data": {"case_id": "K", **data}})
        now = datetime.now(UTC)
        signature = Webhook(secret).sign(event_id, now, body)
        stamp = str(int(now.timestamp()))
        headers = {"webhook-id": event_id, "webhook-timestamp": stamp, "webhook-signature": signature}
        return self.ask("POST", "/events", content=body, headers=headers).status_code

    def case(self) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", "/cases/K", headers=READER).json()
        return found


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_given_a_verdict_then_it_is_current_whole_as_fetched(inbox: Inbox):
    assert inbox.verdict("s1", 1) == 204
    case = inbox.case()
    assert case["profile"] == {"case_id": "K"}
    assert case["current"] == {
        "screening_id": "s1",
        "sequence": 1,
        "verdict": inbox.known["/v1/screenings/s1"],
    }
    assert json.loads(case["events"][0]["body"])["data"]["screening_id"] == "s1"


def test_given_a_newer_verdict_then_it_is_current(inbox: Inbox):
    inbox.verdict("s2", 2, "complete")
    inbox.verdict("s1", 1)
    listed = inbox.ask("GET", "/cases", headers=READER).json()
    assert listed == {
        "cases": [{"case_id": "K", "events": 2, "screening_id": "s2", "sequence": 2, "outcome": "complete"}]
    }


def test_given_the_same_event_twice_then_both_stand_there_and_one_is_a_repeat(inbox: Inbox):
    inbox.verdict("s1", 1)
    inbox.verdict("s1", 1)
    assert [event["repeat"] for event in inbox.case()["events"]] == [False, True]


def test_given_a_withdrawal_then_the_verdict_before_is_current(inbox: Inbox):
    inbox.verdict("s1", 1)
    inbox.verdict("s2", 2)
    assert inbox.event("w1", "request.withdrawn.v1", {"screening_id": "s2"}) == 204
    assert inbox.case()["current"]["screening_id"] == "s1"


def test_given_a_verdict_that_cannot_be_fetched_then_it_is_asked_to_come_again(inbox: Inbox):
    assert inbox.event("s9", "verdict.v1", {"screening_id": "s9"}) == 503
    assert inbox.ask("GET", "/cases/K", headers=READER).status_code == 404


def test_given_another_secret_then_the_event_is_refused(inbox: Inbox):
    assert (
        inbox.event("s1", "verdict.v1", {"screening_id": "s1"}, "whsec_" + "b3RoZXIgb3RoZXIgb3RoZXI=") == 401
    )


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer other"}])
def test_given_no_token_then_nothing_is_shown(inbox: Inbox, headers: dict[str, str]):
    assert inbox.ask("GET", "/cases", headers=headers).status_code == 401
