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
from pipeline.records import Alternative

Matrix = Any
"""A scipy sparse matrix, one row a document."""
BLOCKS: Final = {"words": 1.0, "letters": 1.2, "leading": 0.8, "marks": 0.5}
"""Kinds of evidence and how loud each speaks beside the others; each is of length one before."""


@dataclass(frozen=True, slots=True)
class LinearLabelModel:
    """Fitted estimators of scikit-learn, and what calibration found.

    `blocks`: one TF-IDF vectoriser for each of BLOCKS. `trust`: whether the likeliest label is right, from
    `trust_rows`. `floors`: per label the probability under which it is not named; `floor` for all others.
    """

    version: str
    blocks: Mapping[str, Any]
    labels: Any
    trust: Any
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
        documents = [clues.traits]
        rows = vectors(self.blocks, documents)
        scores = softmax(np.asarray(self.labels.decision_function(rows), np.float64) / self.temperature)
        trust = self.trust.predict_proba(trust_rows(self.blocks, self.labels, rows, scores))
        tempered = trusted(scores[0], float(trust[0, 1]))
        order = np.argsort(-tempered, kind="stable")
        return {str(self.labels.classes_[place]): float(tempered[place]) for place in order}

    def weights(self, clues: Clues, label: str) -> tuple[float, ...]:
        """For each word of the clues its share of the label's score, in log-odds against the mean label."""
        place = list(self.labels.classes_).index(label)
        against_mean = self.labels.coef_[place] - self.labels.coef_.mean(axis=0)
        row = vectors(self.blocks, [clues.traits])
        speaks = dict(zip(row.indices, row.data * against_mean[row.indices], strict=True))
        spoken = [one for one in occurrences(self.blocks, clues) if one[0] in speaks]
        often: Counter[int] = Counter()
        for feature, places in spoken:
            often[feature] += len(places)
        shares = [0.0] * len(clues.words)
        for feature, places in spoken:
            share = float(speaks[feature]) / often[feature]
            for word in places:
                shares[word] += share
        return tuple(shares)


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


def trust_rows(blocks: Mapping[str, Any], labels: Any, rows: Matrix, scores: np.ndarray) -> np.ndarray:
    """What tells if the likeliest label is right, six numbers a document.

    Its odds, its lead, the support of whole words for it (letters alone may only look alike), how many words
    there are, and the same support once more for `other`, which is guessed for want of anything better.
    """
    sizes = [len(blocks[name].vocabulary_) for name in BLOCKS]
    of_words = np.repeat([name in ("words", "leading") for name in BLOCKS], sizes)
    against_mean = labels.coef_ - labels.coef_.mean(axis=0)
    table = []
    for row, shares in zip(rows, scores, strict=True):
        likeliest = int(shares.argmax())
        second, first = np.sort(shares)[-2:]
        spoken = row.indices[of_words[row.indices]]
        support = float((row.data[of_words[row.indices]] * against_mean[likeliest, spoken]).sum())
        odds = float(np.log((first + 1e-6) / (1 - first + 1e-6)))
        lead = float(np.log((first + 1e-6) / (second + 1e-6)))
        other = float(labels.classes_[likeliest] == "other")
        table.append([odds, lead, support, float(np.log1p(len(spoken))), other, other * support])
    return np.array(table)


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
