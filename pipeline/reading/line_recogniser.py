"""PP-OCRv6 as a recogniser: lines found, levelled, read by the tiny model, and by the small one in doubt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from pipeline.reading.doubts import read_twice
from pipeline.reading.light import DEEPEST, evenly_lit
from pipeline.reading.line_finding import find_lines, text_area
from pipeline.reading.lines import in_reading_order
from pipeline.reading.overprint import ReadLine, read_under_stamps
from pipeline.reading.pictures import Picture, picture_of
from pipeline.reading.strip_reading import Signs, parted
from pipeline.reading.text_lines import TextLine, strip_of
from pipeline.reading.weights import alphabet, detector, recogniser, weights_version
from pipeline.records import Box, Raster, Word

DOUBT: Final = 0.9
"""A line with a sign that the tiny model is less sure of is read again by the small one."""
SHORT_PAGE_PX: Final = 12_000
"""Strips of a page that are no longer than this together are all read by both: cards and certificates, whose
names matter most, cost little."""
STROKE: Final = re.compile(r"^/(?=[^\W\d_])")
SPELT_OUT: Final = re.compile("AE(?=[a-zæøå])")
"""What the models make of a capital Æ; nobody writes two capitals and goes on in small letters."""
LAST_SIGN: Final = 1.3
"""Steps from where the last sign of a word is told to its end."""
LEAST_SURE_LINE: Final = 0.4
"""Lines read with less are patterns and creases."""


@dataclass(frozen=True)
class LineRecogniser:
    """Reads upright pages. `doubt` 0: the tiny model alone; above 1: the small one everywhere."""

    doubt: float = DOUBT

    def __post_init__(self) -> None:
        for size in ("tiny", "small"):
            recogniser(size)
            alphabet(size)
        detector()

    @property
    def name(self) -> str:
        """Engine and version: what stands in a page's `engine`."""
        return f"PP-OCRv6 {weights_version()}"

    def recognise(self, raster: Raster) -> tuple[Word, ...]:
        """Words in reading order."""
        whole = picture_of(raster)
        area = text_area(whole)
        picture = area.of(whole)
        lines = find_lines(picture)
        lit = evenly_lit(picture, DEEPEST)
        read = [
            ReadLine(line, signs)
            for line, signs in zip(lines, self.read([strip_of(lit, line) for line in lines]), strict=True)
        ]
        words = [
            word
            for number, one in enumerate(read_under_stamps(picture, read, self.read))
            if surely_text(one.signs)
            for word in words_of(one.line.moved(area.origin), one.signs, number, raster)
        ]
        return tuple(in_reading_order(words, raster.height / raster.width))

    def read(self, strips: Sequence[Picture]) -> list[Signs]:
        """The signs of each strip."""
        short = sum(strip.shape[1] for strip in strips) < SHORT_PAGE_PX
        return read_twice(strips, self.doubt, everything=short and self.doubt > 0)


def surely_text(signs: Signs) -> bool:
    """Whether anything stands there, and no pattern or crease."""
    return bool(signs) and sum(sign.sure for sign in signs) >= LEAST_SURE_LINE * len(signs)


def words_of(line: TextLine, signs: Signs, number: int, raster: Raster) -> Iterator[Word]:
    """The words of a line, parted at blanks, each with the box that encloses it on the page."""
    step, ink, size = usual_step(signs), line.ink, np.array([raster.width, raster.height], np.float32)
    for first, last in parted(signs):
        word = signs[first:last]
        after = signs[last].at if last < len(signs) else 1.0
        # a sign is told near its beginning: the last one reaches a step further, up to the blank
        start, end = max(0.0, word[0].at - step / 2), min(after, word[-1].at + step * LAST_SIGN)
        outline = ink.part(start, max(start, end)) / size
        (x0, y0), (x1, y1) = outline.min(0).clip(0, 1), outline.max(0).clip(0, 1)
        text = SPELT_OUT.sub("Æ", "".join(sign.text for sign in word))
        yield Word(
            # a label in a script that is not read leaves the stroke between the languages
            STROKE.sub("", text),
            Box(float(x0), float(y0), float(x1), float(y1)),
            sum(sign.sure for sign in word) / len(word),
            number,
        )


def usual_step(signs: Signs) -> float:
    """The usual distance between signs, as a share of the line."""
    steps = sorted(after.at - before.at for before, after in pairwise(signs))
    return steps[len(steps) // 2] if steps else 1.0
