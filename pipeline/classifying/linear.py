"""The label model: TF-IDF of words, letters, headlines and marks, weighed by one linear layer per label.

Linear on purpose: small, fast, and every word's share of the answer can be shown.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np

from pipeline.classifying.clues import Clues, Traits, leading_marks
from pipeline.classifying.trust import Trust, evidence
from pipeline.records import Alternative

Matrix = Any
"""A scipy sparse matrix, one row a document."""
BLOCKS: Final = {"words": 1.0, "letters": 1.2, "leading": 0.8, "marks": 0.5}
"""Kinds of evidence and how loud each speaks beside the others; each is of length one before."""


@dataclass(frozen=True, slots=True)
class LinearLabelModel:
    """Fitted estimators of scikit-learn, and what calibration found.

    `blocks`: one TF-IDF vectoriser for each of BLOCKS. `trust`: whether the likeliest label is right.
    `floors`: per label the probability under which it is not named; `floor_of_all` for all others.
    """

    version: str
    blocks: Mapping[str, Any]
    labels: Any
    trust: Trust
    temperature: float
    floor_of_all: float
    floors: Mapping[str, float]

    def floor(self, label: str) -> float:
        """The lowest probability at which this label is named."""
        return max(self.floor_of_all, self.floors.get(label, 0.0))

    def probabilities(self, clues: Clues) -> dict[str, float]:
        """Label → calibrated probability, likeliest first; what is left to 1 is none of them.

        Source: temperature scaling, Guo et al. 2017, doi:10.48550/arXiv.1706.04599; the trust in the
        likeliest label is a logistic regression on its lead and its support (after Platt 1999).
        """
        shares = self.shares([clues.traits])[0]
        order = np.argsort(-shares, kind="stable")
        return {str(self.labels.classes_[place]): float(shares[place]) for place in order}

    def shares(self, documents: Sequence[Traits]) -> np.ndarray:
        """Calibrated probabilities, a row a document and a column a label."""
        rows = vectors(self.blocks, documents)
        scores = softmax(np.asarray(self.labels.decision_function(rows), np.float64) / self.temperature)
        likeliest = [str(self.labels.classes_[place]) for place in scores.argmax(axis=1)]
        trust = self.trust.of(evidence(self.blocks, self.labels, rows, scores, documents), likeliest)
        trust = np.where(np.diff(rows.indptr) > 0, trust, 0.0)  # who shows nothing is told as nothing
        return np.array([trusted(row, float(one)) for row, one in zip(scores, trust, strict=True)])

    def weights(self, clues: Clues, labels: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        """For each label: for each word its share of the score, in log-odds against the mean label."""
        row = vectors(self.blocks, [clues.traits])
        present = set(row.indices.tolist())
        spoken = [one for one in occurrences(self.blocks, clues) if one[0] in present]
        often: Counter[int] = Counter()
        for feature, places in spoken:
            often[feature] += len(places)
        classes = list(self.labels.classes_)
        mean = self.labels.coef_[:, row.indices].mean(axis=0)
        found = []
        for label in labels:
            against_mean = row.data * (self.labels.coef_[classes.index(label), row.indices] - mean)
            speaks = dict(zip(row.indices.tolist(), against_mean.tolist(), strict=True))
            shares = [0.0] * len(clues.words)
            for feature, places in spoken:
                for word in places:
                    shares[word] += speaks[feature] / often[feature]
            found.append(tuple(shares))
        return tuple(found)


def texts(block: str, documents: Sequence[Traits]) -> list[str]:
    """What a block reads of each document; letters are cut from the words."""
    return [getattr(traits, "words" if block == "letters" else block) for traits in documents]


def vectors(blocks: Mapping[str, Any], documents: Sequence[Traits]) -> Matrix:
    """The blocks of all documents side by side."""
    from scipy.sparse import hstack

    sides = [blocks[name].transform(texts(name, documents)) * loud for name, loud in BLOCKS.items()]
    return hstack(sides, format="csr")


def softmax(scores: np.ndarray) -> np.ndarray:
    """Rows that sum to one."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def trusted(scores: np.ndarray, trust: float) -> np.ndarray:
    """Scores whose largest is the trust; the others keep their order and proportions and stay below it."""
    first = int(scores.argmax())
    top = float(scores[first])
    if trust <= top:
        return scores * (trust / top)
    shrunk = scores * ((1 - trust) / max(1 - top, 1e-9))
    shrunk[first] = trust
    return np.asarray(shrunk)


def occurrences(blocks: Mapping[str, Any], clues: Clues) -> Iterator[tuple[int, Sequence[int]]]:
    """Every feature that words of the document make (its column), with the places of those words."""
    starts = dict(
        zip(BLOCKS, np.cumsum([0, *(len(blocks[name].vocabulary_) for name in BLOCKS)]), strict=False)
    )
    stands: dict[str, list[int]] = {}
    for place, seen in enumerate(clues.words):
        stands.setdefault(seen.form, []).append(place)
    cut = blocks["letters"].build_analyzer()
    named: list[tuple[str, str, Sequence[int]]] = [("words", form, places) for form, places in stands.items()]
    named += [("letters", piece, places) for form, places in stands.items() for piece in cut(form)]
    pairs = enumerate(pairwise(seen.form for seen in clues.words))
    named += [("words", f"{left} {right}", (place, place + 1)) for place, (left, right) in pairs]
    named += [("leading", mark, places) for mark, places in leading_marks(clues.words)]
    for block, name, places in named:
        column = blocks[block].vocabulary_.get(name)
        if column is not None:
            yield int(starts[block]) + column, places


def ranked(probabilities: Mapping[str, float], but: str, most: int) -> tuple[Alternative, ...]:
    """The likeliest other labels, those of one percent and more."""
    others = [(label, share) for label, share in probabilities.items() if label != but and share >= 0.01]
    others.sort(key=lambda item: (-item[1], item[0]))
    return tuple(Alternative(label, share) for label, share in others[:most])
