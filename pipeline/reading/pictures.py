"""Rasters as arrays, and what is done to a picture before it is read."""

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.records import Raster

Grey = NDArray[np.uint8]
Picture = NDArray[np.uint8]
"""Rows × columns × blue, green, red: the order that OpenCV and the models take."""

cv2.setNumThreads(1)  # pages are read in parallel; one page is one thread


def grey_of(raster: Raster) -> Grey:
    """Rows of grey values, 0 black to 255 white."""
    pixels = np.frombuffer(raster.data, np.uint8)
    if raster.channels == 1:
        return pixels.reshape(raster.height, raster.width)
    return as_grey(cv2.cvtColor(pixels.reshape(raster.height, raster.width, 3), cv2.COLOR_RGB2GRAY))


def picture_of(raster: Raster) -> Picture:
    """The raster as rows × columns × blue, green, red."""
    pixels = np.frombuffer(raster.data, np.uint8)
    if raster.channels == 1:
        return np.asarray(
            cv2.cvtColor(pixels.reshape(raster.height, raster.width), cv2.COLOR_GRAY2BGR), np.uint8
        )
    shaped = pixels.reshape(raster.height, raster.width, 3)
    return np.asarray(cv2.cvtColor(shaped, cv2.COLOR_RGB2BGR), np.uint8)


def as_grey(pixels: object) -> Grey:
    """OpenCV's answer as a contiguous array of bytes."""
    return np.ascontiguousarray(pixels, dtype=np.uint8)


def scaled(grey: Grey, factor: float) -> Grey:
    """Larger by cubic interpolation, smaller by averaging."""
    if factor == 1:
        return grey
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return as_grey(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=way))


def turned(grey: Grey, degrees: int) -> Grey:
    """Turned clockwise by quarter turns."""
    return np.ascontiguousarray(np.rot90(grey, -degrees // 90))
