"""Where lines of text run on a picture: a small network marks the places, each becomes a line."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.pictures import Picture
from pipeline.reading.text_lines import Points, TextLine
from pipeline.reading.weights import detector, seen_by

GLANCE_PX: Final = 800
LOOK_PX: Final = 1600
"""Longer side of the whole picture at which text is looked for, and of the area of text."""
MARGIN: Final = 0.06
"""Of the longer side: small print at the edge is not seen at a glance."""
LEAST_AREA: Final = 12
INK: Final = 0.2
SURE: Final = 0.4
UNCLIP: Final = 1.4
"""The model draws lines thinner than they are; area over outline times this is what lacks (DB, Liao 2020)."""
FURTHER: Final = 1.4
"""Along the line, so that a last full stop is within."""
LEAST_PX: Final = 3
BENT: Final = 0.09
"""A line is bent when its middle leaves the straight by this share of its height."""
KNOTS: Final = 17


class Area(NamedTuple):
    """A part of a picture, in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    def of(self, picture: Picture) -> Picture:
        """That part."""
        return np.ascontiguousarray(picture[self.top : self.bottom, self.left : self.right])

    @property
    def origin(self) -> Points:
        """Its upper left corner."""
        return np.array([self.left, self.top], np.float32)


def text_area(picture: Picture) -> Area:
    """What holds all text, with some margin: a sheet on a table is worth a closer look than the table."""
    height, width = picture.shape[:2]
    heat, scale = _heat(picture, GLANCE_PX)
    _, _, stats, _ = cv2.connectedComponentsWithStats((heat > INK).astype(np.uint8))
    seen = stats[1:][stats[1:, cv2.CC_STAT_AREA] >= LEAST_AREA]
    if not len(seen):
        return Area(0, 0, width, height)
    margin = MARGIN * max(height, width)
    left, top = seen[:, :2].min(0) / scale - margin
    right, bottom = (seen[:, :2] + seen[:, 2:4]).max(0) / scale + margin
    return Area(max(0, int(left)), max(0, int(top)), min(width, int(right)), min(height, int(bottom)))


def find_lines(picture: Picture, look_px: float = LOOK_PX) -> list[TextLine]:
    """All lines of text on a picture; `look_px`: its longer side when it is looked at."""
    heat, scale = _heat(picture, look_px)
    inked = (heat > INK).astype(np.uint8)
    outlines, _ = cv2.findContours(inked, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    return list(_lines(outlines, heat, scale))


def _heat(picture: Picture, look_px: float) -> tuple[NDArray[np.float32], Points]:
    """How likely each place belongs to text, and the scale of that map: x, y."""
    height, width = picture.shape[:2]
    factor = min(1.0, look_px / max(height, width))
    wide, high = (max(32, round(side * factor / 32) * 32) for side in (width, height))
    heat = seen_by(detector(), picture, wide, high)[0]
    return heat, np.array([wide / width, high / height], np.float32)


def _lines(outlines: Any, heat: NDArray[np.float32], scale: Points) -> Iterator[TextLine]:
    for outline in outlines:
        (_, _), (side, other), _ = rect = cv2.minAreaRect(outline)
        if min(side, other) < LEAST_PX:
            continue
        x, y, width, height = cv2.boundingRect(outline)
        mask = np.zeros((height, width), np.uint8)
        cv2.drawContours(mask, [outline - [x, y]], -1, 1, -1)
        if cv2.mean(heat[y : y + height, x : x + width], mask)[0] < SURE:
            continue
        yield _scaled(_bent(mask, np.array([x, y], np.float32), rect) or _straight(rect), scale)


def _lack(length: float, thickness: float) -> float:
    """How far a line reaches beyond what the model marks, on each side."""
    return length * thickness * UNCLIP / (2 * (length + thickness))


def _scaled(line: TextLine, scale: Points) -> TextLine:
    return TextLine(line.top / scale, line.bottom / scale)


def _straight(rect: Any) -> TextLine:
    middle, (side, other), angle = rect
    grow = _lack(side, other)
    along, across = (grow * FURTHER, grow) if side >= other else (grow, grow * FURTHER)
    corners = cv2.boxPoints((middle, (side + 2 * along, other + 2 * across), angle))
    left, right = np.split(corners[np.argsort(corners[:, 0])], 2)
    (upper_left, lower_left), (upper_right, lower_right) = (
        side[np.argsort(side[:, 1])] for side in (left, right)
    )
    return TextLine(np.stack([upper_left, upper_right]), np.stack([lower_left, lower_right]))


def _bent(mask: Picture, origin: Points, rect: Any) -> TextLine | None:
    """The line along a curve of third order through its middle, None when that is as good as straight."""
    (middle, (side, other), angle) = rect
    along = np.deg2rad(angle if side >= other else angle - 90)
    axis = np.array([np.cos(along), np.sin(along)], np.float32)
    axis = axis if axis[0] >= 0 else -axis
    if max(side, other) < 6 * min(side, other) or abs(axis[0]) < 0.7:
        return None
    across = np.array([-axis[1], axis[0]], np.float32)
    rows, columns = np.nonzero(mask)
    places = np.column_stack([columns, rows]).astype(np.float32) + origin - np.array(middle, np.float32)
    u, v = places @ axis, places @ across
    slots = np.round(u).astype(int)
    slots -= slots.min()
    counts = np.bincount(slots)
    known = counts > 0
    centre = np.bincount(slots, v)[known] / counts[known]
    us = np.arange(len(counts))[known] + u.min()
    curve = np.polynomial.Polynomial.fit(us, centre, 3)
    thickness = float(np.median(counts[known]))
    grow = _lack(max(side, other), thickness)
    height = thickness + 2 * grow
    at = np.linspace(us[0] - grow * FURTHER, us[-1] + grow * FURTHER, KNOTS)
    heights = curve(np.clip(at, us[0], us[-1]))
    chord = np.interp(at, [at[0], at[-1]], [heights[0], heights[-1]])
    if np.abs(heights - chord).max() < BENT * height:
        return None
    slope = curve.deriv()(np.clip(at, us[0], us[-1]))
    normal = np.column_stack([-slope, np.ones_like(slope)]) / np.sqrt(1 + slope**2)[:, None]
    spine = np.column_stack([at, heights])
    frame = np.stack([axis, across])
    top, bottom = (
        ((spine + normal * shift) @ frame + np.array(middle, np.float32)).astype(np.float32)
        for shift in (-height / 2, height / 2)
    )
    return TextLine(top, bottom)
