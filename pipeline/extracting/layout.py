"""A page as segments: words that stand together on one line, and who stands right of or below whom.

Distances across are measured in heights of text, so that a wide gap is wide on any page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from statistics import median

from pipeline.leftward import SCRIPTS, as_read
from pipeline.records import Box, ReadPage, Word, enclosing

WIDE_GAP = 1.5
"""Heights of text between two words that no longer belong together; a space is about a third of one."""
SAME_ROW = 0.45
"""Share of the lower of two boxes that must lie beside the other."""
ALIGNED = 2.0
"""Heights of text by which two left edges may differ and still make a column."""
_SPECKS = frozenset("—–-−_|~.,'`´·•*")
WRAPPED_WORDS = 5
"""A line of fewer words is no line of a sentence."""
FEWEST_LINES = 3
"""Long lines by which a page tells how it leans; one alone may be misread."""
NEXT_ROW = 2.6
"""Heights of text from a row to the next that still belongs to it."""


@dataclass(frozen=True)
class Segment:
    """Words on one line with no wide gap between; `order` counts segments down the page."""

    page: int
    order: int
    words: tuple[Word, ...]

    @cached_property
    def box(self) -> Box:
        """The smallest box around the words."""
        return enclosing([word.box for word in self.words])

    @cached_property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(word.text for word in self.words)

    @cached_property
    def height(self) -> float:
        """Of the middle word, as a fraction of the page."""
        return median(word.box.y1 - word.box.y0 for word in self.words)


@dataclass(frozen=True)
class Sheet:
    """A page's segments in reading order.

    `aspect`: width through height. `height`: of its text. `slope`: how far lines fall over the page's width.
    """

    read_page: ReadPage
    aspect: float
    height: float
    segments: tuple[Segment, ...]
    slope: float = 0.0

    @property
    def number(self) -> int:
        """The page's number in its upload."""
        return self.read_page.page.number

    def across(self, distance: float, height: float | None = None) -> float:
        """A distance across the page in heights of text."""
        return distance * self.aspect / (height or self.height)

    def right_of(self, segment: Segment) -> tuple[Segment, ...]:
        """Segments beside it to the right, nearest first."""
        beside = [
            one
            for one in self.segments
            if one.box.x0 >= segment.box.x1 - 0.005 and self._beside(one, segment)
        ]
        return tuple(sorted((one for one in beside if one is not segment), key=lambda one: one.box.x0))

    def left_of(self, segment: Segment) -> tuple[Segment, ...]:
        """Segments beside it to the left, nearest first."""
        beside = [
            one
            for one in self.segments
            if one.box.x1 <= segment.box.x0 + 0.005 and self._beside(one, segment)
        ]
        return tuple(sorted((one for one in beside if one is not segment), key=lambda one: -one.box.x1))

    def level(self, box: Box) -> tuple[float, float]:
        """Top and bottom of a box as if lines did not fall: a long one is as tall as a short one."""
        fall = self.slope * ((box.x0 + box.x1) / 2 - 0.5)
        slant = min(abs(self.slope) * (box.x1 - box.x0), (box.y1 - box.y0) / 2) / 2
        return box.y0 - fall + slant, box.y1 - fall - slant

    def _beside(self, one: Segment, other: Segment) -> bool:
        """Whether two segments stand on one line."""
        return _overlap(self.level(one.box), self.level(other.box))

    def below(self, box: Box, reach: float = NEXT_ROW) -> tuple[Segment, ...]:
        """Segments in the column under a box within `reach` heights of its text, nearest first."""
        under = [one for one in self.segments if self._under(one.box, box, reach)]
        return tuple(sorted(under, key=lambda one: (self.level(one.box)[0], one.box.x0)))

    def above(self, box: Box, reach: float = 1.6) -> tuple[Segment, ...]:
        """Segments in the same column over a box, nearest first."""
        over = [one for one in self.segments if self._over(one.box, box, reach)]
        return tuple(sorted(over, key=lambda one: -self.level(one.box)[1]))

    def _over(self, one: Box, box: Box, reach: float) -> bool:
        upper, (top, bottom) = self.level(one), self.level(box)
        if not top - reach * max(box.y1 - box.y0, self.height) <= sum(upper) / 2 < top:
            return False
        return not _overlap(upper, (top, bottom)) and self._in_column(one, box)

    def _under(self, one: Box, box: Box, reach: float) -> bool:
        lower, (top, bottom) = self.level(one), self.level(box)
        if not bottom < sum(lower) / 2 <= bottom + reach * max(box.y1 - box.y0, self.height):
            return False
        in_column = self._in_column(one, box) or (one.x0 >= box.x0 and one.x1 <= box.x1)
        return in_column and not _overlap(lower, (top, bottom))

    def _in_column(self, one: Box, other: Box) -> bool:
        """Whether left edges or middles stand over each other."""
        middles = (one.x0 + one.x1 - other.x0 - other.x1) / 2
        return min(abs(self.across(one.x0 - other.x0)), abs(self.across(middles))) <= ALIGNED

    def column_from(self, segment: Segment, stops: Iterable[int]) -> tuple[Segment, ...]:
        """The segment and the lines that go on under it, up to one whose order is in `stops`."""
        column, closed = [segment], set(stops)
        while len(column) < 6:
            under = [one for one in self.below(column[-1].box, 1.6) if one.order not in column_orders(column)]
            aligned = [one for one in under if abs(self.across(one.box.x0 - segment.box.x0)) <= ALIGNED]
            if (
                not aligned
                or aligned[0].order in closed
                or any(one.order in closed for one in self.left_of(aligned[0]))
            ):
                break
            column.append(aligned[0])
        return tuple(column)


def column_orders(column: Sequence[Segment]) -> set[int]:
    """The orders of a column's segments."""
    return {one.order for one in column}


def same_row(one: Box, other: Box) -> bool:
    """Whether two boxes stand side by side on one line."""
    return _overlap((one.y0, one.y1), (other.y0, other.y1))


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two spans from top to bottom share so much that they are one row's."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > SAME_ROW * max(min(one[1] - one[0], other[1] - other[0]), 1e-6)


def sheet_of(read_page: ReadPage) -> Sheet:
    """Cuts the lines of a page at wide gaps."""
    raster = read_page.page.raster
    aspect = raster.width / max(raster.height, 1)
    height = median([word.box.y1 - word.box.y0 for word in read_page.words] or [0.01]) or 0.01
    cut = [part for line in read_page.lines for part in _parts(line, aspect, height)]
    return Sheet(read_page, aspect, height, _numbered(read_page.page.number, cut), _slope(read_page))


def running_right(sheet: Sheet) -> tuple[Sheet, Callable[[Word], Word]]:
    """The page so that what follows a label stands right of it: one that runs to the left as in a mirror.

    Also what leads back: a word, or a part of one, as the mirror shows it → as it stands on the page.
    """
    if sheet.read_page.script not in SCRIPTS:
        return sheet, lambda word: word
    words = {_turned(word): word for segment in sheet.segments for word in segment.words}
    cut = [tuple(_turned(word) for word in segment.words) for segment in sheet.segments]
    rows = groupby(cut, key=lambda words: words[0].line)
    turned = [words for _, row in rows for words in reversed(list(row))]
    seen = replace(sheet, segments=_numbered(sheet.number, turned), slope=-sheet.slope)
    return seen, lambda word: words.get(word) or _turned(word)


def _turned(word: Word) -> Word:
    box = word.box
    return replace(word, box=Box(1 - box.x1, box.y0, 1 - box.x0, box.y1))


def _numbered(page: int, cut: Iterable[tuple[Word, ...]]) -> tuple[Segment, ...]:
    return tuple(Segment(page, order, words) for order, words in enumerate(cut))


def _slope(read_page: ReadPage) -> float:
    """The middle slant of the lines that are long enough to tell."""
    lines = [sorted(line, key=lambda word: word.box.x0) for line in read_page.lines]
    ends = [(line[0].box, line[-1].box) for line in lines if len(line) >= WRAPPED_WORDS]
    slants = [
        (last.y0 + last.y1 - first.y0 - first.y1) / 2 / (last.x0 - first.x0)
        for first, last in ends
        if last.x0 - first.x0 > 0.2
    ]
    return median(slants) if len(slants) >= FEWEST_LINES else 0.0


def paragraphs(sheet: Sheet) -> Sheet:
    """The same page with wrapped lines put together, so that sentences are whole."""
    merged: list[list[Word]] = []
    last: Segment | None = None
    for segment in sheet.segments:
        if last is not None and _goes_on(sheet, last, segment):
            merged[-1] += segment.words
        else:
            merged.append(list(segment.words))
        last = segment
    whole = tuple(Segment(sheet.number, order, tuple(words)) for order, words in enumerate(merged))
    return Sheet(sheet.read_page, sheet.aspect, sheet.height, whole, sheet.slope)


def _goes_on(sheet: Sheet, line: Segment, under: Segment) -> bool:
    """Whether a line is wrapped into the one under it: it ends at the right edge, not at a stop."""
    if len(line.words) < WRAPPED_WORDS or line.text[-1:] in ".:;!?":
        return False
    gap = under.box.y0 - line.box.y1
    if not -0.5 * line.height < gap < 1.1 * max(line.height, sheet.height):
        return False
    edge = max(one.box.x1 for one in sheet.segments if abs(sheet.across(one.box.x0 - line.box.x0)) <= ALIGNED)
    long_enough = line.box.x1 >= edge - (edge - line.box.x0) * 0.2
    return abs(sheet.across(under.box.x0 - line.box.x0)) <= ALIGNED and long_enough


def _parts(line: tuple[Word, ...], aspect: float, height: float) -> list[tuple[Word, ...]]:
    parts: list[list[Word]] = []
    for word in sorted(line, key=lambda one: one.box.x0):
        here = max(word.box.y1 - word.box.y0, height * 0.6)
        if parts and (word.box.x0 - parts[-1][-1].box.x1) * aspect <= WIDE_GAP * here:
            parts[-1].append(word)
        else:
            parts.append([word])
    kept = [_without_specks(as_read(part)) for part in parts]
    return [part for part in kept if part]


def _without_specks(words: Sequence[Word]) -> tuple[Word, ...]:
    """Dashes, bars and dots before the first word are dirt or leaders, not text."""
    first = next((place for place, word in enumerate(words) if not set(word.text) <= _SPECKS), len(words))
    return tuple(words[first:])


@dataclass(frozen=True)
class Passage:
    """Words to read a value from, with the text they make; `rows` are joined by a comma and a space."""

    rows: tuple[tuple[Word, ...], ...]
    page: int

    @cached_property
    def text(self) -> str:
        """All rows as one text."""
        return ", ".join(" ".join(word.text for word in row) for row in self.rows)

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that `text[start:end]` touches."""
        touched, position = [], 0
        for row in self.rows:
            for word in row:
                if position < end and position + len(word.text) > start:
                    touched.append(word)
                position += len(word.text) + 1
            position += 1
        return tuple(touched)
