"""How good a label model is: figures on rows it has never seen, and beside the champion."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.calibrating import answers_of
from models.dataset import COMPOSED, Row
from models.drift import BINS
from models.risk import Answers
from pipeline.classifying.linear import LinearLabelModel
from pipeline.classifying.trust import OTHER
from pipeline.vocabulary import UNKNOWN

_BINS: Final = 15
ONE_PERCENT: Final = 0.01
Flags = NDArray[np.bool_]
"""One yes or no a row."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a report shows. Shares are of all rows with a label, unless said otherwise.

    `accuracy`: the likeliest label is right. `named_right`, `wrongly_certain`, `abstained`: right label
    named, wrong label named, `unknown`. `coverage`: how many could be named with one wrong in a hundred.
    `strangers_named`: share of strangers that got a label; `strangers_mistaken`: one that is not `other`.
    `confidences`: rows in each tenth of the likeliest label's probability.
    """

    n: int
    accuracy: float
    macro_f1: float
    named_right: float
    wrongly_certain: float
    abstained: float
    ece: float
    coverage: float
    strangers_named: float
    strangers_mistaken: float
    confidences: tuple[int, ...]
    per_label: Mapping[str, Mapping[str, float]]
    confusion: Mapping[str, Mapping[str, int]]
    groups: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What a model made of rows with a label, one entry a row.

    `right`: the likeliest label is the true one. `named`: its label was given. `wrong`: given and not true.
    """

    rows: tuple[Row, ...]
    answers: Answers
    given: tuple[str, ...]

    @property
    def right(self) -> Flags:
        return self.answers.right

    @property
    def named(self) -> Flags:
        return np.array([label != UNKNOWN for label in self.given], bool)

    @property
    def wrong(self) -> Flags:
        said = zip(self.given, self.answers.truth, strict=True)
        return np.array([label not in (UNKNOWN, truth) for label, truth in said], bool)


def outcomes_of(model: LinearLabelModel, rows: Sequence[Row]) -> Outcomes:
    """Of all rows but strangers (label `unknown`)."""
    known = tuple(row for row in rows if row.label != UNKNOWN)
    answers = answers_of(model, known)
    return Outcomes(known, answers, tuple(named(model, answers)))


def evaluate(model: LinearLabelModel, rows: Sequence[Row]) -> Figures:
    """All figures of a model on rows; strangers (label `unknown`) only count for figures of that name."""
    own = outcomes_of(model, rows)
    strangers = given_to_strangers(model, [row for row in rows if row.label == UNKNOWN])
    labels = per_label(own.answers, own.given)
    return Figures(
        n=len(own.rows),
        accuracy=mean(own.right),
        macro_f1=mean([row["f1"] for row in labels.values()]),
        named_right=mean(own.named & ~own.wrong),
        wrongly_certain=mean(own.wrong),
        abstained=mean(~own.named),
        ece=calibration_error(own.answers.confidence, own.right),
        coverage=coverage(own.answers.confidence, own.right),
        strangers_named=mean([label != UNKNOWN for label in strangers]),
        strangers_mistaken=mean([label not in (UNKNOWN, OTHER) for label in strangers]),
        confidences=tuple(
            int(((own.answers.confidence * BINS).astype(int).clip(0, BINS - 1) == place).sum())
            for place in range(BINS)
        ),
        per_label=labels,
        confusion=confusion(own.answers.truth, own.given),
        groups=groups(own),
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


def given_to_strangers(model: LinearLabelModel, rows: Sequence[Row]) -> list[str]:
    """What is named of papers like nothing known."""
    return named(model, answers_of(model, rows)) if rows else []


def coverage(confidence: np.ndarray, right: np.ndarray) -> float:
    """The most rows that one floor could name with one wrong in a hundred, as a share of all."""
    order = np.argsort(-confidence, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero(wrong <= ONE_PERCENT)
    return round(float(kept[-1] + 1) / len(order), 4) if len(kept) else 0.0


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


def groups(own: Outcomes) -> dict[str, dict[str, float]]:
    """Accuracy and abstention by origin, language, script, issuing state and way of capture."""
    return {
        name: {
            "n": int(members.sum()),
            "accuracy": mean(own.right[members]),
            "abstained": mean(~own.named[members]),
        }
        for name, members in groups_of(own.rows).items()
    }


def groups_of(rows: Sequence[Row]) -> dict[str, Flags]:
    """Group → which rows belong to it; by script, state and way only what was captured."""
    sorts = [{kind_of(row), f"language {row.language}", *captured_as(row)} for row in rows]
    every = sorted({name for names in sorts for name in names})
    return {name: np.array([name in names for names in sorts], bool) for name in every}


def captured_as(row: Row) -> set[str]:
    """The groups of a row that went through camera and reader."""
    facts = {"way": row.way, "script": row.script, "state": row.state}
    return {f"{name} {value}" for name, value in facts.items() if value and row.way}


def kind_of(row: Row) -> str:
    """Where a row comes from, as the report calls it."""
    if row.way:
        return "captured papers"
    return "composed papers" if row.family in COMPOSED else "generated papers"


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error over fifteen bins of equal width."""
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(float(right[bins == place].mean() - confidence[bins == place].mean()))
        * float((bins == place).mean())
        for place in set(bins.tolist())
    ]
    return round(sum(gaps), 4)
