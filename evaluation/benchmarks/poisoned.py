"""Do the gates refuse a model whose training labels were spoilt? One in ten is drawn anew at random.

python -m evaluation.benchmarks.poisoned CACHE [MODEL]

The spoilt rows are fitted and calibrated as the model's own were, then held against it on its test rows.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from models.calibrating import calibrate
from models.dataset import PHRASES, Row, lifelike
from models.fitting import fitted
from models.gates import gates
from models.registry import SHIPPED
from models.risk import Targets
from models.training import Workshop, recipe_of
from pipeline.classifying import load_label_model
from pipeline.classifying.linear import LinearLabelModel
from pipeline.versions import champion_folder
from samples.chance import chance

SPOILT: Final = 0.1


def spoilt(rows: Sequence[Row]) -> list[Row]:
    """The rows with one label in ten drawn at random."""
    draw, labels = chance("poisoned"), sorted({row.label for row in rows})
    return [replace(row, label=draw.choice(labels)) if draw.random() < SPOILT else row for row in rows]


def measure(cache: Path, folder: Path) -> str:
    """Which gates fall, worst first told."""
    recipe, workshop = recipe_of(folder), Workshop(cache, lambda *_: None)
    rows = [row for row in workshop.rows(recipe.train) if row.family != PHRASES]
    blocks, labels = fitted(spoilt([*rows, *workshop.rows(recipe.all_phrases)]))
    found = calibrate(blocks, labels, workshop.rows(recipe.calibration), Targets(recipe.error))
    calibration = (found.trust, found.temperature, found.floor, found.floors)
    candidate = LinearLabelModel("poisoned", blocks, labels, *calibration)
    test = lifelike(workshop.rows(recipe.test))
    judged = gates(candidate, load_label_model(folder), test, recipe.error)
    fallen = [gate for gate in judged if not gate.holds]
    lines = [f"{'refused' if fallen else 'accepted'}: {len(fallen)} of {len(judged)} gates fell"]
    return "\n".join([*lines, *(f"  {gate.name}: {gate.said}" for gate in fallen), ""])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cache", type=Path)
    parser.add_argument("model", type=Path, nargs="?", default=champion_folder(SHIPPED))
    asked = parser.parse_args()
    sys.stdout.write(measure(asked.cache, asked.model))
