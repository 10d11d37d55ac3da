"""Pages drawn for the tests, and the real engine, started once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.reading.orienting import TesseractOrienter
from pipeline.reading.recognising import TesseractRecogniser
from pipeline.records import Box, Page, Quality, Raster, Word

Draw = Callable[..., Raster]
LETTER = (
    "Lejekontrakt for beboelse",
    "Udlejer: Søren Ærøskøbing Andersen",
    "Lejer: Åse Brønnum, Nørrebrogade 12B, 3. tv",
    "Lejen er 8.450,00 kr. om måneden og betales forud.",
    "Lejemålet begynder den 1. marts 2026 og ophører ikke.",
    "Udlejeren har modtaget depositum for tre måneder.",
    "Lejeren skal vedligeholde lejligheden og haven.",
)


def raster_of(picture: Image.Image) -> Raster:
    return Raster(picture.width, picture.height, 1, picture.convert("L").tobytes())


@pytest.fixture(scope="session")
def drawn() -> Draw:
    """Draws lines of text on a white sheet."""

    def draw(lines: Sequence[str], *, size: int = 34, turn: int = 0, font: str = "DejaVuSans.ttf") -> Raster:
        sheet = Image.new("L", (1240, 1000), 255)
        pen = ImageDraw.Draw(sheet)
        for number, line in enumerate(lines):
            pen.text((80, 80 + number * 2 * size), line, fill=20, font=ImageFont.truetype(font, size))
        return raster_of(sheet.rotate(-turn, expand=True))

    return draw


@pytest.fixture(scope="session")
def letter(drawn: Draw) -> Raster:
    return drawn(LETTER)


@pytest.fixture(scope="session")
def recogniser() -> TesseractRecogniser:
    return TesseractRecogniser()


@pytest.fixture(scope="session")
def orienter() -> TesseractOrienter:
    return TesseractOrienter()


@pytest.fixture
def words() -> Callable[..., tuple[Word, ...]]:
    """Words set like lines on a page; `at` shifts them all."""

    def lay(lines: Sequence[str], *, at: float = 0.1) -> tuple[Word, ...]:
        return tuple(
            Word(text, Box(x, at + 0.05 * line, x + 0.08, at + 0.05 * line + 0.02), 1.0, line)
            for line, row in enumerate(lines)
            for x, text in zip((0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7), row.split(), strict=False)
        )

    return lay


@pytest.fixture(scope="session")
def printed(letter: Raster, recogniser: TesseractRecogniser) -> tuple[Word, ...]:
    """The words of the letter as its own text layer would have them."""
    return tuple(replace(word, confidence=1.0) for word in recogniser.recognise(letter))


@pytest.fixture
def page() -> Callable[..., Page]:
    """A page of a picture, with a text layer if given."""

    def make(raster: Raster, layer: tuple[Word, ...] = (), *issues: str, readable: bool = True) -> Page:
        return Page(1, raster, 150.0, 0, Quality(readable, 1.0, issues), layer)

    return make
