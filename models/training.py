"""Training: rows → a label model. Families and phrases that calibrate or test are never fitted on before."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from models.calibrating import calibrate
from models.dataset import PHRASES, Plan, Progress, Row, lifelike, rows_of
from models.fitting import TooFewRows, fitted
from models.risk import Promise, Targets
from pipeline.classifying.artefact import label_manifest
from pipeline.classifying.linear import LinearLabelModel, vectors
from pipeline.vocabulary import UNKNOWN
from samples.document import Split

CURVE: Final = (8, 4, 2)
"""The learning curve takes every so-manieth row."""
CANDIDATE: Final = "candidate"
"""What a model is called before it has a folder; its digest names it then."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train with. `count`: generated papers as printed; `composed`: papers of the phrasebook;
    `captured`: files that went through camera and reader; half as many calibrate, and half as many test.
    `error`: share of named labels that may be wrong; `errors`: that of labels which want another.
    """

    seed: int = 1
    count: int = 3000
    composed: int = 13_000
    error: float = 0.01
    captured: int = 0
    errors: tuple[tuple[str, float], ...] = ()

    @property
    def train(self) -> Plan:
        return Plan(self.seed, "train", self.count, self.composed, 0, self.captured)

    @property
    def calibration(self) -> Plan:
        return self.held_back("calibration", self.count // 4)

    @property
    def test(self) -> Plan:
        return self.held_back("test", 0)

    def held_back(self, split: Split, typeset: int) -> Plan:
        """Rows of families and phrases that training does not see, strangers among them."""
        return Plan(self.seed, split, typeset, self.composed // 6, self.composed // 12, self.captured // 2)

    @property
    def all_phrases(self) -> Plan:
        """The phrases held back before, for the model that goes out."""
        return Plan(self.seed, None, 0, self.composed)


def recipe_of(folder: Path) -> Recipe:
    """What the version in a folder was trained with; its test rows are those of this recipe."""
    manifest = label_manifest(folder)
    errors = tuple(sorted(manifest["target_errors"].items()))
    return Recipe(**manifest["recipe"], error=manifest["target_error"], errors=errors)


@dataclass(frozen=True, slots=True)
class Training:
    """A model, and the rows it was tested on before anything of them was learnt.

    `trial` knows neither test families nor test phrases; `model` is fitted again with all phrases, keeping
    the trial's calibration, which is then on the careful side. `promises`: what its floors mean on
    calibration rows. `curve`: rows learnt from, accuracy. `corrections`: digests of the citizens' documents
    that it has seen, where a setting allowed that.
    """

    model: LinearLabelModel
    trial: LinearLabelModel
    test: tuple[Row, ...]
    rows: int
    promises: Mapping[str, Promise]
    curve: tuple[tuple[int, float], ...] = ()
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where rows are kept, who is told how far it is, and how many processes make rows."""

    cache: Path
    progress: Progress
    workers: int = 2

    def rows(self, plan: Plan) -> list[Row]:
        """The rows of a plan."""
        return rows_of(plan, self.cache, self.progress, workers=self.workers)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A citizen's document whose label a person gave. `digest` names it in the manifest, for erasure."""

    row: Row
    digest: str


def train(recipe: Recipe, workshop: Workshop, corrections: Sequence[Corrected] = ()) -> Training:
    """A model from a recipe: the same recipe, generator and lexicon give the same model.

    Args:
        recipe: What to learn from.
        workshop: Where rows are kept.
        corrections: Labels that persons gave, learnt from as well; neither calibrates nor tests.

    Raises:
        TooFewRows: a label cannot be learnt; nothing was written.
    """
    progress = workshop.progress
    learnt = [*workshop.rows(recipe.train), *(one.row for one in corrections)]
    checked = workshop.rows(recipe.calibration)
    test, more = workshop.rows(recipe.test), workshop.rows(recipe.all_phrases)
    progress("Fitting the trial model", 0, 2)
    blocks, labels = fitted(learnt)
    found = calibrate(blocks, labels, checked, Targets(recipe.error, dict(recipe.errors)))
    progress("Drawing the learning curve", 0, 2)
    seen = [row for row in lifelike(test) if row.label != UNKNOWN]
    curve = (*learning_curve(learnt, seen), (len(learnt), share_right(blocks, labels, seen)))
    trial = LinearLabelModel(
        CANDIDATE, blocks, labels, found.trust, found.temperature, found.floor, found.floors
    )
    progress("Fitting the model", 1, 2)
    rows = [*(row for row in learnt if row.family != PHRASES), *more]
    blocks, labels = fitted(rows)
    progress("Fitting the model", 2, 2)
    model = replace(trial, blocks=blocks, labels=labels)
    seen_of_persons = tuple(sorted(one.digest for one in corrections))
    return Training(model, trial, tuple(test), len(rows), found.promises, curve, seen_of_persons)


def learning_curve(learnt: Sequence[Row], test: Sequence[Row]) -> Iterator[tuple[int, float]]:
    """Rows learnt from, and the share of likeliest labels then right; parts too small are left out."""
    for step in CURVE:
        some = learnt[::step]
        with suppress(TooFewRows):
            yield len(some), share_right(*fitted(some), test)


def share_right(blocks: Mapping[str, Any], labels: Any, rows: Sequence[Row]) -> float:
    """How many likeliest labels are right, before any calibration."""
    said = labels.predict(vectors(blocks, [row.traits for row in rows]))
    right = [row.label == label for row, label in zip(rows, said, strict=True)]
    return float(sum(right) / max(1, len(right)))
