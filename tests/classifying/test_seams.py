"""What tells between two pages whether a new document begins: hint by hint, and all together."""

from dataclasses import replace

import pytest

from pipeline.classifying.clues import Clues, seen_words
from pipeline.classifying.seams import begins, hints, weights
from pipeline.classifying.sheets import Sheet, goes_on, title_of, worded
from tests.classifying.conftest import page_of, words_of


def sheet(label: str, share: float = 0.99, text: str = "", **more) -> Sheet:
    rest = {} if share == 1 else {"other" if label != "other" else "lease": 1 - share}
    clues = Clues(seen_words(words_of(text), 1), ())
    return Sheet(1, clues, {label: share, **rest}, clear=share > 0.9, blank=False, **more)


LEASE = sheet("lease", text="Lejekontrakt mellem udlejer lejer om lejemaalet")


def told(page: Sheet, *opened: Sheet) -> dict[str, float]:
    return {name: value for name, value in hints(page, opened).items() if value}


def test_the_weights_are_those_of_the_hints():
    assert set(weights()) == {"begins", *hints(LEASE, [LEASE])}


@pytest.mark.parametrize(
    ("page", "opened", "hint"),
    [
        (sheet("payslip"), sheet("lease"), "clear, another kind"),
        (sheet("payslip", 0.6), sheet("lease"), "seems another kind"),
        (sheet("other", 0.6), sheet("payslip"), "after a paper of one page"),
        (sheet("other", 0.6), sheet("national_id"), "second side"),
        (sheet("payslip"), sheet("payslip", 0.3), "nothing clear yet"),
        (sheet("lease", count=(1, 3)), sheet("lease", count=(2, 2)), "counts from one"),
        (sheet("lease"), sheet("lease", count=(2, 2)), "last one counted"),
        (sheet("lease", head="a" * 30), sheet("lease", head="a" * 30), "same head"),
        (sheet("lease", title=2.0), sheet("lease"), "title"),
        (sheet("lease", goes_on=True), sheet("lease"), "goes on"),
        (sheet("lease"), sheet("lease", filled=0.4), "room left"),
        (sheet("lease", shape=1.4), sheet("lease", shape=0.7), "another shape"),
        (LEASE, LEASE, "words shared"),
        (sheet("lease", numbers=frozenset("7")), sheet("lease", numbers=frozenset("78")), "numbers shared"),
        (sheet("lease"), sheet("lease"), "few words"),
    ],
)
def test_given_two_pages_then_the_hint_is_seen(page, opened, hint):
    assert told(page, opened)[hint] > 0
    if hint not in ("few words", "words shared"):
        plain = Sheet(1, LEASE.clues, {"lease": 1.0}, clear=True, blank=False)
        assert hint not in told(plain, plain)


def test_given_a_card_of_two_sides_then_a_page_after_it_is_a_third():
    side = sheet("national_id")
    assert hints(sheet("other", 0.6), [side, side])["third side"] == 1


@pytest.mark.parametrize(("share", "expected"), [(1, 0), (0.6, -0.25), (0.01, -1.96)])
def test_given_how_far_two_pages_could_be_of_one_kind_then_their_likeness(share, expected):
    page = replace(LEASE, probabilities={"payslip": 1 - share, "lease": share})
    whole = replace(LEASE, probabilities={"lease": 1.0})
    assert hints(page, [whole])["likeness"] == pytest.approx(expected, abs=0.2)


def test_given_the_same_pages_then_a_title_makes_a_beginning_likelier():
    page = sheet("lease", 0.5)
    assert begins(replace(page, title=3.0), [LEASE]) > begins(page, [LEASE])


def test_given_another_kind_then_a_document_begins_and_a_sentence_that_goes_on_speaks_against_it():
    page = sheet("payslip", 0.7)
    assert begins(sheet("payslip"), [sheet("passport")]) > 0.9
    assert begins(replace(page, goes_on=True), [LEASE]) < begins(page, [LEASE])


@pytest.mark.parametrize(
    ("text", "expected"),
    [("og lejeren betaler", True), ("§ 7. Husorden", True), ("12. Varsel", True), ("1. Parterne", False),
     ("Lejekontrakt", False), ("", False)],
)  # fmt: skip
def test_given_how_a_page_begins_then_whether_it_goes_on(text, expected):
    assert goes_on(text) is expected


def test_given_a_tall_line_near_the_top_then_it_is_a_title():
    words = words_of("Lejekontrakt for dem\nen to tre fire fem seks syv otte")
    tall = replace(words[0], box=replace(words[0].box, y1=words[0].box.y0 + 0.048))
    assert title_of(words) == pytest.approx(1)
    assert title_of((tall, *words[1:])) == pytest.approx(3)


def test_given_a_read_page_then_its_sheet_says_what_it_shows():
    page = page_of(3, "Lejekontrakt side 1 af 2\nNr. 1234 5678")
    seen = worded(page, Clues((), ()), {"lease": 1.0}, clear=True)
    assert (seen.number, seen.count, seen.numbers) == (3, (1, 2), {"12345678"})
    assert (seen.head, round(seen.shape, 2)) == ("lejekontraktsideafnr", 0.71)
    assert seen.filled == pytest.approx(1.8 / 50)
