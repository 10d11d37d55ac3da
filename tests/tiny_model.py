"""One tiny training that many tests look at: fixtures for the rooms of models and flows.

Imports stand inside: most tests need no scikit-learn.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from models.training import Recipe, Training, Workshop


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> "Workshop":
    from models.training import Workshop

    return Workshop(tmp_path_factory.mktemp("cache"), lambda *_: None)


@pytest.fixture(scope="session")
def tiny() -> "Recipe":
    from models.training import Recipe

    return Recipe(seed=3, count=0, composed=1200, error=0.15)


@pytest.fixture(scope="session")
def training(tiny: "Recipe", bench: "Workshop") -> "Training":
    from models.training import train

    return train(tiny, bench)


@pytest.fixture(scope="session")
def folder(training: "Training", tiny: "Recipe", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The training as a candidate's folder."""
    return written(training, tiny, tmp_path_factory.mktemp("candidates"))


def written(training: "Training", recipe: "Recipe", out: Path) -> Path:
    """A training as a candidate's folder, with its scores."""
    from models.artefacts import write_candidate

    return write_candidate(training, recipe, out)
