"""Cards on a scanner's lid are told by their edges."""

import cv2
import numpy as np
import pytest

from pipeline.extracting.card_faces import card_faces
from pipeline.extracting.layout import sheet_of
from pipeline.extracting.sides import sides_of
from pipeline.records import Box, Mrz, Page, Quality, Raster, ReadPage, Word


def lid(*cards: tuple[int, int, int, int]) -> Raster:
    """A light page of 1240 × 1754 pixels with grey cards: left, top, width, height."""
    page = np.full((1754, 1240, 3), 244, np.uint8)
    for x, y, w, h in cards:
        cv2.rectangle(page, (x, y), (x + w, y + h), (215, 217, 220), -1)
    return Raster(1240, 1754, 3, page.tobytes())


CARD = (506, 319)
"""An ID-1 card at 150 dpi."""


@pytest.mark.parametrize("count", [0, 1, 2])
def test_given_cards_then_each_face_is_found(count):
    assert len(card_faces(lid(*[(360, 200 + 420 * place, *CARD) for place in range(count)]))) == count


def test_given_a_card_then_its_box_is_where_it_lies():
    (face,) = card_faces(lid((360, 200, *CARD)))
    assert (face.x0, face.y0, face.x1, face.y1) == pytest.approx(
        (360 / 1240, 200 / 1754, 866 / 1240, 519 / 1754), abs=0.01
    )


def test_given_a_square_and_a_strip_then_they_are_no_cards():
    assert card_faces(lid((100, 100, 700, 700), (100, 1200, 900, 60))) == ()


def test_given_a_grey_picture_then_it_is_looked_at_alike():
    page = np.full((1754, 1240), 244, np.uint8)
    cv2.rectangle(page, (360, 200), (866, 519), 215, -1)
    assert len(card_faces(Raster(1240, 1754, 1, page.tobytes()))) == 1


ZONE = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


def test_given_a_zone_on_one_face_then_the_other_with_words_is_the_front_though_none_was_understood():
    raster = lid((360, 200, *CARD), (360, 620, *CARD))
    words = [Word("cdat", Box(0.32, 0.13 + 0.02 * row, 0.4, 0.14 + 0.02 * row), 0.5, row) for row in range(6)]
    words += [
        Word(line, Box(0.32, 0.48 + 0.02 * row, 0.65, 0.49 + 0.02 * row), 0.9, 6 + row)
        for row, line in enumerate(ZONE)
    ]
    zone = Mrz("TD1", ZONE, valid=True, checks={})
    page = ReadPage(
        Page(1, raster, 150.0, 0, Quality(readable=True, score=1.0)), tuple(words), "ocr", "", mrz=zone
    )
    assert sides_of([sheet_of(page)], "national_id", ()) == ("front", "back")
    bare = ReadPage(page.page, tuple(words[6:]), "ocr", "", mrz=zone)
    assert sides_of([sheet_of(bare)], "national_id", ()) == ("back",)
