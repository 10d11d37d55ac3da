"""Lines of text on a picture: where they run, straight or bent, and level strips of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.pictures import Picture
from pipeline.reading.weights import Size, detector, seen_by

Points = NDArray[np.float32]
"""Places in pixels, one row each: x, y."""

LOOK_PX: Final = 1600
"""Longer side at which lines are looked for."""
INK: Final = 0.2
SURE: Final = 0.4
UNCLIP: Final = 1.4
"""The model draws lines thinner than they are; area over outline times this is what lacks (DB, Liao 2020)."""
LEAST_PX: Final = 3
BENT: Final = 0.09
"""A line is bent when its middle leaves the straight by this share of its height."""
KNOTS: Final = 17
STRIP_PX: Final = 48
TALL: Final = 1.2
TALL_ON_BENT: Final = 1.0
"""Strips a fifth taller than lines lose fewer blanks and accents; on a bent page neighbours would come in."""
LONGEST_STRIP_PX: Final = 3200
AIR_OVER, AIR_UNDER = 0.18, 0.1
"""Shares of a line's height; measured against Tesseract's boxes, which enclose the ink."""


@dataclass(frozen=True, slots=True)
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
    def ink(self) -> "TextLine":
        """The same line without the air that the model leaves over and under letters."""
        down = self.bottom - self.top
        return TextLine(self.top + down * AIR_OVER, self.bottom - down * AIR_UNDER)

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


def find_lines(picture: Picture, size: Size = "tiny") -> list[TextLine]:
    """All lines of text on a picture (rows × columns × BGR)."""
    heat, scale = _heat(picture, size)
    inked = (heat > INK).astype(np.uint8)
    outlines, _ = cv2.findContours(inked, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    return list(_lines(outlines, heat, scale))


def _heat(picture: Picture, size: Size) -> tuple[NDArray[np.float32], Points]:
    """How likely each place belongs to text, and the scale of that map: x, y."""
    height, width = picture.shape[:2]
    factor = min(1.0, LOOK_PX / max(height, width))
    wide, high = (max(32, round(side * factor / 32) * 32) for side in (width, height))
    heat = seen_by(detector(size), picture, wide, high)[0]
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
        grow = side * other * UNCLIP / (2 * (side + other))
        yield _scaled(_bent(mask, np.array([x, y], np.float32), rect, grow) or _straight(rect, grow), scale)


def _scaled(line: TextLine, scale: Points) -> TextLine:
    return TextLine(line.top / scale, line.bottom / scale)


def _straight(rect: Any, grow: float) -> TextLine:
    middle, (side, other), angle = rect
    corners = cv2.boxPoints((middle, (side + 2 * grow, other + 2 * grow), angle))
    left, right = np.split(corners[np.argsort(corners[:, 0])], 2)
    (upper_left, lower_left), (upper_right, lower_right) = (
        side[np.argsort(side[:, 1])] for side in (left, right)
    )
    return TextLine(np.stack([upper_left, upper_right]), np.stack([lower_left, lower_right]))


def _bent(mask: Picture, origin: Points, rect: Any, grow: float) -> TextLine | None:
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
    height = float(np.median(counts[known])) + 2 * grow
    at = np.linspace(us[0] - grow, us[-1] + grow, KNOTS)
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


def strips_of(picture: Picture, lines: Sequence[TextLine]) -> list[Picture]:
    """Each line as a level strip; with air above and below where the page lies flat."""
    tall = TALL_ON_BENT if any(len(line.top) > 2 for line in lines) else TALL
    return [strip_of(picture, line, tall) for line in lines]


def strip_of(picture: Picture, line: TextLine, tall: float = TALL) -> Picture:
    """The line as a level strip of fixed height; `tall`: height of the strip in heights of the line."""
    lift = (line.top - line.bottom) * ((tall - 1) / 2)
    top, bottom = line.top + lift, line.bottom - lift
    width = int(np.clip(line.length / max(1.0, line.height * tall) * STRIP_PX, 16, LONGEST_STRIP_PX))
    # larger lines are taken down in two steps, so that no stroke falls between the pixels
    finer = max(1, round(line.height * tall / STRIP_PX / 1.5))
    size = (width * finer, STRIP_PX * finer)
    strip = _levelled(picture, top, bottom, size)
    if finer > 1:
        strip = cv2.resize(strip, (width, STRIP_PX), interpolation=cv2.INTER_AREA)
    return np.asarray(strip, np.uint8)


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
