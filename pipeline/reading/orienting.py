"""Which way up a page is: the lines show its axis, a quick look at a few of them shows which end is up."""

from dataclasses import dataclass

from pipeline.reading.engine import require, rows
from pipeline.reading.pictures import Grey, grey_of, scaled, turned
from pipeline.reading.strips import ink, sheet, strips
from pipeline.records import Raster

LOOK_PX = 1100
LEAST_TEXT_PX = 100
"""Less text than this in either direction says nothing about turning."""
SURELY_READ = 0.8
ENOUGH_LETTERS = 20
LEAST_LETTERS = 10.0
LEAST_LEAD = 2.0


@dataclass(frozen=True, slots=True)
class Legible:
    """How well a picture reads: letters in words, and how sure the engine is of them, 0..1."""

    letters: int
    confidence: float

    @property
    def weight(self) -> float:
        """Letters that can be relied on."""
        return self.letters * self.confidence

    @property
    def sure(self) -> bool:
        """Text that stands on its head is never read like this."""
        return self.confidence >= SURELY_READ and self.letters >= ENOUGH_LETTERS


@dataclass(frozen=True)
class TesseractOrienter:
    """Finds quarter turns; when unsure it leaves the page as it is."""

    languages: str = "dan"

    def __post_init__(self) -> None:
        require(self.languages)

    def turn(self, raster: Raster) -> int:
        """Clockwise degrees that make the page upright: 0, 90, 180 or 270. Raises EngineFailed."""
        return self.seen(raster) or 0

    def seen(self, raster: Raster) -> int | None:
        """The same, None when unsure, 0 where next to no text could tell. Raises EngineFailed."""
        grey = grey_of(raster)
        small = scaled(grey, min(1.0, LOOK_PX / max(grey.shape)))
        level, upright = strips(ink(small)), strips(ink(turned(small, 90)))
        lengths = sum(one.width for one in level), sum(one.width for one in upright)
        if max(lengths) < LEAST_TEXT_PX:
            return 0
        scale, sideways = grey.shape[0] / small.shape[0], lengths[0] < lengths[1]
        lines = sheet(turned(grey, 90), upright, scale) if sideways else sheet(grey, level, scale)
        over = self.heads_down(lines)
        return None if over is None else 90 * sideways + 180 * over

    def heads_down(self, lines: Grey) -> bool | None:
        """Whether level lines read upside down rather than as they stand, None when neither does clearly."""
        as_is = self.legible(lines)
        if as_is.sure:
            return False
        over = self.legible(turned(lines, 180))
        if clearly(over, as_is):
            return True
        return False if clearly(as_is, over) else None

    def legible(self, lines: Grey) -> Legible:
        """How well the lines read as they stand."""
        words = [
            (len(row["text"]), float(row["conf"]) / 100)
            for row in rows(lines, self.languages, "--psm", "6")
            if sum(sign.isalnum() for sign in row["text"]) > 1
        ]
        letters = sum(length for length, _ in words)
        return Legible(letters, sum(length * sure for length, sure in words) / max(1, letters))


def clearly(better: Legible, worse: Legible) -> bool:
    """Enough text, and read far better than the other way round."""
    return better.weight >= LEAST_LETTERS and better.weight >= LEAST_LEAD * worse.weight
