"""One tiny training that all tests of this room look at."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.artefacts import write_candidate
from models.evaluating import evaluate
from models.training import Recipe, Training, Workshop, train
from pipeline.classifying.clues import Clues, seen_words
from pipeline.records import Box, Word

TINY = Recipe(seed=3, count=0, composed=1200, error=0.05)


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("cache"), lambda *_: None)


@pytest.fixture(scope="session")
def tiny() -> Recipe:
    return TINY


@pytest.fixture(scope="session")
def training(bench: Workshop) -> Training:
    return train(TINY, bench)


@pytest.fixture(scope="session")
def folder(training: Training, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The training as a candidate's folder."""
    return written(training, TINY, tmp_path_factory.mktemp("candidates"))


def written(training: Training, recipe: Recipe, out: Path) -> Path:
    """A training as a candidate's folder, with its scores."""
    models = {"trial": training.trial, "model": training.model}
    scores = {name: evaluate(model, training.test) for name, model in models.items()}
    return write_candidate(training, recipe, scores, out)


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
