"""What chance allows: bounds on an error seen in few papers, and the floors that follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

CONFIDENCE: Final = 0.95
ALL: Final = "all"
_LOWEST_FLOOR: Final = 0.35
_HIGHEST_FLOOR: Final = 0.99


@dataclass(frozen=True, slots=True)
class Targets:
    """The share of named labels that may be wrong: `error` of all, `of_labels` of those that want another."""

    error: float
    of_labels: Mapping[str, float] = field(default_factory=dict)

    def of(self, label: str) -> float:
        """The target of one label."""
        return self.of_labels.get(label, self.error)


@dataclass(frozen=True, slots=True)
class Promise:
    """Of `named` rows `wrong` were wrong; the true share lies under `bound` with 95 % confidence.

    `rate`: of the rows for which the label was likeliest, the share that was named.
    """

    named: int
    wrong: int
    bound: float
    rate: float


@dataclass(frozen=True, slots=True)
class Answers:
    """What a model says of rows: the likeliest label and its probability, beside the truth."""

    truth: tuple[str, ...]
    likeliest: tuple[str, ...]
    confidence: np.ndarray

    def of(self, some: np.ndarray) -> "Answers":
        """Those of some rows; `some`: one yes or no a row."""
        places = np.flatnonzero(some).tolist()
        truth, likeliest = ([every[place] for place in places] for every in (self.truth, self.likeliest))
        return Answers(tuple(truth), tuple(likeliest), self.confidence[some])

    @property
    def right(self) -> np.ndarray:
        """Where the likeliest label is the true one; never for what has no label."""
        return np.array([a == b for a, b in zip(self.truth, self.likeliest, strict=True)], bool)


def floor_for(confidence: np.ndarray, right: np.ndarray, error: float) -> float:
    """The lowest confidence from which upwards the named are wrong in at most `error`, with 95 % confidence.

    The highest floor when no confidence is high enough: then next to nothing is named.

    Source:
        Risk control by an upper bound on held-out rows, Bates et al. 2021, doi:10.1145/3478535; the bound is
        that of Clopper and Pearson 1934, taken for each floor by itself.
    """
    order = np.argsort(-confidence, kind="stable")
    bounds = error_bound(np.cumsum(~right[order]), np.arange(1, len(order) + 1))
    # an answer is named together with all of equal confidence, so only the last of them counts
    last = np.append(confidence[order][1:] < confidence[order][:-1], True)
    # raising a floor afterwards could leave more wrong than right above it, so low ones are no candidates
    kept = np.flatnonzero((bounds <= error) & last & (confidence[order] >= _LOWEST_FLOOR))
    floor = float(confidence[order][kept[-1]]) if len(kept) else _HIGHEST_FLOOR
    return min(floor, _HIGHEST_FLOOR)


def error_bound(wrong: np.ndarray, named: np.ndarray) -> np.ndarray:
    """What the true share of wrong answers stays under with 95 % confidence."""
    from scipy.stats import beta

    return np.asarray(
        np.where(wrong < named, beta.ppf(CONFIDENCE, wrong + 1, np.maximum(named - wrong, 1e-9)), 1)
    )


def label_floors(answers: Answers, floor: float, targets: Targets) -> dict[str, float]:
    """Higher floors for labels that are wrong more often than their target, beyond what chance explains.

    A label has some fifty rows, too few to prove one percent: it is held back when it was seen to fail. One
    with a stricter target than the rest begins at the floor that would keep all labels to that target.
    """
    floors = {}
    for label in sorted({*answers.likeliest, *targets.of_labels}):
        target = targets.of(label)
        own = np.array([name == label for name in answers.likeliest], bool)
        needed = floor if target >= targets.error else floor_for(answers.confidence, answers.right, target)
        for higher in sorted(set(answers.confidence[own & (answers.confidence >= needed)].tolist())):
            named = own & (answers.confidence >= higher)
            if not fails(int((~answers.right[named]).sum()), int(named.sum()), target):
                break
            needed = min(float(np.nextafter(higher, 1)), _HIGHEST_FLOOR)
        if needed > floor:
            floors[label] = round(float(needed) + 5e-5, 4)
    return floors


def promises(answers: Answers, floor: float, floors: Mapping[str, float]) -> dict[str, Promise]:
    """What floors mean on the rows they were set on: for all together, and for each label."""
    floor_of_row = np.array([max(floor, floors.get(label, 0.0)) for label in answers.likeliest])
    named = answers.confidence >= floor_of_row
    said = {}
    for label in (ALL, *sorted(set(answers.likeliest))):
        own = np.array([label in (ALL, name) for name in answers.likeliest], bool)
        count, wrong = int((own & named).sum()), int((own & named & ~answers.right).sum())
        bound = float(error_bound(np.array(wrong), np.array(count))) if count else 1.0
        said[label] = Promise(count, wrong, round(bound, 4), round(count / max(1, int(own.sum())), 4))
    return said


def fails(wrong: int, named: int, error: float) -> bool:
    """Whether so many wrong answers would come by chance in less than one of twenty cases."""
    from scipy.stats import binom

    return wrong > 0 and float(binom.sf(wrong - 1, named, error)) < 1 - CONFIDENCE


def interval(hits: int, of: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927)."""
    from scipy.stats import binomtest

    if not of:
        return 0.0, 1.0
    found = binomtest(hits, of).proportion_ci(method="wilson")
    return float(found.low), float(found.high)
