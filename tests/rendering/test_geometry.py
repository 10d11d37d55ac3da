import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from pipeline.records import Box, Raster
from pipeline.rendering import png
from pipeline.rendering.geometry import TURNS, pixels, raster_of, turned, turned_box

GRIDS = arrays.arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9)))
turns = st.sampled_from(TURNS)


@st.composite
def boxes(draw):
    x0, x1 = sorted((draw(st.floats(0, 1)), draw(st.floats(0, 1))))
    y0, y1 = sorted((draw(st.floats(0, 1)), draw(st.floats(0, 1))))
    return Box(x0, y0, x1, y1)


@given(boxes(), turns)
def test_a_box_turned_there_and_back_is_the_same(box, turn):
    back = turned_box(turned_box(box, turn), (360 - turn) % 360)
    assert (back.x0, back.y0, back.x1, back.y1) == pytest.approx((box.x0, box.y0, box.x1, box.y1))


@given(GRIDS, turns)
def test_a_picture_turned_there_and_back_is_the_same(grid, turn):
    raster = raster_of(grid)
    assert turned(turned(raster, turn), (360 - turn) % 360) == raster


@given(GRIDS, turns, st.data())
def test_a_box_stays_on_its_pixel_when_both_are_turned(grid, turn, data):
    height, width = grid.shape
    row, column = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    box = Box(column / width, row / height, (column + 1) / width, (row + 1) / height)
    shown, moved = pixels(turned(raster_of(grid), turn)), turned_box(box, turn)
    middle = (moved.y0 + moved.y1) / 2 * shown.shape[0], (moved.x0 + moved.x1) / 2 * shown.shape[1]
    assert shown[int(middle[0]), int(middle[1])] == grid[row, column]


def test_given_a_quarter_turn_then_it_is_clockwise():
    left_edge_dark = Raster(2, 1, 1, b"\x00\xff")
    assert pixels(turned(left_edge_dark, 90)).tolist() == [[0], [255]]


@pytest.mark.parametrize("turn", [45, -90, 360])
def test_given_no_quarter_turn_then_it_is_refused(turn):
    with pytest.raises(ValueError, match="quarter"):
        turned_box(Box(0, 0, 1, 1), turn)


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 6), st.integers(1, 6), st.just(3))))
def test_a_png_holds_the_very_pixels(colours):
    with Image.open(io.BytesIO(png(raster_of(colours)))) as picture:
        assert np.array_equal(np.asarray(picture), colours)
