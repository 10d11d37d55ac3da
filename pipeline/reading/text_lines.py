"""A line of text on a picture, straight or bent, and the level strip of it."""

from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.pictures import Picture
from pipeline.records import Box

Points = NDArray[np.float32]
"""Places in pixels, one row each: x, y."""

STRIP_PX: Final = 48
TALL: Final = 1.2
"""Strips a fifth taller than lines lose fewer blanks and accents."""
LONGEST_STRIP_PX: Final = 3200
AIR_OVER, AIR_UNDER = 0.18, 0.1
"""Shares of a line's height; measured against Tesseract's boxes, which enclose the ink."""


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """The upper and lower edge of a line, left to right: two places each when it is straight, else more."""

    top: Points
    bottom: Points

    @property
    def height(self) -> float:
        """In pixels."""
        return float(np.linalg.norm(self.bottom - self.top, axis=1).mean())

    @property
    def length(self) -> float:
        """Along the middle, in pixels."""
        middle = (self.top + self.bottom) / 2
        return float(np.linalg.norm(np.diff(middle, axis=0), axis=1).sum())

    @property
    def angle(self) -> float:
        """Of the way from its beginning to its end, in degrees clockwise."""
        x, y = (self.top[-1] + self.bottom[-1] - self.top[0] - self.bottom[0]) / 2
        return float(np.degrees(np.arctan2(y, x)))

    @property
    def outline(self) -> Points:
        """Once around."""
        return np.concatenate([self.top, self.bottom[::-1]]).astype(np.float32)

    def moved(self, by: Points) -> "TextLine":
        """The same line elsewhere; `by`: x, y."""
        return TextLine(self.top + by, self.bottom + by)

    @property
    def ink(self) -> "TextLine":
        """The same line without the air that the model leaves over and under letters."""
        down = self.bottom - self.top
        return TextLine(self.top + down * AIR_OVER, self.bottom - down * AIR_UNDER)

    def box(self, start: float, end: float, picture_size: tuple[int, int]) -> Box:
        """What encloses the ink between two shares of the length, on a picture of that width and height."""
        start, end = min(max(start, 0.0), 1.0), min(max(end, start, 0.0), 1.0)
        outline = self.ink.part(start, end) / np.array(picture_size, np.float32)
        (x0, y0), (x1, y1) = outline.min(0).clip(0, 1), outline.max(0).clip(0, 1)
        return Box(float(x0), float(y0), float(x1), float(y1))

    def part(self, start: float, end: float) -> Points:
        """The outline of what lies between two shares of the length."""
        shares = np.linspace(0, 1, len(self.top))
        inner = shares[(shares > start) & (shares < end)]
        wanted = np.concatenate([[start], inner, [end]])
        edges = [
            np.column_stack([np.interp(wanted, shares, edge[:, 0]), np.interp(wanted, shares, edge[:, 1])])
            for edge in (self.top, self.bottom)
        ]
        return np.concatenate(edges).astype(np.float32)


def strip_of(picture: Picture, line: TextLine) -> Picture:
    """The line as a level strip of fixed height."""
    lift = (line.top - line.bottom) * ((TALL - 1) / 2)
    top, bottom = line.top + lift, line.bottom - lift
    width = strip_width(line)
    # larger lines are taken down in two steps, so that no stroke falls between the pixels
    finer = max(1, round(line.height * TALL / STRIP_PX / 1.5))
    size = (width * finer, STRIP_PX * finer)
    strip = _levelled(picture, top, bottom, size)
    if finer > 1:
        strip = cv2.resize(strip, (width, STRIP_PX), interpolation=cv2.INTER_AREA)
    return np.asarray(strip, np.uint8)


def strip_width(line: TextLine) -> int:
    """Of the strip of a line, in pixels."""
    return int(np.clip(line.length / max(1.0, line.height * TALL) * STRIP_PX, 16, LONGEST_STRIP_PX))


def _levelled(picture: Picture, top: Points, bottom: Points, size: tuple[int, int]) -> Any:
    wide, high = size
    if len(top) == 2:
        corners = np.stack([top[0], top[1], bottom[1], bottom[0]]).astype(np.float32)
        level = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
        there = cv2.getPerspectiveTransform(corners, level)
        return cv2.warpPerspective(
            picture, there, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
    shares, knots = (np.arange(wide) + 0.5) / wide, np.linspace(0, 1, len(top))
    down = ((np.arange(high) + 0.5) / high)[:, None]
    sources = [
        (
            np.interp(shares, knots, top[:, axis]) * (1 - down)
            + np.interp(shares, knots, bottom[:, axis]) * down
        ).astype(np.float32)
        for axis in (0, 1)
    ]
    return cv2.remap(picture, sources[0], sources[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
