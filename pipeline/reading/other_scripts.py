"""Lines that are not in Latin letters: Tesseract tells their script, and its model of it reads them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from pipeline.reading.engine import ask, installed_languages, require, rows
from pipeline.reading.language import script_of
from pipeline.reading.pictures import Grey, Picture, as_grey
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
GAP_PX: Final = 16
PAPER: Final = 255
TELLS_SCRIPT: Final = "osd"
LEAST_SURE: Final = 0.5
"""Of the words of a line, on the average."""


@dataclass(frozen=True)
class OtherScripts:
    """Reads lines that are not Latin, in the scripts whose models are installed."""

    def __post_init__(self) -> None:
        require(TELLS_SCRIPT)

    @property
    def name(self) -> str:
        """The models that are there."""
        return "+".join(sorted(model for model, _ in installed().values()))

    def script(self, picture: Picture, lines: Sequence[TextLine]) -> str | None:
        """The script of these lines, None for Latin and for one that cannot be read."""
        told = script_on(sheet_of(picture, lines))
        return told if told in installed() else None

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
    strips = [as_grey(cv2.cvtColor(strip_of(picture, line), cv2.COLOR_BGR2GRAY)) for line in lines]
    width = max(strip.shape[1] for strip in strips)
    padded = [
        np.pad(strip, ((GAP_PX, 0), (GAP_PX, GAP_PX + width - strip.shape[1])), constant_values=PAPER)
        for strip in strips
    ]
    return as_grey(np.pad(np.vstack(padded), ((0, GAP_PX), (0, 0)), constant_values=PAPER))


def script_on(sheet: Grey) -> str | None:
    """The script that most of a sheet is written in, None where Tesseract cannot tell."""
    try:
        told = re.search(r"^Script: (\w+)$", ask(sheet, TELLS_SCRIPT, "osd", "--psm", "0"), re.MULTILINE)
    except EngineFailed:  # its way to say that there is too little text
        return None
    return told[1] if told else None


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
