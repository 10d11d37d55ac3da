"""Events go out signed, in order, until they are received."""

import asyncio
import json
from datetime import timedelta

import pytest
from httpx import AsyncClient, ConnectError, MockTransport, Request, Response
from standardwebhooks import Webhook

from flows.adapters.webhook import WebhookCaseSystem
from flows.dispatcher import Dispatch, deliver, dispatch, next_parcel
from flows.ledger.delivery import deliveries
from flows.ledger.desk import find_cases
from flows.ledger.figures import backlog
from flows.ledger.store import Ledger
from flows.ports import Answer, Done, Event, Later, Refused
from tests.flows.cases_at_hand import NOW, screened
from tests.flows.stores_at_hand import ScriptedCaseSystem
from tests.waiting import until

SECRET = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0ISE="


def dispatching(ledger: Ledger, target: ScriptedCaseSystem, days: float = 36500) -> Dispatch:
    return Dispatch(ledger, target, "http://review", "dispatcher", 60, 300, timedelta(days=days))


def attempt(ledger: Ledger, *answers: Answer, days: float = 36500) -> list[Event]:
    """One attempt on the next event, answered as told."""
    target = ScriptedCaseSystem(list(answers))
    work = dispatching(ledger, target, days)

    async def once() -> None:
        parcel = await next_parcel(work)
        if parcel is not None:
            await deliver(work, parcel)

    asyncio.run(once())
    return target.got


def states(ledger: Ledger) -> list[str]:
    return [one.state for one in deliveries(ledger, find_cases(ledger, "KBH-1")[0])]


def test_given_a_verdict_then_its_event_is_thin_and_says_what_the_contract_says(ledger: Ledger):
    screening_id = screened(ledger)
    (event,) = attempt(ledger)
    body = json.loads(event.body)
    assert {
        key: body[key] for key in ("specversion", "id", "type", "source", "subject", "datacontenttype")
    } == {
        "specversion": "1.0",
        "id": screening_id,
        "type": "dk.sagsklar.verdict.v1",
        "source": "/municipality/0101",
        "subject": "KBH-1",
        "datacontenttype": "application/json",
    }
    assert body["data"] == {
        "case_id": "KBH-1",
        "municipality": "0101",
        "service": "dk-cpr-entry",
        "screening_id": screening_id,
        "sequence": 1,
        "supersedes": None,
        "outcome": "incomplete",
        "completeness": 0.5,
        "requirements": [{"id": "identity", "subject": "applicant", "status": "missing"}],
        "missing_items": [
            {
                "requirement": "identity",
                "subject": "applicant",
                "code": "document_missing",
                "due": "2026-03-16",
            }
        ],
        "next": "send_missing",
        "href": f"http://review/v1/screenings/{screening_id}",
    }


def test_given_receipt_then_it_is_over(ledger: Ledger):
    screened(ledger)
    assert len(attempt(ledger, Done("204"))) == 1
    assert attempt(ledger) == []
    assert states(ledger) == ["received"]


def test_given_no_receipt_then_it_waits_its_pause(ledger: Ledger):
    screened(ledger)
    attempt(ledger, Later("503"))
    assert attempt(ledger) == []
    assert states(ledger) == ["waiting"]


@pytest.mark.parametrize(("answer", "days"), [(Refused("410"), 36500), (Later("503"), 0.0001)])
def test_given_it_will_never_be_taken_then_a_person_sees_it(ledger: Ledger, answer: Answer, days: float):
    screened(ledger)
    attempt(ledger, answer, days=days)
    assert backlog(ledger, NOW).outbox_parked == 1


def test_given_a_running_dispatcher_then_it_delivers_and_obeys_the_end(ledger: Ledger):
    screened(ledger)
    target = ScriptedCaseSystem([Later("ConnectError")])

    async def run() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(dispatch(dispatching(ledger, target), stop, lambda: None))
        await asyncio.to_thread(until, lambda: len(target.got) == 2, seconds=20)
        stop.set()
        await running

    asyncio.run(run())
    assert target.got[0] == target.got[1]
    assert states(ledger) == ["received"]


def post(respond: Response | Exception) -> tuple[Answer, Request]:
    """What the real adapter makes of an answer, and what it sent."""
    sent: list[Request] = []

    def answer(request: Request) -> Response:
        sent.append(request)
        if isinstance(respond, Exception):
            raise respond
        return respond

    client = AsyncClient(transport=MockTransport(answer))
    system = WebhookCaseSystem(client, "http://case-system/events", SECRET)
    return asyncio.run(system.deliver(Event("id-1", "æ".encode()))), sent[0]


@pytest.mark.parametrize(
    ("respond", "meant"),
    [
        (Response(200), Done("200")),
        (Response(202), Done("202")),
        (Response(301, headers={"location": "http://elsewhere"}), Later("301")),
        (Response(400), Later("400")),
        (Response(410), Refused("410")),
        (Response(429, headers={"retry-after": "7"}), Later("429", 7.0)),
        (Response(503, headers={"retry-after": "soon"}), Later("503")),
        (ConnectError("no"), Later("ConnectError")),
    ],
)
def test_given_an_answer_then_only_2xx_is_receipt(respond: Response | Exception, meant: Answer):
    assert post(respond)[0] == meant


def test_given_an_event_then_its_signature_can_be_verified():
    request = post(Response(204))[1]
    Webhook(SECRET).verify(request.content, dict(request.headers), json_parse=False)
    assert request.headers["content-type"].startswith("application/cloudevents+json")
    assert request.headers["webhook-id"] == "id-1"
