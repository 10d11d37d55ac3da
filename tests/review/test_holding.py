"""Two people never do the same: cases in hand, taken over, put back; answers taken back; the next one."""

import asyncio
from datetime import timedelta

import pytest

from flows.ledger.audit import read_audit
from flows.ledger.claims import claim_of, take
from flows.ledger.desk import view_case
from review.live import changes


def asked_of(desk):
    return view_case(desk.ledger, desk.case_key).corrections


@pytest.fixture
def colleague(desk, now):
    """A colleague took the sample case in hand just before."""
    return take(desk.ledger, desk.case_key, "colleague", now + timedelta(hours=2, minutes=55))


def test_given_a_waiting_case_when_opened_then_it_is_in_hand(desk, lease_path):
    page = desk.get(lease_path).text
    assert claim_of(desk.ledger, desk.case_key).who == "caseworker"
    assert "Put back into the queue" in page


def test_given_a_colleague_at_the_case_then_the_page_says_so_and_nothing_can_be_saved(
    desk, colleague, lease_path
):
    page = desk.get(lease_path).text
    assert "colleague is at this case" in page
    assert "Save and screen" not in page


def test_given_a_colleague_at_the_case_when_answered_all_the_same_then_nothing_is_kept(
    desk, colleague, answer_lease
):
    answer = answer_lease()
    assert (answer.status_code, asked_of(desk)) == (409, ())
    assert "A colleague is at this case" in answer.text


def test_given_a_colleague_at_the_case_when_taken_over_then_it_is_mine_and_audited(
    desk, colleague, lease_path
):
    answer = desk.post(f"/cases/{desk.case_key}/claim", deed="take_over", back=lease_path)
    assert answer.url.path == lease_path
    assert claim_of(desk.ledger, desk.case_key).who == "caseworker"
    assert "case.taken_over" in [entry.what for entry in read_audit(desk.ledger)]


def test_given_a_colleague_who_left_a_quarter_of_an_hour_ago_then_the_case_is_free(desk, now, lease_path):
    take(desk.ledger, desk.case_key, "colleague", now + timedelta(hours=2, minutes=44))
    assert "Save and screen" in desk.get(lease_path).text


def test_given_a_case_in_hand_when_put_back_then_nobody_has_it(desk, lease_path):
    desk.get(lease_path)
    desk.post(f"/cases/{desk.case_key}/claim", deed="let_go")
    assert claim_of(desk.ledger, desk.case_key) is None


def test_given_a_colleague_at_a_case_then_the_next_one_is_another(desk, put_another, now, colleague):
    other = put_another("KBH-2026-000300", now=now + timedelta(hours=1))
    assert other in desk.get("/queue/next").url.path


def test_given_a_case_that_one_knows_then_it_comes_before_an_older_one(desk, put_another, now):
    put_another("KBH-2026-000300", now=now - timedelta(days=1))
    take(desk.ledger, desk.case_key, "caseworker", now)
    assert desk.case_key in desk.get("/queue/next").url.path


def test_given_an_answer_then_the_next_case_opens_by_itself_and_says_what_was_kept(
    desk, put_another, now, answer_lease
):
    other = put_another("KBH-2026-000300", now=now + timedelta(hours=1))
    answer = answer_lease()
    assert other in answer.url.path
    assert "Case KBH-2026-000123: your answer is kept." in answer.text


def test_given_an_answer_when_undone_then_it_is_gone_and_its_page_opens(desk, answer_lease, lease_path):
    answer_lease()
    answer = desk.post("/undo")
    assert (answer.url.path, asked_of(desk)) == (lease_path, ())
    assert read_audit(desk.ledger, what="decision.undone")[0].about["decisions"] == 1


def test_given_nothing_decided_when_undone_then_the_queue_opens(desk):
    assert desk.post("/undo").url.path == "/queue"


def test_given_a_queue_then_it_can_be_narrowed_to_whom_and_what(desk, put_another, colleague):
    put_another("KBH-2026-000300", failure="password_protected")
    assert "KBH-2026-000123" not in desk.get("/queue?reason=failure").text
    assert "KBH-2026-000300" not in desk.get("/queue?assignee=colleague").text
    assert "KBH-2026-000300" in desk.get("/queue?assignee=-").text
    assert "No case fits what you chose" in desk.get("/queue?service=dk-citizenship").text


def test_given_more_cases_than_a_page_holds_then_they_are_paged(desk, put_another, now):
    for number in range(50):
        put_another(f"KBH-2026-9{number:05}", now=now - timedelta(hours=1))
    assert "KBH-2026-000123" not in desk.get("/queue").text
    second = desk.get("/queue?number=2").text
    assert "KBH-2026-000123" in second
    assert "Page 2 of 2" in second


def test_given_a_change_then_an_open_window_is_told_and_otherwise_not(desk, put_another):
    async def told(looks: int) -> list[str | None]:
        parts = desk.client._transport.app.state.desk
        return [event.raw_data async for event in changes(parts, looks, 0.05)]

    async def meanwhile() -> list[str | None]:
        listening = asyncio.create_task(told(20))
        await asyncio.sleep(0.3)
        await asyncio.to_thread(put_another, "KBH-2026-000300")
        return await listening

    assert desk.runner.run(told(3)) == [None]
    assert "changed" in desk.runner.run(meanwhile())


def test_given_the_stream_then_its_head_says_what_it_is(newcomer):
    assert newcomer.get("/queue/live").url.path == "/sign-in"
