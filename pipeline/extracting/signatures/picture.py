"""The page's picture as ink and ruled lines, with print taken out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from pipeline.extracting.layout import Segment, Sheet
from pipeline.records import Box, Word

Mask = NDArray[np.uint8] | MatLike
WORKING_WIDTH: Final = 1000
"""Pixels of the page's width that are looked at."""
RULE_WIDTH: Final = 0.07
"""Least width of a line to sign on, as a share of the page."""
SHORTEST_RUN: Final = 55
"""A slanted line is a staircase of runs; this share of the width is more than a letter's stroke."""
SCRIBBLED: Final = 0.5
"""Share of a line's length over which it is as tall as letters: from here it is a bar, no line signed on."""
LETTER: Final = 0.4
"""Heights of text from which strokes that stand on a line are a hand's."""
STROKE_WIDTH: Final = 0.035
"""Widest level stroke of a hand, as a share of the page."""
SLANT: Final = 0.06
"""Rise of a line over its length: some three degrees."""
RULE_HEIGHT: Final = 0.45
"""Most height of a ruled line, in heights of text, slant included."""
MARGIN: Final = 0.01
"""Share of the page's width along its edges where nobody signs."""
RAY_LENGTH, RAY_WIDTH = 2.0, 4.0
"""Least length (heights of text) and most width (pixels looked at) of a straight line of a printed ground."""
RAY_BEND: Final = 0.02
"""How far such a line may stray from straight, by its length, on paper that does not lie flat."""
PRINT_CONFIDENCE: Final = 0.8
"""A word that OCR read so surely is print; handwriting seldom is."""
SHORTEST_PRINT: Final = 4
"""Letters that a word alone on its line must have to be print."""
TALL: Final = 1.7
"""A word this many times as tall as the page's text is no caption."""
DARKER: Final = 22
"""Levels of grey by which a stroke is darker than the paper around it."""
GROUND_CELLS: Final = 12
"""Parts of the page, each way, of which the middle one says how much ink is usual."""
LIGHT: Final = 80
"""A ground that is darker than the paper by more levels of grey may be as dark as a pen."""
PEN_LEAD: Final = 1.6
"""A pen is so many times as dark as a ground that is printed to be written upon."""
RED_HUES, SATURATED = ((0, 8), (172, 180)), 90
"""Stamps are mostly red, pens blue or black (OpenCV hue 0..180, saturation 0..255)."""
PEN_BLUE, STAMP_RED = 10.0, 15.0
"""How much bluer or redder than the page's print pen and stamp are (CIELAB, the paper's tint taken off)."""
STROKES, PAPER = 12, 75
"""Percentiles of lightness within a word's box: up to the one it is stroke, from the other it is paper."""
LEAST_STAMP, MOST_STAMP = 2.5, 9.0
"""Radius of a round stamp, in heights of text."""
EDGE, ROUND = 300, 0.5
"""Contrast of an edge, and how perfect a circle (0 to 1), from which OpenCV's gradient method names one."""
RIM: Final = 1.3
"""So much farther than the circle found reaches what is left out: broken rings are found a little beside."""
FEWEST_PIXELS: Final = 20
DOUBTED: Final = 0.95
"""A word read less surely than this that runs on in strokes that nobody read is a hand's."""
RUNNING_ON: Final = 0.3
"""Strokes beside a word from which it runs on, in squared heights of text."""
_RULE_SIGNS: Final = frozenset("_.…‥-–—·")


@dataclass(frozen=True)
class Picture:
    """`ink`: strokes that are neither print nor ruled. `rules`: ruled lines. `print_`: words."""

    ink: Mask
    rules: tuple["Rule", ...]
    print_: tuple[Word, ...]

    def rules_at(self, middle: float) -> tuple[Box, ...]:
        """The ruled lines, each as high as it lies over or under a place on the page's width."""
        return tuple(rule.at(middle) for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line; photographed paper is never quite straight, so it may rise or fall."""

    box: Box
    left_y: float
    right_y: float

    def at(self, middle: float) -> Box:
        """A level line of the same length through the line's own point there."""
        width = self.box.x1 - self.box.x0
        along = min(1.0, max(0.0, (middle - self.box.x0) / width)) if width else 0.0
        y = self.left_y + along * (self.right_y - self.left_y)
        thin = min(0.002, (self.box.y1 - self.box.y0) / 2)
        return Box(self.box.x0, max(0.0, y - thin), self.box.x1, min(1.0, y + thin))


def picture_of(sheet: Sheet, captions: Collection[Segment] = ()) -> Picture:
    """Splits a page's picture, some 30 ms at 200 dpi; `captions` are print whatever their colour."""
    colours = _reduced(_pixels(sheet))
    darker = _darker(colours)
    dark = cv2.threshold(darker, DARKER, 255, cv2.THRESH_BINARY)[1]
    height_px = sheet.height * dark.shape[0]
    lines = _horizontal(dark)
    drawn = [rule for rule in _boxes(lines, height_px) if not _is_print(rule, sheet)]
    rules = [*drawn, *(Rule(one, one.y1, one.y1) for one in _typed_rules(sheet))]
    ink = cv2.subtract(dark, cv2.dilate(_long(lines, height_px), np.ones((3, 3), np.uint8)))
    ink = _without_rays(cv2.subtract(ink, _vertical(dark)), height_px)
    if colours.ndim == 3:
        ink[_red(colours)] = 0
    said = {word for segment in captions for word in segment.words}
    written = _by_pen(colours, sheet) - said
    print_ = [
        word
        for line in sheet.read_page.lines
        for word in line
        if word not in written and _printed(word, len(line), sheet)
    ]
    unread = ink.copy()
    _erase(unread, print_)
    hands = {word for word in print_ if word not in said and _runs_on(word, unread, height_px)}
    print_ = [word for word in print_ if word not in hands]
    _erase(ink, print_)
    return Picture(_without_ground(ink, darker), tuple(rules), tuple(print_))


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


def _is_print(rule: Rule, sheet: Sheet) -> bool:
    """Whether a line of words was taken for a ruled line."""
    covered = 0.0
    for word in sheet.read_page.words:
        here = rule.at((word.box.x0 + word.box.x1) / 2)
        inner = 0.2 * (word.box.y1 - word.box.y0)  # a line under a word may touch its box
        if word.box.y0 + inner <= here.y0 <= word.box.y1 - inner and not set(word.text) <= _RULE_SIGNS:
            covered += max(0.0, min(here.x1, word.box.x1) - max(here.x0, word.box.x0))
    return covered > 0.4 * (rule.box.x1 - rule.box.x0)


def _darker(colours: Mask) -> Mask:
    """How much darker each pixel is than its surroundings, so that shadows and paper are none."""
    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY) if colours.ndim == 3 else colours
    paper = cv2.blur(grey, (31, 31))
    return cv2.subtract(paper, grey)


def _horizontal(dark: Mask) -> Mask:
    """Ruled lines, dots and slight slant closed."""
    width = dark.shape[1]
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, max(3, width // 200)), np.uint8))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, max(9, width // SHORTEST_RUN)), np.uint8))


def _long(lines: Mask, height_px: float) -> Mask:
    """Lines longer than a stroke across a small signature, without a scribble that stands on one."""
    width = lines.shape[1]
    _, parts, stats, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(lines, np.ones((3, max(3, width // 160)), np.uint8))
    )
    tall = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((max(6, round(LETTER * height_px)), 1), np.uint8))
    long = np.zeros_like(lines)
    for number in np.flatnonzero(stats[:, cv2.CC_STAT_WIDTH] >= STROKE_WIDTH * width)[1:]:
        x, y, w, h = stats[number, :4]
        here = np.s_[y : y + h, x : x + w]
        line = (parts[here] == number) & (lines[here] > 0)
        scribble = line & (tall[here] > 0)
        long[here][line & ~scribble if scribble.any(axis=0).mean() < SCRIBBLED else line] = 255
    return long


def _vertical(dark: Mask) -> Mask:
    tall = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((max(9, dark.shape[0] // 30), 1), np.uint8))
    return cv2.dilate(tall, np.ones((3, 3), np.uint8))


def _without_rays(ink: Mask, height_px: float) -> Mask:
    """The ink without slanted lines of a printed ground: long, thin and straight, as no hand draws.

    The margin is left out, where the paper's edge joins them.
    """
    margin = max(1, round(MARGIN * ink.shape[1]))
    ink = cv2.copyMakeBorder(
        ink[margin:-margin, margin:-margin], margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0
    )
    _, parts, stats, _ = cv2.connectedComponentsWithStats(ink)
    longest = stats[:, 2:4].max(axis=1)
    thin = stats[:, 4] <= RAY_WIDTH * longest * np.hypot(*(stats[:, 2:4].T / longest))
    for number in np.flatnonzero(thin & (longest >= RAY_LENGTH * height_px)):
        x, y, w, h = stats[number, :4]
        part = parts[y : y + h, x : x + w] == number
        short, long = sorted(cv2.minAreaRect(np.argwhere(part).astype(np.float32))[1])
        if number and short <= RAY_WIDTH + RAY_BEND * long:
            ink[y : y + h, x : x + w][part] = 0
    return ink


def usual_ink(ink: Mask) -> float:
    """How much ink the middle one of the page's parts bears: none, unless the page has a printed ground."""
    return float(np.median(cv2.resize(ink, (GROUND_CELLS, GROUND_CELLS), interpolation=cv2.INTER_AREA)))


def _without_ground(ink: Mask, darker: Mask) -> Mask:
    """The ink without a printed ground, which is lighter than any pen; one as dark stays."""
    level = float(np.median(darker[ink > 0])) if usual_ink(ink) else 0.0
    if not 0 < level < LIGHT:
        return ink
    return np.where(darker > PEN_LEAD * level, ink, 0).astype(np.uint8)


def _boxes(lines: Mask, height_px: float) -> list[Rule]:
    height, width = lines.shape
    joined = cv2.dilate(lines, np.ones((3, max(3, width // 100)), np.uint8))
    _, parts, stats, _ = cv2.connectedComponentsWithStats(joined)
    return [
        Rule(
            Box(x / width, y / height, min(1.0, (x + w) / width), min(1.0, (y + h) / height)),
            (y + _height_at(parts[y : y + h, x : x + max(1, w // 10)] == number)) / height,
            (y + _height_at(parts[y : y + h, x + w - max(1, w // 10) : x + w] == number)) / height,
        )
        for number, (x, y, w, h, _) in enumerate(stats[1:], start=1)
        if w >= RULE_WIDTH * width and h <= max(RULE_HEIGHT * height_px, 8) + SLANT * w
    ]


def _height_at(part: NDArray[np.bool_]) -> float:
    """The middle row of the pixels of a part."""
    return float(np.median(np.nonzero(part)[0]))


def _typed_rules(sheet: Sheet) -> list[Box]:
    """Lines typed as underscores or dots."""
    return [
        Box(word.box.x0, word.box.y0, word.box.x1, word.box.y1)
        for word in sheet.read_page.words
        if len(word.text) >= 5 and set(word.text) <= _RULE_SIGNS and word.box.x1 - word.box.x0 >= RULE_WIDTH
    ]


def _by_pen(colours: Mask, sheet: Sheet) -> frozenset[Word]:
    """Words bluer or redder than the page's print: OCR reads a clear hand or stamp as surely as print."""
    words = sheet.read_page.words if sheet.read_page.text_source != "layer" else ()
    if colours.ndim != 3 or not words:
        return frozenset()
    tints = {word: tint for word in words if (tint := _tint(colours, word.box)) is not None}
    if not tints:
        return frozenset()
    red, yellow = np.median(list(tints.values()), axis=0)
    return frozenset(
        word for word, tint in tints.items() if tint[1] < yellow - PEN_BLUE or tint[0] > red + STAMP_RED
    )


def _tint(colours: Mask, box: Box) -> tuple[float, float] | None:
    """How red and how yellow (below 0: blue) strokes are beside their paper; None for a box of few pixels."""
    height, width = colours.shape[:2]
    rows = slice(int(box.y0 * height), int(box.y1 * height) + 1)
    columns = slice(int(box.x0 * width), int(box.x1 * width) + 1)
    part = np.ascontiguousarray(colours[rows, columns])
    if part.shape[0] * part.shape[1] < FEWEST_PIXELS:
        return None
    lab = cv2.cvtColor(part, cv2.COLOR_RGB2LAB).reshape(-1, 3).astype(np.float32)
    light = lab[:, 0]
    strokes = lab[light <= np.percentile(light, STROKES)].mean(axis=0)
    paper = lab[light >= np.percentile(light, PAPER)].mean(axis=0)
    shade = strokes[0] / max(float(paper[0]), 1.0)
    red, yellow = strokes[1:] - 128 - (paper[1:] - 128) * shade
    return float(red), float(yellow)


def _runs_on(word: Word, unread: Mask, height_px: float) -> bool:
    """Whether a doubtful word has strokes right beside it that nobody read: a scribble read in part."""
    if word.confidence >= DOUBTED:
        return False
    height, width = unread.shape
    reach = 0.6 * height_px
    rows = slice(max(0, int(word.box.y0 * height - reach / 2)), int(word.box.y1 * height + reach / 2) + 1)
    columns = slice(max(0, int(word.box.x0 * width - reach)), int(word.box.x1 * width + reach) + 1)
    return cv2.countNonZero(np.ascontiguousarray(unread[rows, columns])) >= RUNNING_ON * height_px**2


def _printed(word: Word, words_in_line: int, sheet: Sheet) -> bool:
    """Few letters alone on a line may be a paraph, however sure OCR is of them; so may what a layer lacks."""
    source = sheet.read_page.text_source
    if source == "layer":
        return True
    if words_in_line == 1 and (
        len(word.text) < SHORTEST_PRINT or (source == "mixed" and word.confidence < DOUBTED)
    ):
        return False
    return word.confidence >= PRINT_CONFIDENCE and word.box.y1 - word.box.y0 <= TALL * sheet.height


def _erase(ink: Mask, words: Sequence[Word]) -> None:
    height, width = ink.shape
    for word in words:
        rise = (word.box.y1 - word.box.y0) * 0.15
        top, bottom = int((word.box.y0 - rise) * height), int((word.box.y1 + rise) * height) + 1
        ink[max(0, top) : bottom, max(0, int(word.box.x0 * width) - 2) : int(word.box.x1 * width) + 3] = 0


def without_round_stamps(picture: Picture, height_px: float) -> Picture:
    """The picture without the ink of black or blue round stamps, and what else stands within their rings."""
    smallest, largest = round(LEAST_STAMP * height_px), round(MOST_STAMP * height_px)
    found = cv2.HoughCircles(
        picture.ink, cv2.HOUGH_GRADIENT_ALT, 1.5, smallest, None, EDGE, ROUND, smallest, largest
    )
    if found is None:
        return picture
    ink = np.array(picture.ink)
    for x, y, radius in found[0]:
        cv2.circle(ink, (round(float(x)), round(float(y))), round(RIM * float(radius)), 0, cv2.FILLED)
    return replace(picture, ink=ink)


def _red(colours: Mask) -> NDArray[np.bool_]:
    hue, saturation, _ = cv2.split(cv2.cvtColor(colours, cv2.COLOR_RGB2HSV))
    reddish = np.logical_or.reduce([(hue >= low) & (hue <= high) for low, high in RED_HUES])
    return np.asarray(reddish & (saturation >= SATURATED))
