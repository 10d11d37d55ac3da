"""Lines of text found on a picture without reading it, and a few of them cut out for a quick look."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.reading.pictures import Grey, as_grey

PAPER = 255
ROW_PX = 40
LONGEST_ROW_PX = 1100
GAP_PX = 14


@dataclass(frozen=True, slots=True)
class Strip:
    """Where a line of text stands, in pixels."""

    x: int
    y: int
    width: int
    height: int


def ink(grey: Grey) -> Grey:
    """1 where something thin is darker than its surroundings, 0 elsewhere."""
    thin = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((15, 15), np.uint8))
    level, _ = cv2.threshold(thin, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return as_grey(thin > max(20, level))


def strips(inked: Grey) -> list[Strip]:
    """What looks like a level line of text on a picture of about 1100 pixels."""
    joined = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((1, 15), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(as_grey(joined))
    return [
        Strip(int(x), int(y), int(width), int(height))
        for x, y, width, height, area in stats[1:]
        if 5 <= height <= 45 and width >= 4 * height and area > 0.4 * width * height
    ]


def sheet(grey: Grey, found: Sequence[Strip], factor: float, *, at_most: int = 8) -> Grey:
    """The likeliest lines one below the other, equally high, dark on white. `factor`: strip to picture."""
    likeliest = sorted(found, key=lambda one: -min(one.width, 300) * min(one.height, 14))[:at_most]
    rows = [clear(cut(grey, strip, factor)) for strip in likeliest]
    width = max(row.shape[1] for row in rows)
    padded = [np.pad(row, ((GAP_PX, 0), (0, width - row.shape[1])), constant_values=PAPER) for row in rows]
    return as_grey(np.pad(np.vstack(padded), GAP_PX, constant_values=PAPER))


def cut(grey: Grey, strip: Strip, factor: float) -> Grey:
    """The strip with a little air, as a row of fixed height."""
    air = max(2, strip.height // 4)
    top, left = max(0, strip.y - air), max(0, strip.x - air)
    bottom, right = strip.y + strip.height + air, strip.x + strip.width + air
    row = grey[int(top * factor) : int(bottom * factor), int(left * factor) : int(right * factor)]
    width = max(1, round(row.shape[1] * ROW_PX / row.shape[0]))
    way = cv2.INTER_AREA if row.shape[0] > ROW_PX else cv2.INTER_CUBIC
    return as_grey(cv2.resize(row, (width, ROW_PX), interpolation=way))[:, :LONGEST_ROW_PX]


def clear(row: Grey) -> Grey:
    """Stretched so that the paper is white."""
    dark, paper = np.percentile(row, (3, 60))
    return as_grey(np.clip((row - dark) * (255.0 / max(1.0, paper - dark)), 0, 255))
