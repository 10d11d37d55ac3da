"""Fitting the estimators of scikit-learn on rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from models.dataset import Row
from pipeline.classifying.linear import BLOCKS, texts, vectors
from pipeline.errors import SagsklarError

_WORD: Final = r"\S+"
_SHAPES: Final[Mapping[str, Mapping[str, Any]]] = {
    "words": {"token_pattern": _WORD, "ngram_range": (1, 2), "min_df": 3, "max_features": 24_000},
    "letters": {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 6, "max_features": 24_000},
    "leading": {"token_pattern": _WORD, "ngram_range": (1, 1), "min_df": 4, "max_features": 9_000},
    "marks": {"token_pattern": _WORD, "ngram_range": (1, 1), "min_df": 1, "max_features": 400},
}
"""How each block is cut; the largest that kept the artefact under 5 MB without loss on calibration."""
_STRENGTH: Final = 10.0
"""Inverse of regularisation. Weaker (40) fits our own papers no better, and those of other makers worse."""
_ROUNDS: Final = 50
_FEWEST: Final = 8


class TooFewRows(SagsklarError):
    """A label has hardly any rows."""

    code = "too_few_rows"
    message = "Training stopped: label {label} has {rows} rows, {needed} are needed."
    remedy = "Add phrases for it to models/lexicon or contents to samples, or raise --count."


def fitted(rows: Sequence[Row]) -> tuple[dict[str, Any], Any]:
    """Vectorisers and label weights from rows.

    Raises:
        TooFewRows: a label cannot be learnt from so few.
    """
    from sklearn.linear_model import LogisticRegression

    label, fewest = min(Counter(row.label for row in rows).items(), key=lambda item: item[1])
    if fewest < _FEWEST:
        raise TooFewRows(label=label, rows=fewest, needed=_FEWEST)
    blocks = vectorised(rows)
    weights = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS, tol=1e-3, class_weight="balanced")
    weights.fit(vectors(blocks, [row.traits for row in rows]), [row.label for row in rows])
    weights.coef_ = slim(weights.coef_)
    return blocks, weights


def vectorised(rows: Sequence[Row]) -> dict[str, Any]:
    """One TF-IDF vectoriser a block."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    traits = [row.traits for row in rows]
    blocks = {}
    for name in BLOCKS:
        cut = TfidfVectorizer(**_SHAPES[name], lowercase=False, sublinear_tf=True, dtype=np.float32)
        blocks[name] = cut.fit(texts(name, traits))
    return blocks


def slim(weights: np.ndarray) -> np.ndarray:
    """Weights that compress well: half precision, and nothing for what hardly counts."""
    halved = weights.astype(np.float16).astype(np.float32)
    halved[np.abs(halved) < 0.02] = 0
    return halved
