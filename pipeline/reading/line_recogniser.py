"""PP-OCRv6 as a recogniser: lines found, levelled, read by the tiny model, and by the small one in doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.reading.doubts import read_twice
from pipeline.reading.engine import engine_version
from pipeline.reading.language import language_of
from pipeline.reading.light import DEEPEST, evenly_lit
from pipeline.reading.line_finding import find_lines, text_area
from pipeline.reading.lines import in_reading_order
from pipeline.reading.mrz_formats import FILLERS
from pipeline.reading.other_scripts import OtherScripts
from pipeline.reading.overprint import ReadLine, read_under_stamps
from pipeline.reading.pictures import Picture, picture_of
from pipeline.reading.refusals import HeadsDown
from pipeline.reading.spelling import Spelling
from pipeline.reading.strip_reading import Signs, least_sure, sureness
from pipeline.reading.text_lines import TextLine, strip_of
from pipeline.reading.typography import as_printed, words_in
from pipeline.reading.weights import alphabet, detector, recogniser, weights_version
from pipeline.records import Raster, Word

DOUBT: Final = 0.85
"""A line with a sign that the tiny model is less sure of is read again by the small one."""
SHORT_PAGE_PX: Final = 12_000
"""Strips of a page that are no longer than this together are all read by both: cards and certificates, whose
names matter most, cost little."""
LAST_SIGN: Final = 1.3
"""Steps from where the last sign of a word is told to its end."""
UPSIDE_DOWN: Final = 8 * ">"
"""Fillers of a zone that stands on its head; web pages point onwards with fewer."""
LEAST_SURE: Final = 0.4
"""Lines read with less are patterns, creases, and other scripts."""
SURELY_LATIN: Final = 0.93
CLEARLY: Final = 0.1
"""So much surer a line in Latin letters is read so; words of letters that both scripts have are not."""
LEAST_ASPECT: Final = 2.5
SPARSE: Final = 0.7
"""Signs for each length that equals the line's height; Latin ones are two to three."""
FEW: Final = 0.08
"""Of all text on the page: so much is read badly on pages in Latin letters, too."""


@dataclass(frozen=True)
class LineRecogniser:
    """Reads upright pages. `doubt` 0: the tiny model alone; above 1: the small one everywhere.

    `others` reads what is not in Latin letters; without it such lines are left out. `spelling`
    mends Danish words.
    """

    doubt: float = DOUBT
    others: OtherScripts | None = None
    spelling: Spelling | None = None

    def __post_init__(self) -> None:
        for size in ("tiny", "small"):
            recogniser(size)
            alphabet(size)
        detector()

    @property
    def name(self) -> str:
        """Engine and version: what stands in a page's `engine`."""
        others = f", tesseract {engine_version()} {self.others.name}" if self.others else ""
        spelling = f", {self.spelling.name}" if self.spelling else ""
        return f"PP-OCRv6 {weights_version()}{others}{spelling}"

    def recognise(self, raster: Raster, *, upright: bool = False) -> tuple[Word, ...]:
        """Words in reading order. Raises HeadsDown unless the page is known to be `upright`."""
        whole = picture_of(raster)
        area = text_area(whole)
        picture = area.of(whole)
        lines = find_lines(picture)
        lit = evenly_lit(picture, DEEPEST)
        strips = [strip_of(lit, line) for line in lines]
        read = [ReadLine(line, signs) for line, signs in zip(lines, self.read(strips), strict=True)]
        if not upright:
            upright = shows_its_head(read)
        found = [
            ReadLine(one.line.moved(area.origin), one.signs)
            for one in read_under_stamps(picture, read, self.read)
        ]
        spelling = self.spelling if may_be_danish(*found) else None
        words = [
            word
            for number, (one, foreign) in enumerate(
                zip(found, self.foreign(whole, found, upright=upright), strict=True)
            )
            for word in foreign or latin_words(one, number, raster, spelling)
        ]
        return tuple(in_reading_order(words, raster.height / raster.width))

    def foreign(
        self, picture: Picture, lines: Sequence[ReadLine], *, upright: bool
    ) -> Sequence[tuple[Word, ...]]:
        """The words of each line that is in another script; none for those in Latin letters.

        These models never saw other scripts and take many of their letters for Latin ones, fairly surely.

        Raises:
            HeadsDown: The letters stand on their heads, unless the page is known to be `upright`.
        """
        doubtful = [one.line for one in lines if doubtfully_latin(one)]
        everything = [one.line for one in lines]
        none: list[tuple[Word, ...]] = [()] * len(lines)
        if not self.others or length_of(doubtful) <= FEW * length_of(everything):
            return none
        told = self.others.told(picture, doubtful, everything)
        if told is None:
            return none
        if told.heads_down and not upright and self.others.heads_down(picture, doubtful, told.script):
            raise HeadsDown
        foreign = self.others.read(picture, everything, told.script)
        return [() if clearly_latin(one, words) else words for one, words in zip(lines, foreign, strict=True)]

    def read(self, strips: Sequence[Picture]) -> list[Signs]:
        """The signs of each strip."""
        short = sum(strip.shape[1] for strip in strips) < SHORT_PAGE_PX
        return read_twice(strips, self.doubt, everything=short and self.doubt > 0)


def length_of(lines: Sequence[TextLine]) -> float:
    """Of all of them together, in pixels."""
    return sum(line.length for line in lines)


def shows_its_head(lines: Sequence[ReadLine]) -> bool:
    """Whether the fillers of a zone point the right way, so that no letters need to tell.

    Raises:
        HeadsDown: They point the other way.
    """
    text = "\n".join("".join(sign.text for sign in one.signs) for one in lines)
    if FILLERS in text:
        return True
    if UPSIDE_DOWN in text:
        raise HeadsDown
    return False


def may_be_danish(*lines: ReadLine) -> bool:
    """Unless their small words are those of another language."""
    text = "\n".join("".join(sign.text for sign in one.signs) for one in lines)
    return language_of(text) in {"da", None}


def latin_words(one: ReadLine, number: int, raster: Raster, spelling: Spelling | None) -> Iterator[Word]:
    """The words of a line, none where no text stands."""
    if sureness(one.signs) >= LEAST_SURE:
        mending = spelling if may_be_danish(one) else None
        yield from words_of(one.line, one.signs, number, raster, mending)


def doubtfully_latin(one: ReadLine) -> bool:
    """Whether a line may be in another script: badly read, or hardly anything found on it."""
    aspect = one.line.length / max(1.0, one.line.height)
    inked = sum(not sign.text.isspace() for sign in one.signs)
    return aspect > LEAST_ASPECT and (sureness(one.signs) < SURELY_LATIN or inked < SPARSE * aspect)


def clearly_latin(one: ReadLine, foreign: Sequence[Word]) -> bool:
    """Whether a line is read whole and surely in Latin letters, and less so in the other script."""
    if not foreign or sureness(one.signs) < SURELY_LATIN:
        return False
    latin = sum(not sign.text.isspace() for sign in one.signs)
    whole = min(1.0, latin / sum(len(word.text) for word in foreign))
    sure = sum(word.confidence for word in foreign) / len(foreign)
    return sure < whole * sureness(one.signs) - CLEARLY


def words_of(
    line: TextLine, signs: Signs, number: int, raster: Raster, spelling: Spelling | None
) -> Iterator[Word]:
    """The words of a line, parted at blanks, each with the box that encloses it on the page."""
    step = usual_step(signs)
    for first, last in words_in(signs):
        word = signs[first:last]
        after = signs[last].at if last < len(signs) else 1.0
        # a sign is told near its beginning: the last one reaches a step further, up to the blank
        start, end = word[0].at - step / 2, min(after, word[-1].at + step * LAST_SIGN)
        box = line.box(start, end, (raster.width, raster.height))
        text = as_printed("".join(sign.text for sign in word))
        mended = spelling.mended(text, least_sure(word)) if spelling else text
        yield Word(mended, box, sureness(word), number)


def usual_step(signs: Signs) -> float:
    """The usual distance between signs, as a share of the line."""
    steps = sorted(after.at - before.at for before, after in pairwise(signs))
    return steps[len(steps) // 2] if steps else 1.0
