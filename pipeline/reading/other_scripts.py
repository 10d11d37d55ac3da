"""Lines that are not in Latin letters: Tesseract tells their script, and its model of it reads them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from pipeline.reading.engine import ask, installed_languages, require, rows
from pipeline.reading.language import script_of
from pipeline.reading.pictures import Grey, Picture, as_grey, turned
from pipeline.reading.refusals import EngineFailed
from pipeline.reading.text_lines import STRIP_PX, TextLine, strip_of, strip_width
from pipeline.records import Word

MODELS: Final = {
    "Cyrillic": ("Cyrillic", "Cyrl"),
    "Greek": ("Greek", "Grek"),
    "Arabic": ("Arabic", "Arab"),
    "Devanagari": ("Devanagari", "Deva"),
    "Han": ("HanS", "Hans"),
}
"""Script as Tesseract tells it → its model, which knows Latin letters too, and its code (ISO 15924)."""
LATIN: Final = "Latin"
GAP_PX: Final = 16
PAPER: Final = 255
INK_SHARE: Final = 2
PAPER_SHARE: Final = 85
"""Percent of a strip's pixels that are darker."""
TELLS_SCRIPT: Final = "osd"
SAID: Final = ("Script", "Orientation in degrees")
LEAST_WEIGHT, LEAST_LEAD = 20.0, 1.5
"""Letters surely read, and so many times those read as the page stands, before it is turned."""
LEAST_SURE: Final = 0.5
"""Of the words of a line, on the average."""


@dataclass(frozen=True, slots=True)
class Told:
    """A script as Tesseract names it. `heads_down`: its letters seem to stand on their heads."""

    script: str
    heads_down: bool


@dataclass(frozen=True)
class OtherScripts:
    """Reads lines that are not Latin, in the scripts whose models are installed."""

    def __post_init__(self) -> None:
        require(TELLS_SCRIPT)

    @property
    def name(self) -> str:
        """The models that are there."""
        return "+".join(sorted(model for model, _ in installed().values()))

    def told(self, picture: Picture, *tries: Sequence[TextLine]) -> Told | None:
        """The script of some lines and which way up it stands, None for Latin and for one nobody reads.

        `tries`: the lines to look at, and which to look at when those before tell of no script that we know.
        """
        for lines in tries:
            said = told_on(black_on_white(sheet_of(picture, lines)))
            if said and said.script in {LATIN, *installed()}:
                return said if said.script != LATIN else None
        return None

    def heads_down(self, picture: Picture, lines: Sequence[TextLine], script: str) -> bool:
        """Whether these lines, turned round, are read clearly better in their script."""
        model, code = installed()[script]
        sheet = sheet_of(picture, lines)
        as_is, over = (weight_in(code, one, model, len(lines)) for one in (sheet, turned(sheet, 180)))
        return over >= LEAST_WEIGHT and over > LEAST_LEAD * as_is

    def read(self, picture: Picture, lines: Sequence[TextLine], script: str) -> list[tuple[Word, ...]]:
        """The words of each line that is in this script; none for the others."""
        model, code = installed()[script]
        width, height = picture.shape[1], picture.shape[0]
        return [
            tuple(
                Word(
                    word.text,
                    line.box(word.start / strip_width(line), word.end / strip_width(line), (width, height)),
                    word.sure,
                    number,
                )
                for word in (words if surely_in(code, words) else ())
            )
            for number, (line, words) in enumerate(
                zip(lines, by_strip(sheet_of(picture, lines), model, len(lines)), strict=True)
            )
        ]


@dataclass(frozen=True, slots=True)
class SheetWord:
    """A word on the sheet of strips: where along its strip, in pixels."""

    text: str
    start: int
    end: int
    sure: float


def installed() -> dict[str, tuple[str, str]]:
    """Those of MODELS that Tesseract has."""
    return {script: one for script, one in MODELS.items() if one[0] in installed_languages()}


def surely_in(code: str, words: Sequence[SheetWord]) -> bool:
    """Whether most letters of a line are in a script, and no pattern was read as such."""
    sure = sum(word.sure for word in words) >= LEAST_SURE * len(words)
    return sure and script_of(" ".join(word.text for word in words)) == code


def sheet_of(picture: Picture, lines: Sequence[TextLine]) -> Grey:
    """The strips of lines one below the other, each with air around it."""
    greys = (as_grey(cv2.cvtColor(strip_of(picture, line), cv2.COLOR_BGR2GRAY)) for line in lines)
    strips = [stretched(grey) for grey in greys]
    width = max(strip.shape[1] for strip in strips)
    padded = [
        np.pad(strip, ((GAP_PX, 0), (GAP_PX, GAP_PX + width - strip.shape[1])), constant_values=PAPER)
        for strip in strips
    ]
    return as_grey(np.pad(np.vstack(padded), ((0, GAP_PX), (0, 0)), constant_values=PAPER))


def stretched(strip: Grey) -> Grey:
    """From its ink to its paper, so that strips of a shaded photograph become alike."""
    ink, paper = (float(level) for level in np.percentile(strip, (INK_SHARE, PAPER_SHARE)))
    return as_grey(np.clip((strip - ink) * (PAPER / max(1.0, paper - ink)), 0, PAPER).astype(np.uint8))


def black_on_white(sheet: Grey) -> Grey:
    """Each strip by itself without shades: what tells scripts sees no letters on the grey of a photograph."""
    tall = STRIP_PX + GAP_PX
    strips = [sheet[top : top + tall] for top in range(0, sheet.shape[0], tall)]
    return as_grey(np.vstack([cv2.threshold(one, 0, PAPER, cv2.THRESH_OTSU)[1] for one in strips]))


def told_on(sheet: Grey) -> Told | None:
    """The script that most of a sheet is written in, None where Tesseract cannot tell."""
    try:
        said = ask(sheet, TELLS_SCRIPT, "osd", "--psm", "0")
    except EngineFailed:  # its way to say that there is too little text
        return None
    script, degrees = (re.search(rf"^{name}: (\w+)$", said, re.MULTILINE) for name in SAID)
    heads_down = degrees is not None and degrees[1] == "180"
    return Told(script[1], heads_down) if script else None


def weight_in(code: str, sheet: Grey, model: str, strips: int) -> float:
    """Letters of a script on a sheet, each counted as far as the reader is sure."""
    words = [word for strip in by_strip(sheet, model, strips) for word in strip]
    return sum(len(word.text) * word.sure for word in words if script_of(word.text) == code)


def by_strip(sheet: Grey, model: str, strips: int) -> list[list[SheetWord]]:
    """The words of each strip."""
    found: list[list[SheetWord]] = [[] for _ in range(strips)]
    for row in rows(sheet, model, "--psm", "6"):
        middle = int(row["top"]) + int(row["height"]) / 2
        start = int(row["left"]) - GAP_PX
        word = SheetWord(
            row["text"].strip(), start, start + int(row["width"]), max(0.0, float(row["conf"]) / 100)
        )
        found[min(strips - 1, int(middle // (STRIP_PX + GAP_PX)))].append(word)
    return found
