import cv2
import numpy as np
import pytest

from pipeline.reading.light import evenly_lit
from pipeline.reading.pictures import grey_of, turned
from pipeline.reading.preparing import prepared
from pipeline.reading.sheets import sheet_corners

CORNERS = np.float32([[120, 90], [1180, 150], [1230, 1010], [70, 930]])


@pytest.fixture(scope="module")
def photo(letter):
    """The letter on a dark table, seen from the side."""
    sheet = grey_of(letter)
    height, width = sheet.shape
    there = cv2.getPerspectiveTransform(
        np.float32([[0, 0], [width, 0], [width, height], [0, height]]), CORNERS
    )
    return cv2.warpPerspective(sheet, there, (1300, 1100), borderValue=60)


def test_given_a_sheet_on_a_table_then_its_corners_are_found(photo):
    assert sheet_corners(photo) == pytest.approx(CORNERS, abs=8)


def test_given_a_scan_then_there_is_no_sheet_on_it(letter):
    assert sheet_corners(grey_of(letter)) is None


def test_given_text_beside_a_light_panel_then_nothing_is_cut_off(photo):
    beside = cv2.putText(photo.copy(), "Fortsat fra side 1 af kontrakten", (300, 70), 0, 1.2, 255, 3)
    beside[:85] = 255 - beside[:85]
    assert sheet_corners(beside) is None


def test_given_a_sheet_when_seen_from_above_then_its_corners_lead_back(photo):
    picture = prepared(photo)
    height, width = picture.grey.shape
    box = picture.on_page(0, 0, width, height)
    assert (box.x0 * 1300, box.y0 * 1100) == pytest.approx((70, 90), abs=10)
    assert (box.x1 * 1300, box.y1 * 1100) == pytest.approx((1230, 1010), abs=10)


def test_given_a_shadow_then_the_paper_is_white_all_over(letter):
    shadow = np.linspace(0.4, 1.0, 1240)
    lit = evenly_lit((grey_of(letter) * shadow).astype(np.uint8))
    assert np.median(lit[:, :200]) == pytest.approx(np.median(lit[:, -200:]), abs=3)


def test_given_a_quarter_turn_then_it_is_clockwise():
    assert turned(np.uint8([[1, 2], [3, 4]]), 90).tolist() == [[3, 1], [4, 2]]
