"""Turning pictures and the boxes on them; the one place that knows which way is which.

Boxes are fractions of width and height, origin top left. A turn is clockwise, in quarter turns of 90 degrees.
"""

import io
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.records import Box, Raster

TURNS: Final = (0, 90, 180, 270)


def turned_box(box: Box, turn: int) -> Box:
    """Where the box lies once the page was turned clockwise; raises ValueError for no quarter turn."""
    if turn not in TURNS:
        raise ValueError(f"not a quarter turn: {turn}")
    if turn == 90:
        return Box(1 - box.y1, box.x0, 1 - box.y0, box.x1)
    if turn == 180:
        return Box(1 - box.x1, 1 - box.y1, 1 - box.x0, 1 - box.y0)
    if turn == 270:
        return Box(box.y0, 1 - box.x1, box.y1, 1 - box.x0)
    return box


def turned(raster: Raster, turn: int) -> Raster:
    """The picture turned clockwise; raises ValueError for no quarter turn."""
    if turn not in TURNS:
        raise ValueError(f"not a quarter turn: {turn}")
    if turn == 0:
        return raster
    return raster_of(np.rot90(pixels(raster), k=-turn // 90))


def pixels(raster: Raster) -> NDArray[np.uint8]:
    """Shape (height, width) for grey, (height, width, 3) for RGB; shares the raster's memory, read only."""
    shape = (raster.height, raster.width, raster.channels)
    whole = np.frombuffer(raster.data, dtype=np.uint8).reshape(shape)
    return whole[:, :, 0] if raster.channels == 1 else whole


def raster_of(array: NDArray[np.uint8]) -> Raster:
    """The raster with these pixels, shaped as `pixels` gives them."""
    height, width = array.shape[:2]
    return Raster(width, height, 1 if array.ndim == 2 else array.shape[2], array.tobytes())


def png(raster: Raster) -> bytes:
    """The picture as a PNG file."""
    mode = "L" if raster.channels == 1 else "RGB"
    picture = Image.frombuffer(mode, (raster.width, raster.height), raster.data, "raw", mode, 0, 1)
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)
    return file.getvalue()
