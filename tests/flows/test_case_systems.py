"""The contract of the port: every case system keeps it, each against a faithful fake over HTTP."""

import asyncio
import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from structlog.testing import capture_logs

from flows.circuit import Circuit
from flows.dispatcher import Dispatch, next_parcel
from flows.dispatcher import deliver as dispatched
from flows.keys import upload_key
from flows.ledger.delivery import deliveries
from flows.ledger.desk import find_cases
from flows.ledger.store import open_ledger
from flows.ports import REASONS, Answer, Blocked, Done, Doubtful, Event, Later, Refused
from tests.flows.case_systems.benches import Bench, bench
from tests.flows.case_systems.serving import Stage
from tests.flows.case_systems.told import CPR, PAPERS, SURNAME, event, verdict, withdrawal
from tests.flows.cases_at_hand import screened
from tests.flows.cases_at_hand import verdict as given_verdict

FIRST, SECOND, THIRD = "a" * 32, "b" * 32, "c" * 32


@pytest.fixture(params=["webhook", "f2", "rt", "zgw"])
def desk(request: pytest.FixtureRequest, stage: Stage, tmp_path: Path) -> Bench:
    found: Bench = bench(request.param, stage, tmp_path)
    return found


def deliver(desk: Bench, *events: Event) -> list[Answer]:
    """One attempt on each."""

    async def all_of_them() -> list[Answer]:
        return [await desk.system.deliver(one) for one in events]

    return asyncio.run(all_of_them())


def case_of(desk: Bench, case_id: str = "KBH-1") -> str:
    """A case with its documents in the store."""
    desk.prepare(case_id)
    for name, content in PAPERS.items():
        desk.store.put(upload_key("0101", case_id, name), content)
    return case_id


def told(desk: Bench, key: str, sequence: int, found: dict[str, Any], before: str | None = None) -> Event:
    desk.known[f"/v1/screenings/{key}"] = {**found, "screening_id": key, "sequence": sequence}
    return event(found, key, sequence, before)


def asking(desk: Bench, key: str = FIRST, sequence: int = 1, due: str = "2026-03-16") -> Event:
    return told(desk, key, sequence, verdict(case_of(desk) if sequence == 1 else "KBH-1", due=due), None)


def test_given_a_verdict_that_asks_then_it_stands_there_with_its_request(desk: Bench):
    assert isinstance(deliver(desk, asking(desk))[0], Done)
    assert desk.results("KBH-1") == [FIRST]
    assert desk.requests("KBH-1") == {FIRST: "2026-03-16"}


def test_given_verdicts_in_order_then_only_the_newest_asks_and_the_older_ended_visibly(desk: Bench):
    first = asking(desk)
    second = told(desk, SECOND, 2, verdict("KBH-1", due="2026-04-01"), FIRST)
    third = told(desk, THIRD, 3, verdict("KBH-1", "complete"), SECOND)
    deliver(desk, first, second)
    assert desk.requests("KBH-1") == {SECOND: "2026-04-01"}
    assert desk.ended("KBH-1", FIRST)
    assert isinstance(deliver(desk, third)[0], Done)
    assert desk.requests("KBH-1") == {}
    assert desk.ended("KBH-1", SECOND)


def test_given_a_verdict_for_caseworkers_then_nobody_is_asked(desk: Bench):
    found = verdict(case_of(desk), "needs_review")
    assert isinstance(deliver(desk, told(desk, FIRST, 1, found))[0], Done)
    assert desk.requests("KBH-1") == {}
    assert desk.letters("KBH-1") == []


def test_given_repeats_then_the_effect_is_one(desk: Bench):
    one = asking(desk)
    assert all(isinstance(answer, Done) for answer in deliver(desk, one, one, one))
    assert desk.results("KBH-1") == [FIRST]
    assert len(desk.letters("KBH-1")) == desk.writes_letters
    assert len(desk.documents("KBH-1")) in {0, len(PAPERS)}


@pytest.mark.parametrize("outcome", ["incomplete", "complete"])
def test_given_any_answer_lost_after_the_deed_then_the_effect_is_one(desk: Bench, outcome: str):
    for number in range(1, 30):
        desk.net.lose, desk.net.writes, case_id = number, 0, f"KBH-{number}"
        key = f"{number:032}"
        one = told(desk, key, 1, verdict(case_of(desk, case_id), outcome))
        if isinstance(deliver(desk, one)[0], Done):
            assert number > 1 or (desk.name, outcome) == ("zgw", "complete")  # each write has had its turn
            return
        desk.net.lose = 0
        assert isinstance(deliver(desk, one)[0], Done)
        assert desk.results(case_id) in ([key], [] if outcome == "complete" else [key])
        assert desk.requests(case_id) == ({key: "2026-03-16"} if outcome == "incomplete" else {})
        assert len(desk.letters(case_id)) == desk.writes_letters
        assert len(desk.documents(case_id)) == len(set(desk.documents(case_id)))
    pytest.fail("a delivery of thirty writes")


@pytest.mark.parametrize("what", ["withdrawn", "replaced"])
def test_given_any_answer_lost_while_a_request_ends_then_it_ends_once(desk: Bench, what: str):
    for number in range(1, 30):
        case_id, key, newer = f"KBH-{number}", f"{number:032}", f"{number:030}ff"
        desk.net.lose = 0
        found = verdict(case_of(desk, case_id))
        deliver(desk, told(desk, key, 1, found))
        end = withdrawal(found, key) if what == "withdrawn" else told(desk, newer, 2, found, key)
        desk.net.lose, desk.net.writes = number, 0
        if isinstance(deliver(desk, end)[0], Done):
            assert number > 1
            return
        desk.net.lose = 0
        assert isinstance(deliver(desk, end)[0], Done)
        assert desk.requests(case_id) == ({} if what == "withdrawn" else {newer: "2026-03-16"})
        assert desk.ended(case_id, key)
        assert len(desk.letters(case_id)) == 2 * desk.writes_letters
    pytest.fail("an ending of thirty writes")


@pytest.mark.parametrize("status", [423, 503])
def test_given_a_burst_of_refusals_then_it_goes_on_later(desk: Bench, status: int):
    desk.net.refusals = [httpx.Response(status, headers={"retry-after": "7"})] * 3
    one = asking(desk)
    *refused, then = deliver(desk, one, one, one, one)
    assert all(isinstance(answer, Later) and (answer.seconds or 0) >= 7 for answer in refused)
    assert {answer.unwell for answer in refused if isinstance(answer, Later)} == {status == 503}
    assert isinstance(then, Done)


def test_given_no_answer_then_the_attempt_ends_in_time(desk: Bench):
    desk.net.hang, started = True, time.monotonic()
    (answer,) = deliver(desk, asking(desk))
    assert isinstance(answer, Later)
    assert answer.unwell
    assert time.monotonic() - started < 2


def test_given_a_yes_that_was_none_then_it_is_noticed(desk: Bench):
    if not desk.reads_back:
        pytest.skip("any 2xx is receipt there, by contract")
    desk.lie()
    one = asking(desk)
    answers = deliver(desk, one, one)
    assert all(answer == Doubtful("not_held request") for answer in answers)
    assert len(desk.letters("KBH-1")) <= 1


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"items": 1, "results": 1}', b"<a/>"])
def test_given_an_answer_of_another_shape_then_it_is_doubtful_and_nothing_falls(desk: Bench, body: bytes):
    if not desk.reads_back:
        pytest.skip("it does not read what is answered")
    one = asking(desk)
    desk.net.refusals = [httpx.Response(200, content=body)] * 9
    (answer,) = deliver(desk, one)
    assert isinstance(answer, Doubtful | Blocked)


def test_given_a_withdrawal_then_the_request_is_open_no_longer_and_people_see_why(desk: Bench):
    one = asking(desk)
    back = withdrawal(dict(one.verdict), FIRST)
    answers = deliver(desk, one, back, back)
    assert all(isinstance(answer, Done) for answer in answers)
    assert desk.requests("KBH-1") == {}
    assert desk.ended("KBH-1", FIRST)
    assert len(desk.letters("KBH-1")) == 2 * desk.writes_letters


def test_given_a_refusal_for_good_then_a_person_must_look_and_is_told_why(desk: Bench):
    one = asking(desk)
    desk.shut()
    (answer,) = deliver(desk, one)
    assert isinstance(answer, Blocked | Refused)
    assert answer.status.split()[0] in REASONS


def test_given_a_whole_delivery_then_no_address_or_header_names_anybody(desk: Bench):
    one = asking(desk)
    answers = deliver(desk, one, told(desk, SECOND, 2, verdict("KBH-1", "complete"), FIRST))
    for request in desk.net.sent:
        shown = f"{request.url} {request.headers}"
        for secret in (SURNAME, CPR, *PAPERS, *(quote(name) for name in PAPERS)):
            assert secret not in shown
    assert all(SURNAME not in answer.status for answer in answers)


def test_given_a_verdict_in_the_ledger_when_dispatched_then_it_is_received_and_logs_name_nobody(
    desk: Bench, migrated_sqlite: Path, tmp_path: Path
):
    case_of(desk)
    ledger = open_ledger(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'ledger.sqlite')}")
    screening_id = screened(ledger)
    desk.known[f"/v1/screenings/{screening_id}"] = {
        "screening_id": screening_id,
        **given_verdict(),
        "sequence": 1,
    }
    line = Circuit(desk.system, 8, 60)
    work = Dispatch(ledger, line, "https://s.test", "d", 60, 300, timedelta(days=36500))

    async def once() -> None:
        parcel = await next_parcel(work)
        assert parcel is not None
        await dispatched(work, parcel)

    with capture_logs() as logs:
        asyncio.run(once())
    assert [one.state for one in deliveries(ledger, find_cases(ledger, "KBH-1")[0])] == ["received"]
    assert desk.requests("KBH-1") == {screening_id: "2026-03-16"}
    assert set(logs[0]) <= {"event", "event_id", "attempts", "status", "log_level"}
    ledger.close()
