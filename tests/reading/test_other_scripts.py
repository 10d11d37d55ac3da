from dataclasses import replace

import numpy as np
import pytest

from pipeline.reading.line_recogniser import LineRecogniser
from pipeline.reading.other_scripts import OtherScripts
from pipeline.reading.refusals import HeadsDown

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
