from dataclasses import replace

import numpy as np
import pytest

from pipeline.reading.line_recogniser import LineRecogniser, clearly_latin
from pipeline.reading.other_scripts import OtherScripts
from pipeline.reading.overprint import ReadLine
from pipeline.reading.refusals import HeadsDown
from pipeline.reading.strip_reading import Sign
from pipeline.reading.text_lines import TextLine
from pipeline.records import Box, Word

UKRAINIAN = (
    "Свідоцтво про народження",
    "Прізвище: Шевченко",
    "Дата народження: 12 березня 1994 року",
    "Місце народження: місто Харків, Україна",
    "Дата видачі: 14 травня 2019 року",
)
GREEK = (
    "Ληξιαρχική πράξη γεννήσεως",
    "Επώνυμο: Παπαδοπούλου",
    "Τόπος γεννήσεως: Θεσσαλονίκη",
    "Ημερομηνία εκδόσεως",
)


@pytest.fixture(scope="module")
def lines() -> LineRecogniser:
    return LineRecogniser(others=OtherScripts())


@pytest.mark.parametrize("page", [UKRAINIAN, GREEK])
def test_given_a_page_in_another_script_then_it_is_read_in_it(lines, drawn, page):
    said = [word.text for word in lines.recognise(drawn(page))]
    wanted = " ".join(page).split()
    assert sum(word in said for word in wanted) >= 0.8 * len(wanted)


def test_given_a_page_in_latin_letters_then_no_other_script_is_asked(lines, letter):
    assert lines.recognise(letter) == LineRecogniser().recognise(letter)


def test_given_words_in_another_script_then_they_know_where_they_stand(lines, drawn):
    first = min(lines.recognise(drawn(UKRAINIAN)), key=lambda word: (word.line, word.box.x0))
    assert (first.box.x0, first.box.y0) == pytest.approx((80 / 1240, 87 / 1000), abs=0.015)


def over(raster):
    """The picture with its other end up."""
    pixels = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)
    return replace(raster, data=pixels[::-1, ::-1].tobytes())


def test_given_a_page_on_its_head_then_that_is_told_and_believed_no_second_time(lines, drawn):
    with pytest.raises(HeadsDown):
        lines.recognise(over(drawn(UKRAINIAN)))
    lines.recognise(over(drawn(UKRAINIAN)), upright=True)


def test_given_the_grey_of_a_photograph_then_another_script_is_still_told(lines, drawn):
    page = drawn(UKRAINIAN)
    shade = np.linspace(0.35, 0.75, page.width)[None, :, None]
    pixels = np.frombuffer(page.data, np.uint8).reshape(page.height, page.width, page.channels)
    shaded = replace(page, data=(pixels * shade).astype(np.uint8).tobytes())
    said = [word.text for word in lines.recognise(shaded)]
    wanted = " ".join(UKRAINIAN).split()
    assert sum(word in said for word in wanted) >= 0.7 * len(wanted)


def test_given_both_scripts_on_a_page_then_each_line_is_read_in_its_own(lines, drawn):
    english = ("Social Security Number", "Earnings Statement for the period", "ANYTOWN, USA 10101")
    said = {word.text for word in lines.recognise(drawn((*UKRAINIAN, *english)))}
    assert {"Social", "Security", "Earnings", "Statement", "ANYTOWN,", "USA"} <= said
    assert "Шевченко" in said


def read(text: str, sure: float) -> ReadLine:
    edge = np.zeros((2, 2), np.float32)
    return ReadLine(TextLine(edge, edge), tuple(Sign(sign, 0.0, sure) for sign in text))


@pytest.mark.parametrize(
    ("latin", "sure", "foreign", "confidence", "kept"),
    [
        ("Social Security Tax", 1.0, "Ѕосіаі Ѕәситу Тах", 0.75, True),
        ("Homep", 1.0, "Номер", 0.96, False),
        ("Han 01.06.2025", 0.97, "Напечатано 01.06.2025 15:42", 0.85, False),
        ("yHiBepcITeTy", 0.89, "університету", 0.6, False),
        ("Social Security Tax", 1.0, "", 0.0, False),
    ],
)
def test_given_a_line_read_twice_then_latin_stands_where_it_is_whole_and_clearly_surer(
    latin, sure, foreign, confidence, kept
):
    words = [Word(text, Box(0, 0, 1, 1), confidence, 0) for text in foreign.split()]
    assert clearly_latin(read(latin, sure), words) is kept
