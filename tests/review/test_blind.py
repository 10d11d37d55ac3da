"""Blind checks at the desk: nothing is proposed, and an answer counts."""

import pytest
from sqlalchemy import insert

from flows.ledger.accounts import Sight
from flows.ledger.blind_checks import checked, open_checks
from flows.ledger.desk import view_case
from flows.ledger.tables import blind_checks
from tests.review.conftest import NOW


@pytest.fixture
def passport_drawn(desk):
    with desk.ledger.writing() as connection:
        connection.execute(
            insert(blind_checks).values(
                case_key=desk.case_key,
                sha256="a" * 64,
                first_page=1,
                pages=[1],
                classifier="labels-a",
                label="passport",
                confidence=0.98,
                picked_at=NOW,
            )
        )
    return desk


def test_given_a_drawn_document_then_its_picture_is_shown_and_no_proposal(passport_drawn):
    page = passport_drawn.get("/blind-checks").text
    assert f"/uploads/{'a' * 64}/pages/1.png" in page
    assert "selected" not in page
    assert "98 %" not in page


def test_given_another_answer_then_it_counts_and_corrects_the_case(passport_drawn):
    desk = passport_drawn
    desk.post("/blind-checks/1", label="national_id")
    assert open_checks(desk.ledger, Sight()) == 0
    assert [(one.label, one.answer) for one in checked(desk.ledger, "labels-a")] == [
        ("passport", "national_id")
    ]
    assert view_case(desk.ledger, desk.case_key).corrections[0].label == "national_id"


def test_given_that_it_cannot_be_told_then_it_counts_for_nothing(passport_drawn):
    passport_drawn.post("/blind-checks/1", label="unknown")
    assert checked(passport_drawn.ledger, "labels-a") == ()
    assert view_case(passport_drawn.ledger, passport_drawn.case_key).corrections == ()


def test_given_a_label_that_is_none_then_it_is_refused(passport_drawn):
    assert passport_drawn.post("/blind-checks/1", label="horse").status_code == 403
    assert open_checks(passport_drawn.ledger, Sight()) == 1


def test_given_no_check_then_the_page_says_so(desk):
    assert "no spot checks" in desk.get("/blind-checks").text
