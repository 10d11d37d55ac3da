"""The reports that data scientists open from their page."""

from dataclasses import replace

import pytest

from flows.ledger.accounts import find_account, set_account
from flows.ledger.audit import read_audit


@pytest.fixture
def scientist(desk, now):
    set_account(desk.ledger, replace(find_account(desk.ledger, "colleague"), role="data_scientist"), now)
    desk.sign_in(name="colleague")
    return desk


def test_given_reports_then_the_page_leads_to_them_and_tells_what_drifted_in_the_newest_week(scientist):
    page = scientist.get("/models").text
    assert "/models/reports/drift" in page
    told = page.partition('id="drift"')[2].partition("</section>")[0]
    assert "where text comes from" in told
    assert "how sure the model is" not in told


def test_given_nothing_that_drifts_then_the_page_says_so(scientist, reports_folder):
    (reports_folder / "drift.json").write_text(
        '{"drift": [{"week": "2026-W09", "what": "x", "flagged": false}]}'
    )
    assert "As before" in scientist.get("/models").text


def test_given_no_report_yet_then_the_page_says_so(scientist, reports_folder):
    for file in reports_folder.iterdir():
        file.unlink()
    assert "Nobody has looked yet" in scientist.get("/models").text


def test_given_a_report_when_opened_then_it_can_run_nothing_and_who_looked_is_noted(scientist):
    answer = scientist.get("/models/reports/drift")
    assert "2026-W09" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "script-src" not in policy
    assert [entry.what for entry in read_audit(scientist.ledger, limit=1)] == ["report.seen"]


@pytest.mark.parametrize("name", ["nothing", "drift.html", "..%2Fledger", "%2e%2e", "drift.json"])
def test_given_a_name_of_no_report_then_there_is_no_such_page(scientist, name):
    assert scientist.get(f"/models/reports/{name}").status_code == 404
