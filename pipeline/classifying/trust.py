"""How far the likeliest label can be trusted: three small regressions on what spoke for it.

`real`: whether a label of the contract is right. `other`: whether "none of these" is. `familiar`: whether
the paper is like anything the model was ever shown; babble and unknown tongues are not, whatever their label.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from pipeline.classifying.clues import Traits

OTHER: Final = "other"
EVIDENCE: Final = (
    "odds",
    "lead",
    "words for it",
    "words that speak",
    "marks for it",
    "known words",
    "words",
    "doubt",
    "words for the best real label",
    "odds of the best real label",
    "zone",
)
"""The columns of `evidence`, in order."""
_SPEAKS_FROM: Final = 3
"""Letters from which a word is one: shorter ones are known by chance."""
_LEAST: Final = 1e-6
Table = NDArray[np.float64]
"""One row a document."""


@dataclass(frozen=True, slots=True)
class Trust:
    """Fitted regressions; each takes rows of `evidence`."""

    real: Any
    other: Any
    familiar: Any

    def of(self, evidence: Table, likeliest: Sequence[str]) -> Table:
        """For each document the probability that its likeliest label is right."""
        other = np.array([label == OTHER for label in likeliest], bool)
        right = np.where(other, believed(self.other, evidence), believed(self.real, evidence))
        return np.asarray(right * believed(self.familiar, evidence))


def believed(regression: Any, evidence: Table) -> Table:
    """The probability of yes."""
    return np.asarray(regression.predict_proba(evidence)[:, 1], np.float64)


def evidence(
    blocks: Mapping[str, Any], labels: Any, rows: Any, scores: Table, documents: Sequence[Traits]
) -> Table:
    """What tells if the likeliest label is right, EVIDENCE columns a document.

    Args:
        blocks: Fitted vectorisers, in the order of the columns of `rows`.
        labels: Fitted label weights.
        rows: The documents' vectors, sparse.
        scores: The documents' shares of each label, each row summing to one.
        documents: The same documents as text.
    """
    sizes = [len(block.vocabulary_) for block in blocks.values()]
    of_words = np.repeat([name in ("words", "leading") for name in blocks], sizes)
    of_marks = np.repeat([name == "marks" for name in blocks], sizes)
    real = np.array([label != OTHER for label in labels.classes_])
    known = blocks["words"].vocabulary_
    table = []
    for row, shares, traits in zip(rows, scores, documents, strict=True):
        likeliest, best_real = int(shares.argmax()), int(np.where(real, shares, -1).argmax())
        second, first = np.sort(shares)[-2:]
        words, marks = of_words[row.indices], of_marks[row.indices]
        own = labels.coef_[:, row.indices]
        against_mean = row.data * (own - own.mean(axis=0))
        spoken = [word for word in traits.words.split() if len(word) >= _SPEAKS_FROM]
        table.append(
            [
                np.log((first + _LEAST) / (1 - first + _LEAST)),
                np.log((first + _LEAST) / (second + _LEAST)),
                against_mean[likeliest, words].sum(),
                np.log1p(words.sum()),
                against_mean[likeliest, marks].sum(),
                sum(word in known for word in spoken) / max(1, len(spoken)),
                np.log1p(len(spoken)),
                -(shares * np.log(shares + _LEAST)).sum(),
                against_mean[best_real, words].sum(),
                np.log(shares[best_real] + _LEAST),
                float("mrz" in traits.marks.split()),
            ]
        )
    return np.array(table, np.float64)
