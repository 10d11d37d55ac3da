"""What waits for a person."""

from datetime import timedelta


def test_given_a_doubtful_case_then_the_queue_says_what_is_asked_and_how_long_it_waits(desk):
    page = desk.get("/queue").text
    assert "KBH-2026-000123" in page
    assert "Is lease.pdf a lease?" in page
    assert "3 hours" in page


def test_given_a_question_about_a_document_then_the_queue_leads_straight_to_it(desk, lease_path):
    assert f'href="{lease_path}"' in desk.get("/queue").text


def test_given_a_case_that_became_complete_then_the_queue_is_empty(desk, screened_again):
    screened_again()
    assert "No case is waiting" in desk.get("/queue/rows").text


def test_given_a_file_that_nobody_could_read_then_the_queue_says_so(desk, put_another):
    put_another("KBH-2026-000124", failure="password_protected")
    assert "The file is locked with a password." in desk.get("/queue").text


def test_given_two_cases_then_the_one_that_waits_longer_stands_first(desk, put_another, now):
    put_another("KBH-2026-000200", now=now - timedelta(days=1))
    page = desk.get("/queue").text
    assert page.index("KBH-2026-000200") < page.index("KBH-2026-000123")


def test_given_a_case_number_when_looked_for_then_its_case_opens(desk):
    assert desk.get("/cases?case_id=KBH-2026-000123").url.path == f"/cases/{desk.case_key}"


def test_given_an_unknown_number_when_looked_for_then_the_page_says_so(desk):
    assert "There is no case with the number X-1." in desk.get("/cases?case_id=X-1").text
