from dataclasses import replace

from hypothesis import given
from hypothesis.strategies import floats, randoms

from pipeline.reading.lines import in_reading_order
from pipeline.records import Box, Word


def test_given_segments_in_any_order_then_lines_run_down_and_words_to_the_right(words):
    set_words = words(["Lejer: Åse Brønnum", "Adresse: Nørrebrogade 12B"])
    apart = [replace(word, line=number) for number, word in enumerate(set_words)]
    assert [(word.text, word.line) for word in in_reading_order(apart[::-1])] == [
        (word.text, word.line) for word in set_words
    ]


def test_given_a_label_and_its_value_far_apart_then_they_share_a_line():
    label = Word("Husleje", Box(0.1, 0.5, 0.2, 0.52), 0.9, 0)
    value = Word("8.450,00", Box(0.7, 0.501, 0.8, 0.521), 0.9, 1)
    assert [word.line for word in in_reading_order([value, label])] == [0, 0]


@given(floats(-0.1, 0.1), randoms())
def test_given_lines_that_slope_then_each_stays_one(slope, chance):
    laid = [
        Word(
            f"{row}-{place}",
            Box(x, 0.3 + row * 0.05 + slope * x, x + 0.04, 0.32 + row * 0.05 + slope * x),
            1.0,
            row,
        )
        for row in range(4)
        for place, x in enumerate((0.1, 0.15, 0.2, 0.25, 0.3))
    ]
    shuffled = [replace(word, line=number) for number, word in enumerate(laid)]
    chance.shuffle(shuffled)
    assert [word.text for word in in_reading_order(shuffled)] == [word.text for word in laid]


def test_given_no_words_then_there_are_no_lines():
    assert in_reading_order([]) == ()


def along(texts: list[str]) -> list[Word]:
    """Words as they stand beside each other, from left to right."""
    return [
        Word(text, Box(0.1 + 0.1 * place, 0.5, 0.18 + 0.1 * place, 0.52), 1.0, 0)
        for place, text in enumerate(texts)
    ]


def said(texts: list[str]) -> str:
    return " ".join(word.text for word in in_reading_order(along(texts)))


def test_given_an_arabic_line_then_its_words_run_to_the_left():
    assert said(["١٩٦٦", "مارس", "٣", "الميلاد", "تاريخ"]) == "تاريخ الميلاد ٣ مارس ١٩٦٦"


def test_given_latin_words_in_an_arabic_line_then_those_run_to_the_right():
    assert said(["SYP", "60,576.00", "المعجل", "المهر"]) == "المهر المعجل SYP 60,576.00"


def test_given_an_arabic_name_in_an_english_line_then_the_name_alone_runs_to_the_left():
    assert said(["Name", "of", "holder", "النجار", "هدى"]) == "Name of holder هدى النجار"
