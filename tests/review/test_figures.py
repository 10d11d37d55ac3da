"""The managers' page: for those with the right, of their own municipality, as a page and as tables."""

import csv
import io
from dataclasses import replace

import pytest

from flows.ledger.accounts import find_account, set_account
from flows.ledger.audit import read_audit


@pytest.fixture
def manager(desk, now):
    """The desk before a manager of Copenhagen."""
    own = {"role": "manager", "municipality": "0101"}
    set_account(desk.ledger, replace(find_account(desk.ledger, "colleague"), **own), now)
    desk.sign_in(name="colleague")
    return desk


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_given_a_case_then_the_page_tells_of_it(manager):
    page = manager.get("/figures").text
    assert "1 of 1" not in page
    assert "0 of 1 cases" in page
    assert "Document is missing" in page
    assert "There are too few cases to show figures." in page


def test_given_a_manager_of_a_municipality_then_another_cannot_be_asked_for(manager):
    assert manager.get("/figures?municipality=0751").text.count("0 of 1 cases") == 1
    assert rows(manager.get("/figures.csv?municipality=0751"))[0]["value"] == "1"


def test_given_another_time_or_service_then_the_page_says_that_there_is_nothing(manager):
    assert "No cases in the chosen time" in manager.get("/figures?service=dk-citizenship").text
    assert rows(manager.get("/figures.csv?month=2025-01"))[0]["value"] == "0"


def test_given_a_month_then_its_table_holds_each_figure_once_and_the_export_is_audited(manager):
    answer = manager.get("/figures.csv?month=2026-03")
    assert answer.headers["content-disposition"] == 'attachment; filename="sagsklar-2026-03.csv"'
    told = rows(answer)
    keys = [(row["split"], row["group"], row["measure"]) for row in told]
    assert len(keys) == len(set(keys))
    assert ("month", "2026-03", "cases") in keys
    assert ("script", "Latn", "cases") not in keys
    assert read_audit(manager.ledger, limit=1)[0].what == "figures.exported"


@pytest.mark.parametrize("query", ["month=2026-13", "months=0", "month=9999-01"])
def test_given_a_time_that_is_none_then_it_is_refused(manager, query):
    assert manager.get(f"/figures?{query}").status_code == 422
