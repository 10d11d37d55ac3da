"""The page's picture as ink and ruled lines, with print taken out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from pipeline.extracting.layout import Sheet
from pipeline.records import Box, Word

Mask = NDArray[np.uint8] | MatLike
WORKING_WIDTH: Final = 1000
"""Pixels of the page's width that are looked at."""
RULE_WIDTH: Final = 0.07
"""Least width of a line to sign on, as a share of the page."""
SHORTEST_RUN: Final = 55
"""A slanted line is a staircase of runs; this share of the width is more than a letter's stroke."""
SLANT: Final = 0.06
"""Rise of a line over its length: some three degrees."""
RULE_HEIGHT: Final = 0.45
"""Most height of a ruled line, in heights of text, slant included."""
PRINT_CONFIDENCE: Final = 0.8
"""A word that OCR read so surely is print; handwriting seldom is."""
SHORTEST_PRINT: Final = 4
"""Letters that a word alone on its line must have to be print."""
TALL: Final = 1.7
"""A word this many times as tall as the page's text is no caption."""
RED_HUES, SATURATED = ((0, 8), (172, 180)), 90
"""Stamps are mostly red, pens blue or black (OpenCV hue 0..180, saturation 0..255)."""
BLUE_HUES, BLUISH = (95, 140), 60
"""The blue of pens (OpenCV hue and saturation)."""
MOSTLY, MANY = 0.5, 0.25
"""Share of a word's strokes that are blue; share of such words from which the page is printed in blue."""
_RULE_SIGNS: Final = frozenset("_.…‥-–—·")


@dataclass(frozen=True)
class Picture:
    """`ink`: strokes that are neither print nor ruled. `rules`: boxes of ruled lines. `print_`: words."""

    ink: Mask
    rules: tuple[Box, ...]
    print_: tuple[Word, ...]


def picture_of(sheet: Sheet) -> Picture:
    """Splits a page's picture; some 30 ms for a page of 200 dpi."""
    colours = _reduced(_pixels(sheet))
    dark = _dark(colours)
    height_px = sheet.height * dark.shape[0]
    lines = _horizontal(dark)
    drawn = [rule for rule in _boxes(lines, height_px) if not _is_print(rule, sheet)]
    rules = [*drawn, *_typed_rules(sheet)]
    ink = cv2.subtract(dark, cv2.dilate(lines, np.ones((3, 3), np.uint8)))
    ink = cv2.subtract(ink, _vertical(dark))
    written = _written_in_blue(colours, dark > 0, sheet)
    print_ = tuple(
        word
        for line in sheet.read_page.lines
        for word in line
        if word not in written and _printed(word, len(line), sheet)
    )
    _erase(ink, print_)
    if colours.ndim == 3:
        ink[_red(colours)] = 0
    return Picture(ink, tuple(rules), print_)


def _pixels(sheet: Sheet) -> Mask:
    raster = sheet.read_page.page.raster
    shape = (raster.height, raster.width, raster.channels)
    return np.frombuffer(raster.data, np.uint8).reshape(shape if raster.channels > 1 else shape[:2])


def _reduced(colours: Mask) -> Mask:
    """About a hundred dots an inch: enough for strokes, a quarter of the work."""
    share = 1 / max(1, round(colours.shape[1] / WORKING_WIDTH))  # whole steps: OpenCV is several times faster
    return (
        colours if share >= 1 else cv2.resize(colours, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    )


def _is_print(rule: Box, sheet: Sheet) -> bool:
    """Whether a line of words was taken for a ruled line."""
    middle = (rule.y0 + rule.y1) / 2
    covered = sum(
        max(0.0, min(rule.x1, word.box.x1) - max(rule.x0, word.box.x0))
        for word in sheet.read_page.words
        if word.box.y0 <= middle <= word.box.y1 and not set(word.text) <= _RULE_SIGNS
    )
    return covered > 0.4 * (rule.x1 - rule.x0)


def _dark(colours: Mask) -> Mask:
    """Strokes darker than their surroundings, so that shadows and paper are none."""
    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY) if colours.ndim == 3 else colours
    paper = cv2.blur(grey, (31, 31))
    darker = cv2.subtract(paper, grey)
    return cv2.threshold(darker, 22, 255, cv2.THRESH_BINARY)[1]


def _horizontal(dark: Mask) -> Mask:
    """Ruled lines, dots and slight slant closed."""
    width = dark.shape[1]
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, max(3, width // 200)), np.uint8))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, max(9, width // SHORTEST_RUN)), np.uint8))


def _vertical(dark: Mask) -> Mask:
    tall = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((max(9, dark.shape[0] // 30), 1), np.uint8))
    return cv2.dilate(tall, np.ones((3, 3), np.uint8))


def _boxes(lines: Mask, height_px: float) -> list[Box]:
    height, width = lines.shape
    joined = cv2.dilate(lines, np.ones((3, max(3, width // 160)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    return [
        Box(x / width, y / height, min(1.0, (x + w) / width), min(1.0, (y + h) / height))
        for x, y, w, h, _ in stats[1:]
        if w >= RULE_WIDTH * width and h <= max(RULE_HEIGHT * height_px, 8) + SLANT * w
    ]


def _typed_rules(sheet: Sheet) -> list[Box]:
    """Lines typed as underscores or dots."""
    return [
        Box(word.box.x0, word.box.y0, word.box.x1, word.box.y1)
        for word in sheet.read_page.words
        if len(word.text) >= 5 and set(word.text) <= _RULE_SIGNS and word.box.x1 - word.box.x0 >= RULE_WIDTH
    ]


def _written_in_blue(colours: Mask, dark: NDArray[np.bool_], sheet: Sheet) -> frozenset[Word]:
    """Words in the blue of a pen on a page printed otherwise: OCR reads a clear hand as surely as print."""
    words = sheet.read_page.words if sheet.read_page.text_source != "layer" else ()
    if colours.ndim != 3 or not words:
        return frozenset()
    hue, saturation, _ = cv2.split(cv2.cvtColor(colours, cv2.COLOR_RGB2HSV))
    blue = (hue >= BLUE_HUES[0]) & (hue <= BLUE_HUES[1]) & (saturation >= BLUISH)
    found = frozenset(word for word in words if _share_in(word.box, dark, blue) > MOSTLY)
    return found if len(found) < MANY * len(words) else frozenset()


def _share_in(box: Box, strokes: NDArray[np.bool_], coloured: NDArray[np.bool_]) -> float:
    """Of the strokes in a box, the share that has the colour."""
    height, width = strokes.shape
    rows = slice(int(box.y0 * height), int(box.y1 * height) + 1)
    columns = slice(int(box.x0 * width), int(box.x1 * width) + 1)
    here = strokes[rows, columns]
    return float((here & coloured[rows, columns]).sum()) / max(1, int(here.sum()))


def _printed(word: Word, words_in_line: int, sheet: Sheet) -> bool:
    """Few letters alone on a line may be a paraph, however sure OCR is of them."""
    if sheet.read_page.text_source == "layer":
        return True
    if words_in_line == 1 and len(word.text) < SHORTEST_PRINT:
        return False
    return word.confidence >= PRINT_CONFIDENCE and word.box.y1 - word.box.y0 <= TALL * sheet.height


def _erase(ink: Mask, words: Sequence[Word]) -> None:
    height, width = ink.shape
    for word in words:
        rise = (word.box.y1 - word.box.y0) * 0.15
        top, bottom = int((word.box.y0 - rise) * height), int((word.box.y1 + rise) * height) + 1
        ink[max(0, top) : bottom, max(0, int(word.box.x0 * width) - 2) : int(word.box.x1 * width) + 3] = 0


def _red(colours: Mask) -> NDArray[np.bool_]:
    hue, saturation, _ = cv2.split(cv2.cvtColor(colours, cv2.COLOR_RGB2HSV))
    reddish = np.logical_or.reduce([(hue >= low) & (hue <= high) for low, high in RED_HUES])
    return np.asarray(reddish & (saturation >= SATURATED))
