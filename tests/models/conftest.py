"""What the tests of this room share."""

from collections.abc import Callable

import pytest

from pipeline.classifying.clues import Clues, seen_words
from pipeline.records import Box, Word


@pytest.fixture(scope="session")
def spelled() -> Callable[[str], Clues]:
    """Clues of a text, line by line."""

    def spell(text: str) -> Clues:
        lines = [line.split() for line in text.splitlines()]
        words = [
            Word(piece, Box(n / 20, row / 50, (n + 0.9) / 20, (row + 0.8) / 50), 1.0, row)
            for row, pieces in enumerate(lines)
            for n, piece in enumerate(pieces)
        ]
        return Clues(seen_words(words, 1), ())

    return spell
