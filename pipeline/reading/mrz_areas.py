"""Where a machine-readable zone may stand: two or three long, equally long lines, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.reading.pictures import Grey, as_grey
from pipeline.records import Box

LOOK_PX = 1000
"""The page is looked at this wide."""
LEAST_WIDTH = 0.25
LEAST_ASPECT = 8
AIR = 0.6
LINE_PX = 24
"""Height at which Tesseract read these lines best (24, 32, 44 tried)."""


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of something printed, in pixels of the page."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return self.y + self.height / 2


Area = tuple[Line, ...]


def areas(grey: Grey) -> list[Area]:
    """Likely zones, the likeliest first: more lines, then lower on the page."""
    lines = sorted(long_lines(grey), key=lambda line: line.y)
    found = [area for start in range(len(lines)) if len(area := stacked(lines[start:])) > 1]
    return sorted(found, key=lambda area: (len(area), area[-1].y), reverse=True)


def long_lines(grey: Grey) -> list[Line]:
    """Whatever is long, thin and full of upright edges."""
    factor = LOOK_PX / grey.shape[1]
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    small = cv2.GaussianBlur(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=way), (3, 3), 0)
    dark = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((13, 25), np.uint8))
    edges = np.abs(cv2.Sobel(dark, cv2.CV_32F, 1, 0, ksize=3))
    edges8 = as_grey(edges * (255 / max(1.0, float(edges.max()))))
    joined = cv2.morphologyEx(edges8, cv2.MORPH_CLOSE, np.ones((3, 31), np.uint8))
    _, mask = cv2.threshold(joined, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = cv2.morphologyEx(as_grey(mask), cv2.MORPH_OPEN, np.ones((5, 25), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(as_grey(mask))
    return [
        Line(x / factor, y / factor, width / factor, height / factor)
        for x, y, width, height, _ in stats[1:]
        if width >= LEAST_WIDTH * LOOK_PX and width >= LEAST_ASPECT * height and height >= 6
    ]


def stacked(lines: Sequence[Line]) -> Area:
    """The first line and those that stand below it like lines of one zone, three at most."""
    area = [lines[0]]
    for line in lines[1:]:
        if len(area) < 3 and belongs(area, line):
            area.append(line)
    return tuple(area)


def belongs(area: Sequence[Line], line: Line) -> bool:
    """As long as the first line, flush with it, and one line further down than the last."""
    first, last = area[0], area[-1]
    step = (line.middle - last.middle) / max(line.height, last.height)
    return (
        abs(line.x - first.x) < 0.06 * first.width
        and 0.85 < line.width / first.width < 1.18
        and 0.9 < step < 4.5
        and 0.55 < line.height / last.height < 1.8
    )


def box_of(line: Line, width: int, height: int) -> Box:
    """The line in fractions of the page."""
    x0, y0 = max(0.0, line.x / width), max(0.0, line.y / height)
    return Box(x0, y0, min(1.0, (line.x + line.width) / width), min(1.0, (line.y + line.height) / height))


def crop(grey: Grey, area: Area) -> Grey:
    """The area with air around it, at the height that is read best, its background made even."""
    height = sorted(line.height for line in area)[len(area) // 2]
    air = AIR * height
    x0, x1 = min(line.x for line in area) - 2 * air, max(line.x + line.width for line in area) + 2 * air
    y0, y1 = area[0].y - air, area[-1].y + area[-1].height + air
    cut = as_grey(grey[max(0, int(y0)) : int(y1), max(0, int(x0)) : int(x1)])
    factor = LINE_PX / height
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    cut = as_grey(cv2.resize(cut, None, fx=factor, fy=factor, interpolation=way))
    paper = cv2.medianBlur(cv2.dilate(cut, np.ones((9, 9), np.uint8)), 31)
    even = cv2.divide(cut, np.maximum(paper, 1), scale=250)
    return as_grey(cv2.copyMakeBorder(even, 20, 20, 20, 20, cv2.BORDER_REPLICATE))
