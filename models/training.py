"""Training: rows → a label model. Families and phrases that calibrate or test are never fitted on before."""

from dataclasses import dataclass
from pathlib import Path

from models.calibrating import calibrate
from models.dataset import PHRASES, Plan, Progress, Row, rows_of
from models.fitting import fitted
from pipeline.classifying.linear import LinearLabelModel

CANDIDATE = "candidate"
"""What a model is called before it has a folder; its digest names it then."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train with. `count`: generated papers; `composed`: papers of the phrasebook; `captured`: files
    that calibrate, and two for each three of them test; they went through camera and reader.
    """

    seed: int = 1
    count: int = 1500
    composed: int = 14_000
    error: float = 0.01
    captured: int = 0

    @property
    def train(self) -> Plan:
        return Plan(self.seed, "train", self.count, self.composed)

    @property
    def calibration(self) -> Plan:
        return Plan(
            self.seed, "calibration", self.count // 3, self.composed // 6, self.composed // 12, self.captured
        )

    @property
    def test(self) -> Plan:
        return Plan(
            self.seed,
            "test",
            self.count // 3,
            self.composed // 6,
            self.composed // 12,
            self.captured * 2 // 3,
        )

    @property
    def all_phrases(self) -> Plan:
        """The phrases held back before, for the model that goes out."""
        return Plan(self.seed, None, 0, self.composed)


@dataclass(frozen=True, slots=True)
class Training:
    """A model, and the rows it was tested on before anything of them was learnt.

    `trial` knows neither test families nor test phrases; `model` is fitted again with all phrases, keeping
    the trial's calibration, which is then on the careful side.
    """

    model: LinearLabelModel
    trial: LinearLabelModel
    test: tuple[Row, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where rows are kept, who is told how far it is, and how many processes make rows."""

    cache: Path
    progress: Progress
    workers: int = 2

    def rows(self, plan: Plan) -> list[Row]:
        """The rows of a plan."""
        return rows_of(plan, self.cache, self.progress, workers=self.workers)


def train(recipe: Recipe, workshop: Workshop) -> Training:
    """A model from a recipe: the same recipe, generator and lexicon give the same model.

    Raises:
        TooFewRows: a label cannot be learnt; nothing was written.
    """
    progress = workshop.progress
    learnt, checked = workshop.rows(recipe.train), workshop.rows(recipe.calibration)
    test, more = workshop.rows(recipe.test), workshop.rows(recipe.all_phrases)
    progress("Fitting the trial model", 0, 2)
    blocks, labels = fitted(learnt)
    found = calibrate(blocks, labels, checked, recipe.error)
    known = {
        "trust": found.trust,
        "temperature": found.temperature,
        "floor_of_all": found.floor,
        "floors": found.floors,
    }
    trial = LinearLabelModel(CANDIDATE, blocks, labels, **known)
    progress("Fitting the model", 1, 2)
    rows = [*(row for row in learnt if row.family != PHRASES), *more]
    blocks, labels = fitted(rows)
    progress("Fitting the model", 2, 2)
    return Training(LinearLabelModel(CANDIDATE, blocks, labels, **known), trial, tuple(test), len(rows))
