"""The letter with a caseworker's own first words."""

import pytest

from flows.ledger.arrivals import ArrivedProfile, record_profile
from flows.ledger.audit import read_audit
from flows.ledger.desk import find_cases
from flows.ledger.openings import last_opening
from flows.ledger.results import read_case

KIND = "We look at your case.\nYour lease is good. Call me on Monday."


@pytest.fixture
def path(desk):
    return f"/cases/{desk.case_key}/letter"


@pytest.fixture
def send(desk, path):
    """Sends the letter with these words in English; the Danish ones stay."""
    stood = {"seen": "1", "opening.da": "Vi ser på din sag.", "opening.en": "We look at your case."}
    return lambda **more: desk.post(path, **{**stood, **more})


def words(desk):
    return read_case(desk.ledger, desk.case_key).openings


def test_given_a_letter_then_only_its_first_words_can_be_changed(desk, path):
    page = desk.get(path).text
    assert ">We look at your case.</textarea>" in page
    assert page.count("<textarea") == 2
    assert page.index("Your case") < page.index("<textarea") < page.index("Call us.")


def test_given_own_words_when_sent_then_the_next_letter_has_them_and_only_in_that_language(desk, send):
    send(**{"opening.en": KIND.replace("\n", "\r\n\r\n")})
    assert words(desk) == {"en": KIND}
    assert read_audit(desk.ledger, what="letter.written")[0].who == "caseworker"
    assert "caseworker wrote in the letter" in desk.get(f"/cases/{desk.case_key}").text


def test_given_own_words_when_the_case_changes_then_they_end_and_the_page_says_so(
    desk, send, answer_lease, screened_again
):
    send(**{"opening.en": KIND})
    answer_lease()
    screened_again()
    assert words(desk) == {}
    page = desk.get(f"/cases/{desk.case_key}").text
    assert "The letter is the system&#39;s own again" in page


def test_given_own_words_when_undone_then_the_letter_is_ours_again(desk, send):
    send(**{"opening.en": KIND})
    desk.post("/undo")
    assert (words(desk), last_opening(desk.ledger, desk.case_key)) == ({}, None)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"opening.en": " "}, "The first words are missing"),
        ({"opening.en": "x" * 1501}, "at most 1500 characters"),
        ({"opening.en": "Your number is 070491-1234."}, "looks like a CPR number"),
        ({}, "You have changed nothing"),
        ({"opening.en": KIND, "seen": "0"}, "The letter has changed while you were writing"),
    ],
)
def test_given_words_that_cannot_go_out_then_the_page_says_why_and_keeps_them(desk, send, typed, told):
    answer = send(**typed)
    assert (answer.status_code, told in answer.text, words(desk)) == (422, True, {})
    assert typed.get("opening.en", "").strip() in answer.text


def test_given_a_case_that_is_being_screened_then_no_letter_goes_out(desk, send, answer_lease):
    answer_lease()
    assert send(**{"opening.en": KIND}).status_code == 422


def test_given_a_case_without_letter_then_the_page_says_so(desk, ledger, now):
    record_profile(ledger, ArrivedProfile("0101", "KBH-9", "1", "{}", None, None), now)
    answer = desk.get(f"/cases/{find_cases(ledger, 'KBH-9')[0]}/letter")
    assert (answer.status_code, "There is no letter yet" in answer.text) == (404, True)
