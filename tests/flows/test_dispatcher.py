"""Events go out signed, in order, until they are received."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from httpx import AsyncClient, ConnectError, MockTransport, Request, Response
from standardwebhooks import Webhook

from flows.adapters.webhook import WebhookCaseSystem
from flows.circuit import FAILURES, Circuit
from flows.dispatcher import Dispatch, deliver, dispatch, next_parcel, note_answer
from flows.ledger.delivery import deliveries, lease_parcel, resend_parked
from flows.ledger.desk import find_cases
from flows.ledger.figures import backlog
from flows.ledger.steps import LedgerSteps
from flows.ledger.store import Ledger
from flows.ledger.withdrawals import WITHDRAWN, withdraw_request
from flows.ports import Answer, Blocked, Done, Doubtful, Event, Later, Refused
from tests.flows.cases_at_hand import NOW, arrive, later, read_all, screen_next, screened
from tests.flows.stores_at_hand import ScriptedCaseSystem
from tests.waiting import until

SECRET = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0ISE="


def dispatching(ledger: Ledger, target: ScriptedCaseSystem, days: float = 36500) -> Dispatch:
    line = Circuit(target, 8, 60)
    return Dispatch(ledger, line, "http://review", "dispatcher", 60, 300, timedelta(days=days))


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
        (Response(301, headers={"location": "http://elsewhere"}), Later("not_taken 301")),
        (Response(400), Later("not_taken 400")),
        (Response(410), Refused("gone 410")),
        (Response(429, headers={"retry-after": "7"}), Later("not_taken 429", 7.0, unwell=True)),
        (Response(503, headers={"retry-after": "soon"}), Later("not_taken 503", unwell=True)),
        (ConnectError("no"), Later("no_answer ConnectError", unwell=True)),
    ],
)
def test_given_an_answer_then_only_2xx_is_receipt(respond: Response | Exception, meant: Answer):
    assert post(respond)[0] == meant


def test_given_an_event_then_its_signature_can_be_verified():
    request = post(Response(204))[1]
    Webhook(SECRET).verify(request.content, dict(request.headers), json_parse=False)
    assert request.headers["content-type"].startswith("application/cloudevents+json")
    assert request.headers["webhook-id"] == "id-1"


@pytest.mark.parametrize(
    ("answers", "parked"),
    [([Doubtful("broken 500")] * 3, 1), ([Doubtful("x"), Later("y"), Doubtful("x")], 0)],
)
def test_given_doubt_three_times_in_a_row_then_a_person_sees_it(
    ledger: Ledger, answers: list[Answer], parked: int
):
    screened(ledger)
    work = dispatching(ledger, ScriptedCaseSystem(list(answers)))
    for seconds in (0, 100, 200):
        parcel = lease_parcel(ledger, "dispatcher", later(seconds), 60)
        assert parcel is not None
        answer = asyncio.run(work.line.target.deliver(Event(parcel.event_id, b"{}")))
        note_answer(work, parcel, answer, later(seconds))
    assert backlog(ledger, NOW).outbox_parked == parked


def test_given_something_to_do_at_the_case_system_then_people_see_what(ledger: Ledger):
    screened(ledger)
    attempt(ledger, Blocked("case_not_found"))
    (shown,) = deliveries(ledger, find_cases(ledger, "KBH-1")[0])
    assert (shown.state, shown.last_status) == ("parked", "case_not_found")


def test_given_a_parked_event_then_it_can_be_sent_again_but_not_past_a_newer_one(ledger: Ledger):
    screened(ledger)
    key = find_cases(ledger, "KBH-1")[0]
    attempt(ledger, Blocked("case_not_found"))
    assert resend_parked(ledger, key, "ann", NOW) == 1
    attempt(ledger, Blocked("case_not_found"))
    change(ledger, "b.pdf")
    attempt(ledger, Done("204"))
    assert resend_parked(ledger, key, "ann", NOW) == 0
    assert states(ledger) == ["parked", "received"]


def change(ledger: Ledger, name: str) -> None:
    arrive(ledger, name=name, at=later(1))
    read_all(ledger, later(1))
    assert screen_next(ledger, digest=name, now=later(1)) is not None


def test_given_a_case_system_that_does_not_answer_then_the_others_get_theirs(ledger: Ledger):
    screened(ledger)
    sick, well = ScriptedCaseSystem([Later("no_answer", unwell=True)] * 99), ScriptedCaseSystem()
    work = replace(dispatching(ledger, sick), own={"0751": Circuit(well, 8, 60)})
    for _ in range(FAILURES):
        work.line.note(Later("no_answer", unwell=True))
    assert asyncio.run(next_parcel(work)) is None
    assert not sick.got
    own = replace(work, own={"0101": Circuit(well, 8, 60)})
    parcel = asyncio.run(next_parcel(own))
    assert parcel is not None
    asyncio.run(deliver(own, parcel))
    assert [one.id for one in well.got] == [parcel.event_id]


def test_given_a_broken_line_then_one_event_tries_it_after_a_growing_rest():
    now = [0.0]
    line = Circuit(ScriptedCaseSystem(), 8, 60, clock=lambda: now[0])
    rests = []
    for _ in range(FAILURES + 8):
        line.note(Later("no_answer", unwell=True))
        rests.append(line.rests_until - now[0] if line.broken else 0)
        now[0] = line.rests_until
    assert rests[FAILURES - 1 :] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert line.takes()
    line.in_flight = 1
    assert not line.takes()
    line.note(Later("locked 423"))
    assert not line.broken


def test_given_a_withdrawal_then_it_names_the_verdict_and_comes_after_it(ledger: Ledger):
    screening_id = screened(ledger)
    (sent,) = attempt(ledger, Later("503"))
    assert withdraw_request(ledger, screening_id, "ann", later(1))
    assert not withdraw_request(ledger, screening_id, "ann", later(1))
    assert lease_parcel(ledger, "dispatcher", NOW, 60) is None
    work = dispatching(ledger, ScriptedCaseSystem())
    for _ in range(2):
        parcel = lease_parcel(ledger, "dispatcher", datetime.now(UTC) + timedelta(seconds=100), 60)
        assert parcel is not None
        asyncio.run(deliver(work, parcel))
    first, second = (json.loads(one.body) for one in work.line.target.got)
    assert first["id"] == sent.id
    assert (second["type"], second["data"]["screening_id"]) == (WITHDRAWN, screening_id)


def test_given_a_newer_verdict_then_the_older_request_needs_no_withdrawal(ledger: Ledger):
    screening_id = screened(ledger)
    attempt(ledger, Done("204"))
    change(ledger, "b.pdf")
    assert not withdraw_request(ledger, screening_id, "ann", later(2))


def test_given_a_verdict_that_never_went_out_then_its_withdrawal_keeps_it_at_home(ledger: Ledger):
    assert withdraw_request(ledger, screened(ledger), "ann", NOW)
    assert attempt(ledger) == []
    assert states(ledger) == ["superseded"]


def test_given_steps_then_the_newest_counts_and_they_go_with_the_case(ledger: Ledger):
    screened(ledger)
    key, steps = find_cases(ledger, "KBH-1")[0], LedgerSteps(ledger)

    async def keep_twice() -> list[str | None]:
        found = [await steps.find(key, "paper")]
        for value in ("begun", "done"):
            await steps.keep(key, "paper", value)
            found.append(await steps.find(key, "paper"))
        return found

    assert asyncio.run(keep_twice()) == [None, "begun", "done"]
