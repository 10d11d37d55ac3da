"""A page asks the ledger as often however many cases wait; its seconds are `evaluation.benchmarks.pages`."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from flows.ledger.accounts import find_account, set_account
from flows.ledger.crowd import crowd
from review.kept import KeptStories

QUEUED = 400
PAGES = (
    "/queue",
    "/queue/rows?number=150",
    "/queue?municipality=0151&reason=label&assignee=-",
    "/queue?service=dk-cpr-entry&number=100",
    "/cases?case_id=KBH-2025-000777x",
    "/cases/{case_key}",
    "{lease}",
    "/blind-checks",
)


@pytest.fixture
def statements(desk):
    """How many statements a page sends to the ledger, after a first visit that fills caches."""
    sent = []
    event.listen(desk.ledger.engine, "after_cursor_execute", lambda *more: sent.append(more[2]))

    def count(path):
        assert desk.get(path).status_code == 200
        sent.clear()
        desk.get(path)
        return len(sent)

    return count


def as_manager_of_copenhagen(desk, now):
    """A quarter of the cases are the manager's; their figures are counted anew each time."""
    own = {"role": "manager", "municipality": "0101"}
    set_account(desk.ledger, replace(find_account(desk.ledger, "colleague"), **own), now)
    desk.sign_in(name="colleague")
    state = desk.client._transport.app.state
    state.desk = replace(state.desk, kept=KeptStories(timedelta(0)))


@pytest.mark.parametrize("page", PAGES)
def test_given_hundreds_more_cases_then_a_page_asks_as_often(desk, statements, lease_path, now, page):
    path = page.format(case_key=desk.case_key, lease=lease_path)
    alone = statements(path)
    crowd(desk.ledger, desk.case_key, QUEUED, now)
    assert 0 < statements(path) <= alone + 1


@pytest.mark.parametrize("path", ["/figures", "/figures.csv?months=1"])
def test_given_hundreds_more_cases_then_their_figures_take_as_many_questions(desk, statements, now, path):
    as_manager_of_copenhagen(desk, now)
    alone = statements(path)
    crowd(desk.ledger, desk.case_key, QUEUED, now)
    assert 0 < statements(path) <= alone + 1
    assert str(QUEUED // 4 + 1) in desk.get("/figures").text


def test_given_hundreds_of_cases_then_the_queue_leads_on(desk, now):
    crowd(desk.ledger, desk.case_key, QUEUED, now)
    assert desk.get("/queue/next").status_code == 200
