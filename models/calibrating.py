"""From raw scores to probabilities that can be believed, and to floors under which a label is not named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.dataset import COMPOSED, Row
from models.risk import Answers, Promise, Targets, floor_for, label_floors, promises
from pipeline.classifying.linear import LinearLabelModel, Matrix, softmax, vectors
from pipeline.classifying.trust import EVIDENCE, OTHER, Trust, evidence
from pipeline.vocabulary import UNKNOWN

ENOUGH: Final = 300
"""Rows without a fault that prove an error of one percent."""
CAPTURED_WEIGHT: Final = 2.0
COMPOSED_WEIGHT: Final = 0.25
STRANGERS: Final = 0.02
"""Share of papers like nothing known, among all that come in."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns scores into a label: see `LinearLabelModel`."""

    temperature: float
    trust: Trust
    floor: float
    floors: Mapping[str, float]
    promises: Mapping[str, Promise]


def calibrate(blocks: Mapping[str, Any], labels: Any, rows: Sequence[Row], targets: Targets) -> Calibration:
    """Temperature, trust and floors from rows that took no part in fitting.

    Args:
        blocks: Fitted vectorisers.
        labels: Fitted label weights.
        rows: Calibration families, unseen phrases, and strangers (label `unknown`).
        targets: The share of named labels that may be wrong.
    """
    known = [row for row in rows if row.label != UNKNOWN]
    matrix = vectors(blocks, [row.traits for row in known])
    classes = [str(name) for name in labels.classes_]
    temperature = best_temperature(raw_scores(labels, matrix), [classes.index(row.label) for row in known])
    trust = fitted_trust(
        Shown.of(blocks, labels, temperature, known),
        Shown.of(blocks, labels, temperature, [row for row in rows if row.label == UNKNOWN]),
    )
    unfloored = LinearLabelModel("", blocks, labels, trust, temperature, 0.0, {})
    answers = answers_of(unfloored, known)
    generated = np.array([row.family not in COMPOSED for row in known], bool)
    judged = generated if generated.sum() >= ENOUGH else np.ones(len(known), bool)
    answers = answers.of(judged)
    floor = floor_for(answers.confidence, answers.right, targets.error)
    floors = label_floors(answers, floor, targets)
    return Calibration(temperature, trust, floor, floors, promises(answers, floor, floors))


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows as the trust sees them: their evidence, likeliest labels, and whether those are right."""

    rows: Sequence[Row]
    evidence: np.ndarray
    likeliest: tuple[str, ...]

    @classmethod
    def of(cls, blocks: Mapping[str, Any], labels: Any, temperature: float, rows: Sequence[Row]) -> "Shown":
        """What the labels' weights make of the rows."""
        documents = [row.traits for row in rows]
        if not rows:
            return cls(rows, np.empty((0, len(EVIDENCE))), ())
        matrix = vectors(blocks, documents)
        scores = softmax(raw_scores(labels, matrix) / temperature)
        likeliest = tuple(str(labels.classes_[place]) for place in scores.argmax(axis=1))
        return cls(rows, evidence(blocks, labels, matrix, scores, documents), likeliest)

    @property
    def weights(self) -> np.ndarray:
        """How much each row counts."""
        return np.array([weight_of(row) for row in self.rows])


def weight_of(row: Row) -> float:
    """Captured papers count most: they are what citizens send; composed ones stand for what is new."""
    if row.way:
        return CAPTURED_WEIGHT
    return COMPOSED_WEIGHT if row.family in COMPOSED else 1.0


def fitted_trust(known: Shown, strangers: Shown) -> Trust:
    """The three regressions; strangers are as rare among all as in life."""
    right = np.array([row.label == label for row, label in zip(known.rows, known.likeliest, strict=True)])
    other = np.array([label == OTHER for label in known.likeliest], bool)
    weights = known.weights
    rarity = STRANGERS * weights.sum() / max(1, len(strangers.rows))
    return Trust(
        real=regression(known.evidence[~other], right[~other], weights[~other]),
        other=regression(known.evidence[other], right[other], weights[other]),
        familiar=regression(
            np.vstack([known.evidence, strangers.evidence]),
            np.repeat([True, False], [len(known.rows), len(strangers.rows)]),
            np.concatenate([weights, np.full(len(strangers.rows), rarity)]),
        ),
    )


def regression(table: np.ndarray, yes: np.ndarray, weights: np.ndarray) -> Any:
    """A logistic regression on columns of equal spread; where all answers are alike, one that says so."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    if len(set(yes.tolist())) < 2:
        yes = np.append(yes, [True, False])
        table = np.vstack([table, np.zeros((2, table.shape[1]))])
        weights = np.append(weights, [1.0, 1.0])
    fitted = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    return fitted.fit(table, yes, logisticregression__sample_weight=weights)


def raw_scores(labels: Any, matrix: Matrix) -> np.ndarray:
    """Scores before any softening, a row a document."""
    return np.asarray(labels.decision_function(matrix), np.float64)


def best_temperature(raw: np.ndarray, truth: Sequence[int]) -> float:
    """The temperature under which the true labels are likeliest (Guo et al. 2017)."""
    from scipy.optimize import minimize_scalar

    def surprise(log_temperature: float) -> float:
        shares = softmax(raw / np.exp(log_temperature))[np.arange(len(truth)), list(truth)]
        return float(-np.log(shares + 1e-12).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-3, 3), method="bounded").x))


def answers_of(model: LinearLabelModel, rows: Sequence[Row]) -> Answers:
    """What a whole model says of rows, in one go."""
    shares = model.shares([row.traits for row in rows])
    return Answers(
        tuple(row.label for row in rows),
        tuple(str(model.labels.classes_[place]) for place in shares.argmax(axis=1)),
        shares.max(axis=1),
    )
