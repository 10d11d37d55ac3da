"""The sheet of paper on a photo: its corners on a darker table, and the picture as if taken from above."""

from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.pictures import Grey, as_grey
from pipeline.reading.strips import Strip, ink, strips

Corners = NDArray[np.float32]
"""Four points in pixels: top left, top right, bottom right, bottom left."""
Matrix = NDArray[np.float64]

LOOK_PX: Final = 600
LOOK_FOR_TEXT_PX: Final = 1100
LEVELS: Final = (1.0, 0.8, 1.2, 0.6)
"""Where to cut between table and paper, in parts of the level that splits light from dark best."""
ROUGHNESS: Final = (0.02, 0.03, 0.05)
SHARE: Final = (0.35, 0.97)
"""Least and largest part of the picture that a sheet fills."""
LEAST_FIT: Final = 0.94
"""How much of its four-cornered outline a light area fills; lower ones were shadows and half sheets."""
LEAST_SIDE_RATIO: Final = 0.55


def sheet_corners(grey: Grey) -> Corners | None:
    """The corners of a sheet that lies clearly on something darker, with no text beside it."""
    factor = LOOK_PX / max(grey.shape)
    small = as_grey(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    paper = as_grey(cv2.GaussianBlur(paper, (5, 5), 0))
    split, _ = cv2.threshold(paper, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    found = [outline(as_grey(paper > split * level)) for level in LEVELS]
    fit, corners = max(found, key=lambda one: one[0])
    if fit < LEAST_FIT or not like_a_sheet(corners) or text_beside(grey, corners / factor):
        return None
    return corners / np.float32(factor)


def outline(light: Grey) -> tuple[float, Corners]:
    """The four corners of the largest light area, and how well they describe it (0 when not at all)."""
    nothing = np.zeros((4, 2), np.float32)
    contours, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return 0.0, nothing
    largest = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(largest)
    area = cv2.contourArea(hull)
    if not SHARE[0] < area / light.size < SHARE[1]:
        return 0.0, nothing
    around = cv2.arcLength(hull, closed=True)
    for rough in ROUGHNESS:
        corners = cv2.approxPolyDP(hull, rough * around, closed=True)
        if len(corners) == 4:
            fit = cv2.contourArea(corners) / area
            return min(fit, 1 / fit) * cv2.contourArea(largest) / area, in_turn(
                np.asarray(corners, np.float32).reshape(4, 2)
            )
    return 0.0, nothing


def in_turn(points: Corners) -> Corners:
    """Clockwise from top left."""
    total, difference = points.sum(1), points[:, 0] - points[:, 1]
    order = [total.argmin(), difference.argmax(), total.argmax(), difference.argmin()]
    return points[order]


def sides(corners: Corners) -> tuple[float, float, float, float]:
    """Lengths of the top, right, bottom and left side."""
    top, right, bottom, left = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return float(top), float(right), float(bottom), float(left)


def like_a_sheet(corners: Corners) -> bool:
    """Opposite sides of about the same length, as a rectangle has from any sensible angle."""
    top, right, bottom, left = sides(corners)
    pairs = (top, bottom), (right, left)
    return all(min(pair) > LEAST_SIDE_RATIO * max(pair) for pair in pairs)


def text_beside(grey: Grey, corners: Corners) -> bool:
    """Whether lines of text stand outside: then it is a light panel on a page, not a sheet on a table."""
    factor = LOOK_FOR_TEXT_PX / max(grey.shape)
    small = as_grey(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))
    outside = [strip for strip in strips(ink(small)) if not holds(corners * np.float32(factor), strip)]
    return sum(strip.width for strip in outside) > 0.1 * LOOK_FOR_TEXT_PX


def holds(corners: Corners, strip: Strip) -> bool:
    """Whether the middle of the strip lies on the sheet or at its edge."""
    middle = (strip.x + strip.width / 2, strip.y + strip.height / 2)
    return cv2.pointPolygonTest(corners, middle, measureDist=True) > -10


def from_above(grey: Grey, corners: Corners) -> tuple[Grey, Matrix]:
    """The sheet alone, straight, and the matrix that leads from its pixels back to the picture's."""
    top, right, bottom, left = sides(corners)
    width, height = round(max(top, bottom)), round(max(right, left))
    straight = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = cv2.getPerspectiveTransform(corners, straight)
    picture = cv2.warpPerspective(grey, there, (width, height), flags=cv2.INTER_CUBIC)
    return as_grey(picture), np.asarray(np.linalg.inv(there), np.float64)
