import pytest

from pipeline.reading.engine import require
from pipeline.reading.recognising import TesseractRecogniser, worth_keeping
from pipeline.reading.refusals import EngineMissing
from pipeline.records import Box, Word
from tests.reading.conftest import LETTER


def test_given_a_drawn_page_when_recognised_then_danish_letters_are_right(recogniser, letter):
    read = recogniser.recognise(letter)
    said = {word.text.strip(".,:") for word in read}
    assert {"Søren", "Ærøskøbing", "Åse", "Brønnum", "Nørrebrogade", "8.450,00", "måneden"} <= said
    assert max(word.line for word in read) == len(LETTER) - 1


def test_given_a_drawn_page_then_words_know_where_they_stand(recogniser, letter):
    first = recogniser.recognise(letter)[0]
    assert first.text == "Lejekontrakt"
    assert (first.box.x0, first.box.y0) == pytest.approx((80 / 1240, 87 / 1000), abs=0.01)
    assert 0.5 < first.confidence <= 1


@pytest.mark.parametrize(
    ("text", "confidence", "kept"), [("|", 0.3, False), ("§", 0.9, True), ("ø", 0.1, True)]
)
def test_given_doubt_then_words_stay_and_specks_go(text, confidence, kept):
    assert worth_keeping(Word(text, Box(0, 0, 1, 1), confidence, 0)) is kept


def test_given_a_language_that_is_not_installed_then_the_error_says_so():
    with pytest.raises(EngineMissing, match="klingon"):
        TesseractRecogniser("Latin+klingon")


def test_given_the_languages_we_use_then_they_are_installed():
    require("Latin+dan")
