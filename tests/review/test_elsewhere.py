"""A document in the wrong case leaves it, and goes to the right one where that is named."""

import json
from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument
from sqlalchemy import update

from flows.keys import upload_key
from flows.ledger.accounts import find_account, set_account
from flows.ledger.arrivals import ArrivedProfile, record_profile
from flows.ledger.audit import read_audit
from flows.ledger.desk import find_cases, view_case
from flows.ledger.tables import inspections
from review.documents import show_document
from review.handing import as_pdf, copy_of, put_into
from review.words import load_words

OTHER, HELD = "KBH-2026-000300", "lease-bbbbbbbb.pdf"


def files(desk, case_id=OTHER):
    return [one.name for one in view_case(desk.ledger, find_cases(desk.ledger, case_id)[0]).uploads]


def said(desk):
    return [(one.sha256[0], one.elsewhere) for one in view_case(desk.ledger, desk.case_key).corrections]


@pytest.fixture
def elsewhere(desk, lease_path):
    """Says that the lease of the sample case belongs to the case of that number."""
    return lambda number="": desk.post(f"{lease_path}/elsewhere", case_id=number)


@pytest.fixture
def other(put_another):
    return put_another(OTHER)


def test_given_a_document_of_another_case_when_said_then_it_counts_no_more_and_the_case_is_screened(
    desk, elsewhere, lease_path
):
    elsewhere()
    view = view_case(desk.ledger, desk.case_key)
    assert (said(desk), view.settled) == ([("b", True)], False)
    assert "The document belongs to another case" in desk.get(lease_path).text
    assert "Belongs to another case" in desk.get(f"/cases/{desk.case_key}").text


def test_given_the_right_case_when_named_then_it_gets_a_copy_and_the_original_stays(
    desk, elsewhere, other, store
):
    elsewhere(OTHER)
    before = store.read("0101/KBH-2026-000123/uploads/lease.pdf")
    assert HELD in files(desk)
    assert store.read(upload_key("0101", OTHER, HELD)) == before
    assert not view_case(desk.ledger, other).settled


def test_given_a_document_that_was_handed_over_then_both_cases_audit_it(desk, elsewhere, other):
    elsewhere(OTHER)
    told = {one.what: (one.who, one.about.get("case_key")) for one in read_audit(desk.ledger)}
    assert told["document.elsewhere"] == ("caseworker", desk.case_key)
    assert told["document.handed_in"] == ("caseworker", other)
    assert "put lease-bbbbbbbb.pdf here from another case" in desk.get(f"/cases/{other}").text


def test_given_a_document_that_was_handed_over_when_undone_then_it_is_back_and_the_copy_gone(
    desk, elsewhere, other, store
):
    elsewhere(OTHER)
    desk.post("/undo")
    assert (said(desk), HELD in files(desk)) == ([], False)
    assert upload_key("0101", OTHER, HELD) not in store.objects
    assert read_audit(desk.ledger, what="document.handed_back")[0].about["case_key"] == other


def test_given_a_document_elsewhere_when_it_belongs_here_after_all_then_it_counts_again(
    desk, elsewhere, other, lease_path
):
    elsewhere(OTHER)
    assert f"Case {OTHER} has a copy" in desk.get(lease_path).text
    desk.post(f"{lease_path}/here")
    assert (said(desk), HELD in files(desk)) == ([("b", False)], False)


def test_given_a_copy_in_a_case_out_of_sight_when_it_belongs_here_after_all_then_that_case_is_left_alone(
    desk, elsewhere, other, lease_path, now
):
    elsewhere(OTHER)
    protected = '{"flags": {"address_protection": true}}'
    record_profile(desk.ledger, ArrivedProfile("0101", OTHER, "2", protected, None, None), now)
    assert OTHER not in desk.get(lease_path).text
    desk.post(f"{lease_path}/here")
    assert (said(desk), HELD in files(desk)) == ([("b", False)], True)


def answer_about(desk, elsewhere, number):
    answer = elsewhere(number)
    return answer.status_code, answer.text.replace(number, "?").replace(desk.case_key, "")


def without_tokens(answer):
    status, text = answer
    return status, [line for line in text.splitlines() if "csrf" not in line]


def test_given_a_case_of_another_municipality_when_named_then_the_answer_is_that_of_no_case(
    desk, elsewhere, put_another, now
):
    own = replace(find_account(desk.ledger, "caseworker"), municipality="0101")
    set_account(desk.ledger, own, now)
    text = '{"schema": "sagsklar/profile/1"}'
    record_profile(desk.ledger, ArrivedProfile("0751", "AAR-2026-000009", "1", text, None, None), now)
    there, nowhere = (answer_about(desk, elsewhere, one) for one in ("AAR-2026-000009", "AAR-2026-000008"))
    assert there[0] == 422
    assert without_tokens(there) == without_tokens(nowhere)
    assert said(desk) == []


def test_given_a_restricted_case_when_named_then_the_answer_is_that_of_no_case(desk, elsewhere, other, now):
    protected = '{"flags": {"address_protection": true}}'
    record_profile(desk.ledger, ArrivedProfile("0101", OTHER, "2", protected, None, None), now)
    there, nowhere = (answer_about(desk, elsewhere, one) for one in (OTHER, "KBH-2026-000999"))
    assert without_tokens(there) == without_tokens(nowhere)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("KBH-2026-000123", "That is the number of this case"),
        (OTHER, f"0101/{OTHER}, 0751/{OTHER}"),
    ],
)
def test_given_a_number_that_names_no_one_case_then_the_page_says_what_to_write(
    desk, elsewhere, other, now, number, told
):
    record_profile(desk.ledger, ArrivedProfile("0751", OTHER, "1", "{}", None, None), now)
    answer = elsewhere(number)
    assert (answer.status_code, told in answer.text, said(desk)) == (422, True, [])


def test_given_two_municipalities_when_one_is_named_then_that_case_gets_the_copy(desk, elsewhere, other, now):
    record_profile(desk.ledger, ArrivedProfile("0751", OTHER, "1", "{}", None, None), now)
    elsewhere(f"0101/{OTHER}")
    assert HELD in [one.name for one in view_case(desk.ledger, other).uploads]


def test_given_a_store_that_is_away_then_nothing_is_kept(desk, elsewhere, other, store):
    store.away = True
    assert elsewhere(OTHER).status_code == 503
    assert (said(desk), HELD in files(desk)) == ([], False)


def test_given_a_file_with_more_documents_then_only_pictures_of_these_pages_go_over(
    desk, parts, other, store
):
    with desk.ledger.writing() as connection:
        case = view_case(desk.ledger, desk.case_key)
        read = next(one.inspection for one in case.uploads if one.name == "lease.pdf")
        first, second = ({**read["documents"][0], "pages": [number]} for number in (1, 2))
        body = json.dumps({**read, "documents": [first, second]})
        connection.execute(update(inspections).where(inspections.c.sha256 == "b" * 64).values(body=body))
    shown = show_document(view_case(desk.ledger, desk.case_key), "b" * 64, 2, load_words()["en"])
    name, content = copy_of(shown, parts)
    assert (name, content[:5]) == ("lease-bbbbbbbb-2.pdf", b"%PDF-")
    handing = put_into(view_case(desk.ledger, other), shown, parts)
    assert handing.arrival.key in store.objects


def test_given_pictures_then_the_pdf_has_a_page_each(parts):
    content = as_pdf([parts.pictures.png("k", "b" * 64, number) for number in (1, 2)])
    assert len(PdfDocument(content)) == 2
