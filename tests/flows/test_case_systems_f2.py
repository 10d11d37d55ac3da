"""What only F2 has: tokens, relations, post once exactly in both forms, locks and reason codes."""

import asyncio
from pathlib import Path

import httpx
import pytest

from flows.adapters.f2_session import meant
from flows.ports import Answer, Blocked, Done, Doubtful, Event, Later, Refused
from tests.flows.case_systems.benches import F2Bench, bench
from tests.flows.case_systems.f2_fake import Case
from tests.flows.case_systems.serving import Stage
from tests.flows.case_systems.told import event, verdict

KEY = "a" * 32
CASE = "KBH-1"


@pytest.fixture
def desk(stage: Stage, tmp_path: Path) -> F2Bench:
    found: F2Bench = bench("f2", stage, tmp_path)
    found.prepare(CASE)
    return found


def deliver(desk: F2Bench, *events: Event) -> list[Answer]:
    async def all_of_them() -> list[Answer]:
        return [await desk.system.deliver(one) for one in events]

    return asyncio.run(all_of_them())


def asking() -> Event:
    return event(verdict(CASE), KEY, 1)


@pytest.mark.parametrize("see_other", [True, False])
def test_given_either_form_of_post_once_then_matters_are_made(desk: F2Bench, see_other: bool):
    desk.fake.see_other = see_other
    assert deliver(desk, asking()) == [Done("read back")]
    assert desk.results(CASE) == [KEY]


def test_given_a_token_that_ends_then_it_is_renewed_by_its_refresh_token(desk: F2Bench):
    now = [0.0]
    desk.session.clock = lambda: now[0]
    deliver(desk, asking())
    now[0] = desk.fake.life - 30
    deliver(desk, asking())
    assert desk.fake.logins == ["password", "refresh_token"]


def test_given_dead_tokens_then_it_logs_in_anew_and_goes_on(desk: F2Bench):
    deliver(desk, asking())
    desk.fake.tokens.clear()
    desk.fake.refreshes.clear()
    assert deliver(desk, asking()) == [Done("stands already")]
    assert desk.fake.logins == ["password", "password"]


def test_given_a_user_without_access_then_people_are_told(desk: F2Bench):
    desk.session.login = type(desk.session.login)("sagsklar", "wrong", "SAGSKLAR")
    assert deliver(desk, asking()) == [Blocked("no_access 401")]


def test_given_a_server_that_started_anew_between_two_attempts_then_nothing_is_made_twice(desk: F2Bench):
    for lost in range(1, 9):
        desk.net.lose, desk.net.writes = lost, 0
        deliver(desk, asking())
        desk.fake.restart()
    desk.net.lose = 0
    assert isinstance(deliver(desk, asking())[0], Done)
    assert desk.results(CASE) == [KEY]
    assert desk.requests(CASE) == {KEY: "2026-03-16"}
    assert len(desk.letters(CASE)) == 1


def test_given_an_address_to_post_to_that_was_forgotten_then_what_was_made_is_found(desk: F2Bench):
    desk.net.lose = 2  # the internal matter is made, its answer lost
    deliver(desk, asking())
    desk.fake.forget()
    assert deliver(desk, asking()) == [Done("read back")]
    assert desk.results(CASE) == [KEY]


def test_given_no_case_of_that_reference_then_people_are_told(desk: F2Bench):
    assert deliver(desk, event(verdict("KBH-9"), KEY, 1)) == [Blocked("case_not_found")]


def test_given_the_case_number_as_case_id_then_the_case_is_found(desk: F2Bench):
    desk.fake.cases.append(Case("", "2026 - 77"))
    assert deliver(desk, event(verdict("2026 - 77", "needs_review"), KEY, 1)) == [Done("read back")]


def test_given_two_cases_of_one_reference_then_none_is_guessed(desk: F2Bench):
    desk.prepare(CASE)
    assert deliver(desk, asking()) == [Blocked("case_ambiguous")]


@pytest.mark.parametrize(
    ("lock", "meaning"),
    [("LockedByAnotherUser", Later("locked 423", 30)), ("Locked", Blocked("archived 423 Locked"))],
)
def test_given_a_locked_case_then_who_locks_it_decides(desk: F2Bench, lock: str, meaning: Answer):
    desk.fake.cases[0].lock = lock
    assert deliver(desk, asking()) == [meaning]


@pytest.mark.parametrize(
    ("status", "reason", "meaning"),
    [
        (400, "DossierBadTitle", Refused("refused 400")),
        (403, "DossierNoWriteAccess", Blocked("refused 403 DossierNoWriteAccess")),
        (404, None, Blocked("not_found 404")),
        (409, "CaseClosed", Blocked("case_closed 409 CaseClosed")),
        (409, None, Doubtful("changed 409")),
        (500, None, Doubtful("broken 500")),
        (503, None, Later("no_answer 503", unwell=True)),
        (403, "Fru Testesen 0101901234", Blocked("no_right 403")),
    ],
)
def test_given_a_reason_code_then_it_is_understood(status: int, reason: str | None, meaning: Answer):
    assert meant(httpx.Response(status, json={"Message": "…", "ReasonCode": reason})) == meaning
    told = f"<Error><ReasonCode>{reason}</ReasonCode></Error>" if reason else "<Error/>"
    assert meant(httpx.Response(status, content=told.encode())) == meaning


def test_given_a_citizen_on_paper_then_the_letter_says_so(desk: F2Bench):
    one = asking()
    deliver(desk, Event(one.id, one.body, one.case_key, one.verdict, "da", on_paper=True))
    assert "papirpost" in desk.matters(CASE, "Outbound")[0]["Title"]


def test_given_xml_with_entities_then_it_is_not_read(desk: F2Bench):
    desk.session.token, desk.session.ends = "t", float("inf")
    desk.session.index["http://cbrain.com/casefile/rel/case-search-filter"] = "http://f2/search"
    bomb = b'<!DOCTYPE a [<!ENTITY b "boom">]><feed>&b;</feed>'
    desk.net.refusals = [httpx.Response(200, content=bomb)]
    assert deliver(desk, asking()) == [Doubtful("broken answer")]
