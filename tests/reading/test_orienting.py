import pytest

from pipeline.reading.model_orienting import ModelOrienter
from pipeline.reading.orienting import Legible, clearly
from tests.reading.conftest import LETTER


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_given_a_turned_page_then_the_turn_back_is_found(orienter, drawn, turn):
    assert orienter.turn(drawn(LETTER, turn=turn)) == (360 - turn) % 360


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_given_a_turned_page_then_the_network_finds_the_turn_back(orienter, drawn, turn):
    assert ModelOrienter(orienter).turn(drawn(LETTER, turn=turn)) == (360 - turn) % 360


@pytest.mark.parametrize("lines", [(), ("Ø",), ("12 34",)])
def test_given_next_to_no_text_then_the_page_stays_as_it_is(orienter, drawn, lines):
    assert orienter.turn(drawn(lines, turn=180)) == 0


def test_given_two_ways_that_read_alike_then_neither_is_clear():
    assert not clearly(Legible(30, 0.5), Legible(30, 0.4))
    assert not clearly(Legible(4, 0.9), Legible(0, 0.0))


class Torn:
    """A reader that says nothing of a page."""

    def seen(self, raster):
        return None


def test_given_a_network_and_a_reader_in_doubt_then_the_likeliest_turn_is_taken(drawn, monkeypatch):
    monkeypatch.setattr("pipeline.reading.model_orienting.SURE", 1.1)
    assert ModelOrienter(Torn()).turn(drawn(LETTER, turn=180)) == 180
