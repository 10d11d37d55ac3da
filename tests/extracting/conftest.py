"""Papers laid out in the test itself: words at places, strokes and lines on a white page."""

from collections.abc import Callable
from dataclasses import dataclass, field

import cv2
import numpy as np
import pytest

from pipeline.extracting import FieldFinder, build_field_finder, extract
from pipeline.records import (
    Alternative,
    Box,
    Document,
    ExtractedDocument,
    Mrz,
    Page,
    Quality,
    Raster,
    Reading,
    ReadPage,
    Upload,
    Word,
)

WIDTH, HEIGHT = 1000, 1400
LETTER, TALL = 0.0105, 0.011
"""A letter's width and a word's height, as fractions of the page."""


@dataclass
class Paper:
    """A page in the making; places are fractions of the page."""

    mrz: Mrz | None = None
    source: str = "layer"
    script: str | None = None
    words: list[Word] = field(default_factory=list)
    picture: np.ndarray = field(default_factory=lambda: np.full((HEIGHT, WIDTH, 3), 255, np.uint8))
    lines: int = 0

    def line(self, x: float, y: float, text: str, confidence: float = 1.0) -> "Paper":
        for word in text.split():
            wide = LETTER * len(word)
            box = Box(min(x, 1), min(y, 1), min(x + wide, 1), min(y + TALL, 1))
            self.words.append(Word(word, box, confidence, self.lines))
            x += wide + LETTER * 0.6
        self.lines += 1
        return self

    def rule(self, x0: float, x1: float, y: float) -> "Paper":
        cv2.line(self.picture, self._at(x0, y), self._at(x1, y), (0, 0, 0), 2)
        return self

    def ink(self, x: float, y: float, colour: tuple[int, int, int] = (20, 30, 120)) -> "Paper":
        """A hand's stroke, some 0.15 of the page wide, that ends at y."""
        across = np.linspace(0, 0.15, 120)
        up = y - 0.012 + 0.012 * np.sin(across * 160) * np.cos(across * 30)
        points = np.stack([(x + across) * WIDTH, up * HEIGHT], axis=1).astype(np.int32)
        cv2.polylines(self.picture, [points], isClosed=False, color=colour, thickness=2)
        return self

    def stamp(self, x: float, y: float) -> "Paper":
        """A round stamp in black, a tenth of the page wide."""
        for radius in (50, 34):
            cv2.circle(self.picture, self._at(x, y), radius, (0, 0, 0), 3)
        return self

    def scribble(self, x: float, y: float) -> "Paper":
        """A dense one of a pen's width, that stands on y and reaches under it."""
        up = np.linspace(-0.016, 0.006, 2)
        points = [(x + 0.004 * number, y + up[number % 2]) for number in range(14)]
        pixels = np.array([self._at(*point) for point in points], np.int32)
        cv2.polylines(self.picture, [pixels], isClosed=False, color=(20, 30, 120), thickness=3)
        return self

    def read(self, number: int = 1) -> ReadPage:
        raster = Raster(WIDTH, HEIGHT, 3, self.picture.tobytes())
        page = Page(number, raster, 120.0, 0, Quality(readable=True, score=1.0))
        return ReadPage(page, tuple(self.words), self.source, "test", script=self.script, mrz=self.mrz)

    @staticmethod
    def _at(x: float, y: float) -> tuple[int, int]:
        return int(x * WIDTH), int(y * HEIGHT)


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def new_paper() -> type[Paper]:
    return Paper


@pytest.fixture(scope="session")
def finder() -> FieldFinder:
    return build_field_finder()


Extracted = Callable[..., ExtractedDocument]


@pytest.fixture
def extracted(finder: FieldFinder) -> Extracted:
    """Papers and their label → the document with its fields."""

    def run(label: str, *papers: Paper, alternatives: tuple[Alternative, ...] = ()) -> ExtractedDocument:
        pages = tuple(one.read(number) for number, one in enumerate(papers, 1))
        upload = Upload("a.pdf", "a.pdf", "0" * 64, "application/pdf", b"")
        numbers = tuple(range(1, len(pages) + 1))
        document = Document(numbers, label, 0.9, alternatives)
        return extract(Reading(upload, pages), (document,), using=finder)[0]

    return run


@pytest.fixture
def values(extracted: Extracted) -> Callable[..., dict[str, object]]:
    """Papers and their label → field → value."""

    def run(label: str, *papers: Paper) -> dict[str, object]:
        return {one.name: one.value for one in extracted(label, *papers).fields}

    return run
