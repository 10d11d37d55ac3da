"""A second look under stamps: only what is as dark as ink, where lines lie over each other or askew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.reading.light import WHITE, evenly_lit
from pipeline.reading.line_finding import LOOK_PX, Area, find_lines
from pipeline.reading.pictures import Grey, Picture, as_grey
from pipeline.reading.strip_reading import Signs, least_sure
from pipeline.reading.text_lines import TextLine, strip_of

ASKEW: Final = 4.0
"""Degrees between a line and the usual one."""
CROSSING: Final = 0.3
"""Share of the smaller of two lines that the other covers: more, and one of them is wrong."""
COVERED: Final = 0.6
SURELY: Final = 0.8
INK_SHARE: Final = 4
"""Of a hundred pixels in lines so many are as dark as ink gets."""
INK_ENDS: Final = 0.45
"""Between ink and paper: what is lighter is a stamp, a shadow, the edge of a stroke."""
BLACK: Final = 10

Reader = Callable[[Sequence[Picture]], list[Signs]]


@dataclass(frozen=True, slots=True, eq=False)
class ReadLine:
    """A line and what was read there."""

    line: TextLine
    signs: Signs

    @property
    def weight(self) -> float:
        """How much was read, and how surely."""
        return sum(sign.sure - 0.5 for sign in self.signs)


def read_under_stamps(picture: Picture, lines: Sequence[ReadLine], read: Reader) -> list[ReadLine]:
    """The lines, those around a stamp read again without it; of two for one place the better one stays."""
    usual = usual_angle([one.line for one in lines])
    troubled = in_trouble(lines, usual)
    if not troubled:
        return list(lines)
    area, around = band(lines, troubled, picture)
    fine = [one for one in around if one not in troubled and least_sure(one.signs) >= SURELY]
    ink = ink_only(area.of(picture), [one.line.moved(-area.origin) for one in (fine or around)])
    look_px = LOOK_PX * max(ink.shape[:2]) / max(picture.shape[:2])
    found = [
        line
        for line in find_lines(ink, look_px)
        if not any(covered(line.moved(area.origin), one.line) for one in fine)
    ]
    again = read([strip_of(ink, line) for line in found])
    new = [ReadLine(line.moved(area.origin), signs) for line, signs in zip(found, again, strict=True)]
    return best_of([*lines, *new])


def usual_angle(lines: Sequence[TextLine]) -> float:
    """Of the longer lines, in degrees."""
    return float(np.median([line.angle for line in lines if line.length > 4 * line.height] or [0.0]))


def askew(line: TextLine, usual: float) -> bool:
    """Whether it runs otherwise than the page does."""
    return line.length > 2 * line.height and abs((line.angle - usual + 90) % 180 - 90) > ASKEW


def in_trouble(lines: Sequence[ReadLine], usual: float) -> list[ReadLine]:
    """Lines askew, and lines of which one covers the other."""
    crossing = [pair for pair in combinations(lines, 2) if shared(pair[0].line, pair[1].line) > CROSSING]
    crossed = {one for pair in crossing for one in pair}
    return [one for one in lines if one in crossed or askew(one.line, usual)]


def band(
    lines: Sequence[ReadLine], troubled: Sequence[ReadLine], picture: Picture
) -> tuple[Area, list[ReadLine]]:
    """The stretch of the page that the troubled lines reach, and all lines that reach into it."""
    air = float(np.median([one.line.height for one in lines]))
    ys = np.concatenate([one.line.outline[:, 1] for one in troubled])
    top, bottom = ys.min() - 1.5 * air, ys.max() + 1.5 * air
    around = [
        one for one in lines if one.line.outline[:, 1].max() > top and one.line.outline[:, 1].min() < bottom
    ]
    places = np.concatenate([one.line.outline for one in around])
    margin = np.array([air, air / 2])
    low = np.maximum(0, places.min(0) - margin).astype(int)
    high = np.minimum(picture.shape[1::-1], places.max(0) + margin).astype(int)
    return Area(int(low[0]), int(low[1]), int(high[0]), int(high[1])), around


def ink_only(picture: Picture, lines: Sequence[TextLine]) -> Picture:
    """White but for what is as dark as the ink of these lines; colours are light in one of their channels."""
    lit = evenly_lit(as_grey(picture.max(2)))
    written = np.zeros(lit.shape, np.uint8)
    for line in lines:
        cv2.fillPoly(written, [line.outline.astype(np.int32)], 1)
    ink = float(np.percentile(lit[written > 0], INK_SHARE)) if written.any() else 0.0
    ends = ink + max(1.0, INK_ENDS * (WHITE - ink))
    dark = np.clip((lit.astype(np.float32) - ink) / (ends - ink), 0, 1) * (WHITE - BLACK) + BLACK
    return np.asarray(cv2.cvtColor(dark.astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8)


def best_of(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Of lines that cover each other and run the same way, the one with the greatest weight."""
    kept: list[ReadLine] = []
    for one in sorted(lines, key=lambda one: -one.weight):
        rivals = [other.line for other in kept if not askew(other.line, one.line.angle)]
        if all(shared(one.line, rival) < CROSSING for rival in rivals):
            kept.append(one)
    return kept


def covered(line: TextLine, by: TextLine) -> bool:
    """Whether most of a line lies within another."""
    return overlap(line, by) > COVERED * area_of(line)


def shared(one: TextLine, other: TextLine) -> float:
    """What two lines share, of the smaller one."""
    return overlap(one, other) / max(1.0, min(area_of(one), area_of(other)))


def area_of(line: TextLine) -> float:
    """In square pixels."""
    return float(cv2.contourArea(line.outline))


def overlap(one: TextLine, other: TextLine) -> float:
    """The area that both cover, in square pixels."""
    outlines = one.outline, other.outline
    low = np.max([outline.min(0) for outline in outlines], axis=0)
    high = np.min([outline.max(0) for outline in outlines], axis=0)
    if (low >= high).any():
        return 0.0
    return float(np.logical_and(*(filled(outline - low, high - low) for outline in outlines)).sum())


def filled(outline: NDArray[np.float32], size: NDArray[np.float32]) -> Grey:
    """1 within the outline."""
    width, height = np.ceil(size).astype(int) + 1
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [outline.astype(np.int32)], 1)
    return mask
