import pytest

from pipeline.reading.line_recogniser import LineRecogniser
from pipeline.reading.other_scripts import OtherScripts

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
