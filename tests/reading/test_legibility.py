import pytest

from pipeline.reading.legibility import seen_by_reading
from pipeline.records import Box, Quality, Word

UNSHARP = Quality(readable=True, score=0.45, issues=("blurred",))
SHARP = Quality(readable=True, score=0.95)


def lines(count: int, *, confidence: float = 0.97, left: float = 0.1, right: float = 0.8) -> list[Word]:
    return [
        Word("Lejekontrakt", Box(left, number / 50, right, number / 50 + 0.01), confidence, number)
        for number in range(count)
    ]


def test_given_an_unsharp_picture_that_is_hardly_read_then_nobody_can_read_it():
    seen = seen_by_reading(UNSHARP, lines(12, confidence=0.6))
    assert not seen.readable
    assert seen.issues == ("blurred",)


@pytest.mark.parametrize(
    ("quality", "words"),
    [
        (UNSHARP, lines(12)),  # read well all the same
        (SHARP, lines(12, confidence=0.6)),  # another script
        (UNSHARP, lines(2, confidence=0.3)),  # a portrait
        (UNSHARP, []),
    ],
)
def test_given_one_sign_alone_then_the_judgement_of_the_picture_stays(quality, words):
    assert seen_by_reading(quality, words) == quality


@pytest.mark.parametrize("side", [{"left": 0.0}, {"right": 1.0}])
def test_given_lines_that_run_out_of_the_picture_then_it_is_cut_off(side):
    seen = seen_by_reading(SHARP, [*lines(9), *lines(12, **side)[9:]])
    assert seen.readable
    assert seen.issues == ("cut_off",)


def test_given_few_lines_at_the_edge_then_it_is_whole():
    assert seen_by_reading(SHARP, [*lines(28), *lines(30, left=0.0)[28:]]) == SHARP


@pytest.mark.parametrize(("right", "issues"), [(1.0, ("cut_off",)), (0.96, ())])
def test_given_a_zone_that_runs_out_of_the_picture_then_one_line_tells(right, issues):
    zone = Word("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<", Box(0.1, 0.9, right, 0.93), 0.95, 40)
    assert seen_by_reading(SHARP, [*lines(6), zone]).issues == issues
