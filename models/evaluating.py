"""How good a label model is: figures on rows it has never seen, and beside the champion."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from models.calibrating import Answers, answers_of
from models.dataset import PHRASES, Row
from pipeline.classifying.linear import LinearLabelModel
from pipeline.vocabulary import UNKNOWN

_BINS: Final = 15


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report shows. Shares are of all rows with a label, unless said otherwise.

    `accuracy`: the likeliest label is right. `named_right`, `wrongly_certain`, `abstained`: right label
    named, wrong label named, `unknown`. `strangers_named`: share of strangers that got a label.
    """

    n: int
    accuracy: float
    macro_f1: float
    named_right: float
    wrongly_certain: float
    abstained: float
    ece: float
    strangers_named: float
    per_label: Mapping[str, Mapping[str, float]]
    confusion: Mapping[str, Mapping[str, int]]
    groups: Mapping[str, Mapping[str, float]]


def evaluate(model: LinearLabelModel, rows: Sequence[Row]) -> Figures:
    """All figures of a model on rows; strangers (label `unknown`) only count for `strangers_named`."""
    known = [row for row in rows if row.label != UNKNOWN]
    answers = answers_of(model, known)
    given = named(model, answers)
    right = np.array([a == b for a, b in zip(given, answers.truth, strict=True)], bool)
    silent = np.array([label == UNKNOWN for label in given], bool)
    labels = per_label(answers, given)
    return Figures(
        n=len(known),
        accuracy=mean(answers.right),
        macro_f1=mean([row["f1"] for row in labels.values()]),
        named_right=mean(right),
        wrongly_certain=mean(~right & ~silent),
        abstained=mean(silent),
        ece=calibration_error(answers.confidence, answers.right),
        strangers_named=strangers_named(model, [row for row in rows if row.label == UNKNOWN]),
        per_label=labels,
        confusion=confusion(answers.truth, given),
        groups=groups(known, answers.right, silent),
    )


def named(model: LinearLabelModel, answers: Answers) -> list[str]:
    """The labels that would be named: the likeliest, or `unknown` under its floor."""
    return [
        label if confidence >= model.floor(label) else UNKNOWN
        for label, confidence in zip(answers.likeliest, answers.confidence, strict=True)
    ]


def mean(values: Any) -> float:
    """The mean, 0 of nothing."""
    return round(float(np.mean(values)), 4) if len(values) else 0.0


def strangers_named(model: LinearLabelModel, rows: Sequence[Row]) -> float:
    """Share of what is like nothing known that got a label all the same."""
    return mean([label != UNKNOWN for label in named(model, answers_of(model, rows))]) if rows else 0.0


def per_label(answers: Answers, given: Sequence[str]) -> dict[str, dict[str, float]]:
    """For each true label: rows, precision, recall and F1 of the likeliest label, share abstained."""
    table = {}
    for label in sorted(set(answers.truth)):
        own = np.array([truth == label for truth in answers.truth], bool)
        said = np.array([name == label for name in answers.likeliest], bool)
        hits = float((own & said).sum())
        precision, recall = hits / max(1, said.sum()), hits / own.sum()
        table[label] = {
            "n": int(own.sum()),
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(2 * precision * recall / max(1e-9, precision + recall), 4),
            "abstained": mean([name == UNKNOWN for name, mine in zip(given, own, strict=True) if mine]),
        }
    return table


def confusion(truth: Sequence[str], given: Sequence[str]) -> dict[str, dict[str, int]]:
    """True label → label given → how often."""
    table: dict[str, dict[str, int]] = {}
    for (true, said), count in sorted(Counter(zip(truth, given, strict=True)).items()):
        table.setdefault(true, {})[said] = count
    return table


def groups(rows: Sequence[Row], right: np.ndarray, silent: np.ndarray) -> dict[str, dict[str, float]]:
    """Accuracy and abstention of generated papers, of composed ones, and by language."""
    sorts = [[f"language {row.language}", kind_of(row)] for row in rows]
    table = {}
    for name in sorted({name for names in sorts for name in names}):
        own = np.array([name in names for names in sorts], bool)
        table[name] = {"n": int(own.sum()), "accuracy": mean(right[own]), "abstained": mean(silent[own])}
    return table


def kind_of(row: Row) -> str:
    """Where a row comes from, as the report calls it."""
    return "composed papers" if row.family == PHRASES else "generated papers"


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over fifteen bins of equal width."""
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(right[bins == place].mean() - confidence[bins == place].mean()))
        * float((bins == place).mean())
        for place in set(bins.tolist())
    ]
    return round(sum(gaps), 4)
