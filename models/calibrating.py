"""From raw scores to probabilities that can be believed, and to floors under which a label is not named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.dataset import Row
from pipeline.classifying.linear import Matrix, softmax, trust_rows, trusted, vectors
from pipeline.vocabulary import UNKNOWN

_LOWEST_FLOOR: Final = 0.35
_HIGHEST_FLOOR: Final = 0.99


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns scores into a label: see `LinearLabelModel`."""

    temperature: float
    trust: Any
    floor: float
    floors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model says of rows: the likeliest label and its probability, beside the truth."""

    truth: tuple[str, ...]
    likeliest: tuple[str, ...]
    confidence: np.ndarray

    @property
    def right(self) -> np.ndarray:
        """Where the likeliest label is the true one; never for what has no label."""
        return np.array([a == b for a, b in zip(self.truth, self.likeliest, strict=True)], bool)


def calibrate(blocks: Mapping[str, Any], labels: Any, rows: Sequence[Row], error: float) -> Calibration:
    """Temperature, trust and floors from rows that took no part in fitting.

    Args:
        blocks: Fitted vectorisers.
        labels: Fitted label weights.
        rows: Calibration families, unseen phrases, and strangers (label `unknown`).
        error: The share of named labels that may be wrong.
    """
    from sklearn.linear_model import LogisticRegression

    matrix = vectors(blocks, [row.traits for row in rows])
    raw = raw_scores(labels, matrix)
    classes = [str(name) for name in labels.classes_]
    known = [place for place, row in enumerate(rows) if row.label != UNKNOWN]
    temperature = best_temperature(raw[known], [classes.index(rows[place].label) for place in known])
    scores = softmax(raw / temperature)
    features = trust_rows(blocks, labels, matrix, scores)
    right = [classes[best] == row.label for best, row in zip(scores.argmax(axis=1), rows, strict=True)]
    trust = LogisticRegression(C=1.0, max_iter=500).fit(features, right)
    answers = Answers(
        tuple(row.label for row in rows),
        tuple(classes[best] for best in scores.argmax(axis=1)),
        trust.predict_proba(features)[:, 1],
    )
    # `other` is what strangers are taken for: it must not raise the floor of all
    real = np.array([label != "other" for label in answers.likeliest], bool)
    floor = floor_for(answers.confidence[real], answers.right[real], error)
    return Calibration(temperature, trust, floor, label_floors(answers, floor, error))


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


def floor_for(confidence: np.ndarray, right: np.ndarray, error: float) -> float:
    """The lowest confidence from which upwards at most `error` of the answers are wrong.

    The best that can be had when no confidence is high enough: then next to nothing is named.
    """
    order = np.argsort(-confidence, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    # an answer is named together with all of equal confidence, so only the last of them counts
    last = np.append(confidence[order][1:] < confidence[order][:-1], True)
    # raising a floor afterwards could leave more wrong than right above it, so low ones are no candidates
    kept = np.flatnonzero((wrong <= error) & last & (confidence[order] >= _LOWEST_FLOOR))
    floor = float(confidence[order][kept[-1]]) if len(kept) else _HIGHEST_FLOOR
    return min(floor, _HIGHEST_FLOOR)


def label_floors(answers: Answers, floor: float, error: float) -> dict[str, float]:
    """Higher floors for labels that would be wrong more often than the rest."""
    floors = {}
    for label in sorted(set(answers.likeliest)):
        own = np.array([name == label for name in answers.likeliest], bool)
        # a single wrong answer of a label is chance, not a habit
        wrong = (~answers.right[own & (answers.confidence >= floor)]).sum()
        needed = floor_for(answers.confidence[own], answers.right[own], error) if wrong > 1 else floor
        if needed > floor:
            floors[label] = round(needed, 4)
    return floors


def answers_of(model: Any, rows: Sequence[Row]) -> Answers:
    """What a whole model says of rows, in one go."""
    classes = [str(name) for name in model.labels.classes_]
    matrix = vectors(model.blocks, [row.traits for row in rows])
    scores = softmax(raw_scores(model.labels, matrix) / model.temperature)
    trust = model.trust.predict_proba(trust_rows(model.blocks, model.labels, matrix, scores))[:, 1]
    tempered = [trusted(score, float(one)) for score, one in zip(scores, trust, strict=True)]
    return Answers(
        tuple(row.label for row in rows),
        tuple(classes[int(shares.argmax())] for shares in tempered),
        np.array([shares.max() for shares in tempered]),
    )
