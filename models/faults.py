"""Rows whose label is likely wrong, as a list for people: confident learning.

Source: Northcutt, Jiang & Chuang 2021, doi:10.1613/jair.1.12125. cleanlab does the same and more, but its
licence (AGPL) would bind whoever runs a changed Sagsklar, for the twenty lines that are needed here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.calibrating import raw_scores
from models.dataset import Row
from models.fitting import fitted
from pipeline.classifying.linear import softmax, vectors

FOLDS: Final = 3
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that others of its label speak against. `given`: its label; `likelier`: what it looks like."""

    place: int
    given: str
    likelier: str
    confidence: float
    about: str
    says: str


def label_faults(rows: Sequence[Row]) -> list[Fault]:
    """Likely faults among the rows, the surest first; each row is judged by a model that never saw it.

    Raises:
        TooFewRows: a label has hardly any rows.
    """
    classes, shares = cross_judged(rows)
    given = np.array([classes.index(row.label) for row in rows])
    found = [
        Fault(
            place,
            rows[place].label,
            classes[likelier],
            round(float(shares[place, likelier]), 4),
            f"{rows[place].language}, {rows[place].family}",
            " ".join(rows[place].traits.words.split()[:_SHOWN]),
        )
        for place, likelier in confident_others(given, shares)
    ]
    return sorted(found, key=lambda fault: -fault.confidence)


def cross_judged(rows: Sequence[Row]) -> tuple[list[str], NDArray[np.float64]]:
    """Labels, and for each row its share of each label from a model fitted on the other folds."""
    classes = sorted({row.label for row in rows})
    shares = np.zeros((len(rows), len(classes)))
    folds = np.arange(len(rows)) % FOLDS
    for fold in range(FOLDS):
        blocks, labels = fitted([row for row, own in zip(rows, folds, strict=True) if own != fold])
        judged = np.flatnonzero(folds == fold).tolist()
        said = softmax(raw_scores(labels, vectors(blocks, [rows[place].traits for place in judged])))
        columns: Any = [classes.index(str(label)) for label in labels.classes_]
        shares[np.ix_(judged, columns)] = said
    return classes, shares


def confident_others(given: NDArray[np.int64], shares: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Rows, with the other label whose usual confidence they reach while they miss that of their own."""
    usual = np.ones(shares.shape[1])
    for label in set(given.tolist()):
        usual[label] = shares[given == label, label].mean()
    reached = np.where(shares >= usual, shares, -1.0)
    best = reached.argmax(axis=1)
    odd = (reached.max(axis=1) >= 0) & (best != given)
    return [(int(place), int(best[place])) for place in np.flatnonzero(odd)]
