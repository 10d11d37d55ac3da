"""Weights of what tells where a document begins: bundles as they are made, and what a fit makes of them."""

from random import Random

import pytest

from models.seams import Stream, fitted, laid_out, seams
from pipeline.classifying.clues import Clues
from pipeline.classifying.seams import hints
from pipeline.classifying.sheets import Sheet
from tests.classifying.conftest import page_of

PAPER = page_of(1, "\n".join(f"linje {n} med nogle ord" for n in range(30)))


def sheet(number: int, label: str, *, goes_on: bool = False, blank: bool = False) -> Sheet:
    return Sheet(number, Clues((), ()), {label: 1.0}, clear=True, blank=blank, goes_on=goes_on)


def test_given_a_paper_of_many_lines_then_it_is_laid_over_pages_with_all_its_words_in_order():
    pages = next(found for seed in range(20) if len(found := laid_out([PAPER], Random(seed))) > 1)
    assert [word.text for page in pages for word in page.words] == [word.text for word in PAPER.words]
    assert all(0 <= word.box.y0 < word.box.y1 <= 1 for page in pages for word in page.words)
    assert 0.78 < max(word.box.y1 for word in pages[0].words) < 1
    assert min(word.box.y0 for word in pages[1].words) == pytest.approx(0.07)


@pytest.mark.parametrize("text", ["kort", "\n".join(["side 1 af 1", *(f"linje {n}" for n in range(30))])])
def test_given_a_short_paper_or_one_that_counts_its_pages_then_it_stays_as_it_is(text):
    page = page_of(1, text)
    assert all(laid_out([page], Random(seed)) == [page] for seed in range(20))


def test_given_a_stream_then_a_seam_for_each_two_pages_that_no_rule_decides():
    sheets = (
        sheet(1, "lease"),
        sheet(2, "lease"),
        sheet(3, "payslip"),
        sheet(4, "blank", blank=True),
        sheet(5, "lease"),
    )
    found = list(seams(Stream(sheets, frozenset({1, 3, 4, 5}))))
    assert [begins for _, begins in found] == [False, True]


def test_given_bundles_then_weights_that_tell_other_bundles_right():
    streams = [
        Stream((sheet(1, "lease"), sheet(2, "lease", goes_on=True), sheet(3, "payslip")), frozenset({1, 3}))
    ] * 20
    found, told = fitted(streams)
    assert found["clear, another kind"] > 0 > found["goes on"]
    assert set(found) == {"begins", *hints(streams[0].sheets[1], streams[0].sheets[:1])}
    assert told == "40 seams, 0 wrong; 20 bundles, 0 not cut right\n"
