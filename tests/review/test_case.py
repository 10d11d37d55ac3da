"""A case: laid out, and ruled upon."""

import re
from datetime import timedelta

from flows.ledger.arrivals import Arrival, ArrivedProfile, record_profile, record_upload
from flows.ledger.audit import read_audit
from flows.ledger.delivery import fix_body, lease_parcel, mark_parked
from flows.ledger.desk import view_case
from flows.ledger.withdrawals import withdraw_request
from review.citizen.links import Links


def rulings(desk):
    return [(one.requirement, one.status, one.code) for one in view_case(desk.ledger, desk.case_key).rulings]


def test_given_a_case_then_its_page_shows_requirements_papers_and_the_letter(desk):
    page = desk.get(f"/cases/{desk.case_key}").text
    for shown in ("Proof of address", "Send your EU residence document.", "lease.pdf", "Dear María José"):
        assert shown in page


def test_given_requirements_then_the_one_in_doubt_stands_first(desk):
    page = desk.get(f"/cases/{desk.case_key}").text
    assert (
        page.index("<h3>Proof of address")
        < page.index("<h3>EU residence document")
        < page.index("<h3>Identity")
    )


def test_given_a_requirement_in_doubt_when_accepted_then_the_ruling_is_kept(desk):
    desk.post(f"/cases/{desk.case_key}/rulings", about="proof_of_address applicant", decision="accept")
    assert rulings(desk) == [("proof_of_address", "satisfied", None)]


def test_given_a_requirement_in_doubt_when_more_is_asked_for_then_the_reason_is_kept(desk):
    about = {"about": "proof_of_address applicant", "decision": "ask", "code": "unsigned"}
    desk.post(f"/cases/{desk.case_key}/rulings", **about)
    assert rulings(desk) == [("proof_of_address", "defective", "unsigned")]


def test_given_no_reason_when_more_is_asked_for_then_nothing_is_kept(desk):
    about = {"about": "proof_of_address applicant", "decision": "ask", "code": ""}
    answer = desk.post(f"/cases/{desk.case_key}/rulings", **about)
    assert (answer.status_code, rulings(desk)) == (422, [])


def test_given_a_requirement_without_doubt_then_it_cannot_be_ruled_upon(desk):
    desk.post(f"/cases/{desk.case_key}/rulings", about="identity applicant", decision="accept")
    assert rulings(desk) == []


def test_given_a_verdict_that_is_on_its_way_then_the_page_tells_how_far_it_got(desk):
    page = desk.get(f"/cases/{desk.case_key}").text
    assert "Verdict no. 1</strong> · waited for a person" in page
    assert "waiting to be sent" in page


def test_given_a_profile_that_cannot_be_used_then_the_page_says_why(desk, put_another, now):
    case_key = put_another("KBH-2026-000300")
    broken = ArrivedProfile("0101", "KBH-2026-000300", "2", "[]", "profile_invalid", "persons: nobody")
    record_profile(desk.ledger, broken, now)
    page = desk.get(f"/cases/{case_key}").text
    assert "The application&#39;s data cannot be read." in page
    assert "persons: nobody" in page


def test_given_text_of_a_stranger_then_it_cannot_become_part_of_the_page(desk, put_another):
    case_key = put_another("KBH-<script>alert(1)</script>")
    assert "<script>alert" not in desk.get(f"/cases/{case_key}").text


def test_given_a_case_when_a_link_is_made_then_it_is_shown_once_opens_that_case_and_is_audited(desk, now):
    answer = desk.post(f"/cases/{desk.case_key}/link")
    signed = re.search(r'value="/c/([^"]+)"', answer.text)[1]
    link = Links("s" * 32).read(signed, now)
    assert (link.case_key, link.until) == (desk.case_key, now + timedelta(days=30, hours=3))
    assert read_audit(desk.ledger, what="link.made")[0].who == "caseworker"
    assert "/c/" not in desk.get(f"/cases/{desk.case_key}").text + str(desk.client.cookies) + str(answer.url)


def test_given_an_unknown_case_then_the_page_says_so(desk):
    answer = desk.get("/cases/nothing")
    assert answer.status_code == 404
    assert "There is no such case" in answer.text


def test_given_a_verdict_that_could_not_be_delivered_and_a_withdrawal_then_the_page_says_why(desk, now):
    parcel = lease_parcel(desk.ledger, "dispatcher", now, 60)
    assert parcel is not None
    fix_body(desk.ledger, parcel, b"{}")
    mark_parked(desk.ledger, parcel, "case_not_found 404", now)
    withdraw_request(desk.ledger, parcel.event_id, "ann", now + timedelta(minutes=1))
    page = desk.get(f"/cases/{desk.case_key}").text
    assert "could not be delivered: the case is not in the case system" in page
    assert "Request withdrawn (verdict 1)" in page


def test_given_answers_and_a_new_verdict_then_the_page_tells_what_happened_and_what_is_new(
    desk, answer_lease, screened_again
):
    answer_lease(**{"field.start_date": "01.03.2026"})
    desk.post(f"/cases/{desk.case_key}/rulings", about="proof_of_address applicant", decision="accept")
    screened_again()
    page = desk.get(f"/cases/{desk.case_key}").text
    told = " ".join(page[page.index('id="history"') :].split())
    for line in (
        "2 files came.",
        "The case was screened (no. 1): waited for a person.",
        "EU residence document: document is missing",
        "caseworker looked at lease.pdf. The type is: Lease.",
        "Fields corrected or confirmed: starts on.",
        "caseworker decided that the requirement is met: Proof of address.",
        "The case was screened (no. 2): complete.",
    ):
        assert line in told
    new = page[page.index('id="changed"') : page.index('id="requirements"')]
    assert "Proof of address" in new
    assert "Identity" not in new


def test_given_hundreds_of_documents_then_most_are_folded_in(desk, now):
    for number in range(30):
        key = f"0101/KBH-2026-000123/uploads/{number:03}.pdf"
        arrival = Arrival("0101", "KBH-2026-000123", "uploads", key, "1", f"{number:03}.pdf", 1, now, "sweep")
        record_upload(desk.ledger, arrival, now)
    page = desk.get(f"/cases/{desk.case_key}").text
    assert "Show 17 more documents" in page
    assert page.count("029.pdf") == 2
