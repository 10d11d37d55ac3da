import pytest

from pipeline.reading.mrz import ZoneReader
from tests.reading.test_mrz_repair import TD1, TD3

FONT = "OCRBS.otf"


@pytest.fixture(scope="module")
def reader():
    return ZoneReader()


@pytest.mark.parametrize("zone", [TD3, TD1])
def test_given_a_printed_zone_then_it_is_read_and_proved(reader, drawn, page, zone):
    found = reader.find(page(drawn(("PASSPORT UTOPIA", "", *zone), size=34, font=FONT)), ())
    assert (found.lines, found.valid) == (zone, True)
    assert len(found.boxes) == len(zone)
    assert found.boxes[0].y1 < found.boxes[1].y0 + 0.02


def test_given_the_zone_in_the_text_layer_then_the_picture_is_not_needed(reader, drawn, page, words):
    found = reader.find(page(drawn(())), words(TD3))
    assert (found.format, found.lines, len(found.boxes)) == ("TD3", TD3, 2)


def test_given_a_letter_then_no_zone_is_invented(reader, letter, page, recogniser):
    assert reader.find(page(letter), recogniser.recognise(letter)) is None
