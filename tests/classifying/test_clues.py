"""What the model sees: forms of words, leading words, marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classifying.clues import WORDS_A_PAGE, Clues, joined, seen_words
from pipeline.classifying.forms import form_of
from pipeline.classifying.marks import grey_sample, is_blank, shape_of, tone_marks, word_marks, zone_marks
from pipeline.records import Box, Mrz, Page, Quality, Raster, ReadPage, Word


def word(text: str, height: float = 0.01, line: int = 0) -> Word:
    return Word(text, Box(0.1, 0.1, 0.2, 0.1 + height), 1.0, line)


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("Fødselsattest:", "fodselsattest"),
        ("Årsopgørelse", "arsopgorelse"),
        ("12.500,00", "00.000,00"),
        ("CPR-nr.", "cpr-nr"),
        ("P<UTOERIKSSON<<ANNA", ""),
        ("—", ""),
        ("Свидетельство", "свидетельство"),
    ],
)
def test_given_a_printed_word_then_its_form(printed, form):
    assert form_of(printed) == form


@settings(deadline=None)
@given(st.text(max_size=30))
def test_a_form_is_its_own_form(text):
    form = form_of(text)
    assert form_of(form) == form


def test_given_a_large_word_far_down_then_it_leads():
    words = [word("lille", line=n) for n in range(20)] + [word("STOR", 0.03, 21)]
    assert [seen.form for seen in seen_words(words, 1) if seen.leading][-1] == "stor"


def test_given_a_long_page_then_only_its_first_words_are_seen():
    assert len(seen_words([word(f"ord{n}") for n in range(1000)], 1)) == WORDS_A_PAGE


def test_given_pages_then_their_clues_join_in_order():
    clues = joined(
        [Clues(seen_words([word(text)], n), (f"m{n}",)) for n, text in ((1, "først"), (2, "siden"))]
    )
    assert (clues.traits.words, clues.traits.marks) == ("forst siden", "m1 m2")


def test_given_a_parsed_zone_then_its_format_and_code_are_marks():
    zone = Mrz("TD1", ("IRDNKX12345678", "", ""), valid=True, checks={})
    assert "mrz:TD1:IR" in zone_marks(zone, [])


def test_given_a_zone_that_was_not_parsed_then_its_first_line_still_tells():
    assert "mrz:torn:P" in zone_marks(None, [word("P<UTOERIKSSON<<ANNA<MARIA<<<<<<")])


def test_given_words_then_marks_count_amounts_and_known_numbers():
    marks = word_marks([word("12.500,00"), word("DK5000400440116243"), word("010203-4567")])
    assert {"amounts:few", "has:iban", "has:cpr", "words:few"} <= set(marks)


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(1, 5000))
def test_every_page_has_a_shape(width, height):
    assert shape_of(width, height) in {"strip", "portrait", "square", "landscape", "wide"}


def raster(shade: int, spots: int = 0) -> Raster:
    return Raster(100, 100, 1, bytes([0] * spots + [shade] * (10_000 - spots)))


@pytest.mark.parametrize(
    ("picture", "blank"), [(raster(250), True), (raster(90), True), (raster(250, 5000), False)]
)
def test_given_a_page_without_words_then_ink_tells_whether_it_is_blank(picture, blank):
    page = Page(1, picture, None, 0, Quality(readable=True, score=1.0))
    assert is_blank(ReadPage(page, (), "none", "test")) is blank


def test_given_a_dark_picture_then_no_paper_is_seen():
    assert "paper:none" in tone_marks(grey_sample(raster(60)))


def test_given_a_letter_or_two_read_in_a_picture_then_they_say_nothing():
    assert seen_words([word("OW"), word("60"), word("•")], 1) == ()
