"""The faces of cards that lie apart on a page, found by their edges."""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.records import Box, Raster

_WORKING_SIZE: Final = 700
"""Pixels of the page's longer side that are looked at."""
_EDGE_LOW, _EDGE_HIGH = 12, 40
"""Canny's thresholds (0..255): the shadow of a grey card on a scanner's white lid is faint."""
_SHORTEST_SIDE: Final = 40
_SHAPES: Final = (1.35, 1.85)
"""Longer by shorter side: cards of ISO/IEC 7810 have 1.59 (ID-1) or 1.42 (ID-2), a slant allowed for."""
_STRAIGHT: Final = 0.85
"""Share of its rectangle that a face fills; its corners are round."""
_LIKE_THE_LARGEST: Final = 0.7


def card_faces(raster: Raster) -> tuple[Box, ...]:
    """Rectangles in the shape of a card, all about as large as the largest; none where nothing stands out."""
    edges = _edges(raster)
    height, width = edges.shape
    contours, _ = cv2.findContours(edges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = [(cv2.minAreaRect(one), one) for one in contours]
    cards = [(rect[1][0] * rect[1][1], one) for rect, one in found if _is_card(rect[1], one)]
    largest = max((area for area, _ in cards), default=0.0)
    boxes = (cv2.boundingRect(one) for area, one in cards if area > _LIKE_THE_LARGEST * largest)
    return tuple(Box(x / width, y / height, (x + w) / width, (y + h) / height) for x, y, w, h in boxes)


def _edges(raster: Raster) -> NDArray[np.uint8]:
    pixels = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if raster.channels > 1 else pixels[..., 0]
    scale = min(1.0, _WORKING_SIZE / max(raster.width, raster.height))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = cv2.Canny(cv2.GaussianBlur(small, (3, 3), 0), _EDGE_LOW, _EDGE_HIGH)
    return np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)), np.uint8)


def _is_card(sides: Sequence[float], contour: cv2.typing.MatLike) -> bool:
    short, long = sorted(sides)
    if short < _SHORTEST_SIDE or not _SHAPES[0] <= long / short <= _SHAPES[1]:
        return False
    return cv2.contourArea(cv2.convexHull(contour)) > _STRAIGHT * short * long
