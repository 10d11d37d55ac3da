"""Pages made of plain words, and a model that says what it is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from pipeline.classifying.clues import Clues
from pipeline.records import Box, Page, Quality, Raster, Reading, ReadPage, Upload, Word

PAPER = Raster(40, 56, 1, bytes([250]) * (40 * 56))


def words_of(text: str) -> tuple[Word, ...]:
    """Words line by line, each with a box of its own."""
    lines = [line.split() for line in text.splitlines()]
    return tuple(
        Word(piece, Box(n / 20, row / 50, (n + 0.9) / 20, (row + 0.8) / 50), 0.9, row)
        for row, pieces in enumerate(lines)
        for n, piece in enumerate(pieces)
    )


def page_of(number: int, text: str, *issues: str) -> ReadPage:
    return ReadPage(Page(number, PAPER, 72.0, 0, Quality(True, 1.0, issues)), words_of(text), "layer", "test")


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    """A reading of pages with these texts."""
    upload = Upload("a.pdf", "a.pdf", "0" * 64, "application/pdf", b"")
    return lambda *texts: Reading(upload, tuple(page_of(n, text) for n, text in enumerate(texts, 1)))


@dataclass(frozen=True)
class KeywordModel:
    """Knows labels by one word each; says `likely` for them, and hardly anything when none is there.

    `rest`: what it says of each label that is not the likeliest.
    """

    keywords: Mapping[str, str]
    likely: float = 0.95
    rest: float = 0.02
    lowest: float = 0.6
    floors: Mapping[str, float] = field(default_factory=dict)
    version: str = "keywords"

    def probabilities(self, clues: Clues) -> dict[str, float]:
        forms = {seen.form for seen in clues.words}
        found = [label for word, label in self.keywords.items() if word in forms]
        best = found[0] if found else "other"
        shares = {best: self.likely if found else 0.3}
        return {**shares, **{label: self.rest for label in self.keywords.values() if label != best}}

    def floor(self, label: str) -> float:
        return self.floors.get(label, self.lowest)

    def weights(self, clues: Clues, labels: Sequence[str]) -> Sequence[Sequence[float]]:
        return [
            [1.0 if self.keywords.get(seen.form) == label else 0.0 for seen in clues.words]
            for label in labels
        ]


@pytest.fixture(scope="session")
def model() -> KeywordModel:
    return KeywordModel(
        {
            "lejekontrakt": "lease",
            "pas": "passport",
            "lonseddel": "payslip",
            "identitetskort": "national_id",
            "husorden": "other",
            "fremleje": "sublease",
            "registreringsbevis": "eu_residence_document",
        }
    )
