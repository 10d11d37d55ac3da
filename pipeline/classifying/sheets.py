"""One page as the splitter sees it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from pipeline.classifying.clues import Clues
from pipeline.page_counts import counted
from pipeline.records import ReadPage, Word

HEAD_LETTERS: Final = 60
_ENOUGH_WORDS: Final = 8
_TOP: Final = 0.4
"""Where a title stands, from above."""
_LONG_NUMBER: Final = re.compile(r"(?:\d[ ./-]?){6,}")
_CLAUSE: Final = re.compile(r"^\W*(?:§\s*)?(?:[2-9]|[1-9]\d)\s*[.)]?\s")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as the splitter sees it. `clear`: its likeliest label reaches its floor.

    `count`: what the page says of itself, (number, of how many), where it does. `head`: its first letters.
    `title`: height of its largest line near the top, in those of its usual line. `filled`: how far down the
    page the last word stands, 0 to 1. `shape`: width by height. `goes_on`: it begins within a sentence or
    with a later clause. `numbers`: the long numbers on it. `zone`: the lines of a sound machine zone.
    """

    number: int
    clues: Clues
    probabilities: Mapping[str, float]
    clear: bool
    blank: bool
    count: tuple[int, int] | None = None
    head: str = ""
    title: float = 1.0
    filled: float = 1.0
    shape: float = 0.7
    goes_on: bool = False
    numbers: frozenset[str] = frozenset()
    zone: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The likeliest label, whether clear or not."""
        return next(iter(self.probabilities), "other")


def worded(page: ReadPage, clues: Clues, probabilities: Mapping[str, float], *, clear: bool) -> Sheet:
    """A page that bears words, as the splitter sees it."""
    text, raster = page.text, page.page.raster
    return Sheet(
        page.page.number,
        clues,
        probabilities,
        clear=clear,
        blank=False,
        count=counted(text),
        head=head_of(text),
        title=title_of(page.words),
        filled=max((word.box.y1 for word in page.words), default=0.0),
        shape=raster.width / raster.height,
        goes_on=goes_on(text),
        numbers=frozenset(re.sub(r"\D", "", found) for found in _LONG_NUMBER.findall(text)),
        zone=page.mrz.lines if page.mrz and page.mrz.valid else (),
    )


def head_of(text: str) -> str:
    """The first letters of a page; figures and spaces don't count."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())[:HEAD_LETTERS]


def title_of(words: Sequence[Word]) -> float:
    """Height of the tallest word near the top, beside the usual one; 1 where there are few words."""
    heights = [word.box.y1 - word.box.y0 for word in words]
    top = [word.box.y1 - word.box.y0 for word in words if word.box.y1 < _TOP and len(word.text) > 2]
    if len(heights) < _ENOUGH_WORDS or not top:
        return 1.0
    return max(top) / max(median(heights), 1e-6)


def goes_on(text: str) -> bool:
    """Whether a page begins in the middle of a sentence, or with a later clause."""
    start = text.lstrip()[:40]
    return bool(start) and (start[0].islower() or _CLAUSE.match(start) is not None)
