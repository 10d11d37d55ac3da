"""Pages of a file, split and joined by a person."""

import pytest

from flows.ledger.audit import read_audit
from flows.ledger.desk import view_case
from flows.ledger.divisions import firsts_of


@pytest.fixture
def pages_path(desk):
    return f"/cases/{desk.case_key}/uploads/{'b' * 64}/pages"


def lease(desk):
    return next(one for one in view_case(desk.ledger, desk.case_key).uploads if one.name == "lease.pdf")


def firsts(desk):
    return firsts_of(desk.ledger, lease(desk).upload_id, "b" * 64)


def test_given_a_file_of_two_pages_then_its_document_leads_to_them(desk, lease_path, pages_path):
    assert f'href="{pages_path}"' in desk.get(lease_path).text
    page = desk.get(pages_path).text
    assert page.count("<img ") == 2
    assert 'data-key="2"' in page


def test_given_a_file_of_one_page_then_there_is_nothing_to_divide(desk):
    assert "Split or join" not in desk.get(f"/cases/{desk.case_key}/documents/{'a' * 64}/1").text


def test_given_a_page_that_opens_a_document_when_ticked_then_the_file_is_read_again(desk, pages_path):
    desk.post(pages_path, first="2")
    assert (firsts(desk), lease(desk).state) == ((1, 2), "waiting")
    assert read_audit(desk.ledger, what="pages.divided")[0].who == "caseworker"
    assert "said which pages of lease.pdf belong together" in desk.get(f"/cases/{desk.case_key}").text


def test_given_pages_that_were_divided_when_undone_then_the_machine_divides_again(desk, pages_path):
    desk.post(pages_path, first="2")
    desk.post("/undo")
    assert (firsts(desk), lease(desk).state) == ((), "waiting")


@pytest.mark.parametrize("first", ["", "1", "7", "x"])
def test_given_nothing_new_when_saved_then_the_page_says_so(desk, pages_path, first):
    answer = desk.post(pages_path, first=first)
    assert (answer.status_code, firsts(desk)) == (422, ())
    assert "already belong together like that" in answer.text


def test_given_a_file_that_the_case_does_not_have_then_there_is_no_such_page(desk):
    assert desk.get(f"/cases/{desk.case_key}/uploads/{'c' * 64}/pages").status_code == 404
