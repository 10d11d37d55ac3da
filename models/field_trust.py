"""Fits the weights by which proposals for a field are trusted (`pipeline/extracting/weighing.py`).

Each value that any source proposed for a paper is a row: what spoke for and against it, and whether it is
what the paper says. A threshold is chosen so that at most `error` of the values above it are wrong, bounded
with 95 % confidence (Clopper and Pearson, 1934).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy.stats import beta
from sklearn.linear_model import LogisticRegression

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.joining import clusters, foremost
from pipeline.extracting.kinds import KIND_OF
from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.weighing import FEATURES, features
from pipeline.records import JsonValue
from pipeline.vocabulary import FIELDS

ERROR: Final = 0.08
"""Share of accepted values that may be wrong, on papers mostly photographed; at 0.05 most cases went to a
person (decision 35)."""
_CONFIDENCE: Final = 0.95
_LEAST: Final = 40
"""Fewest accepted values from which a threshold is drawn."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One value that was proposed; `chosen`: it has most standing of those that compete for the field."""

    paper: str
    field: str
    features: tuple[float, ...]
    right: bool
    chosen: bool = True


def proposals(
    paper: str, label: str, candidates: Iterable[Candidate], truth: Mapping[str, JsonValue]
) -> list[Proposed]:
    """All values proposed for the label's fields that the zone does not tell."""
    by_name: dict[str, list[Candidate]] = {}
    for one in candidates:
        by_name.setdefault(one.name, []).append(one)
    found = []
    for name, some in by_name.items():
        if name not in FIELDS[label] or name not in KIND_OF or any(one.source == "mrz" for one in some):
            continue
        values = clusters(some)
        for own in values:
            others = [one for other in values if other is not own for one in other]
            right = compared(own[0].value) == compared(truth.get(name))
            chosen = own is foremost(values)
            found.append(Proposed(paper, name, features(own, others), right, chosen))
    return found


def compared(value: JsonValue) -> object:
    """As decisions compare values: letter case, marks, spaces and the order of lists don't matter."""
    if isinstance(value, list):
        return sorted(" ".join(fold(str(one)).split()) for one in value)
    if isinstance(value, int | float):
        return float(value)
    return None if value is None else " ".join(fold(str(value)).split())


def fit(rows: Sequence[Proposed], error: float = ERROR) -> dict[str, object]:
    """The content of `trust.json`."""
    model = LogisticRegression(C=1.0, max_iter=2000)
    table = np.array([row.features for row in rows])
    model.fit(table, [row.right for row in rows])
    sure = model.predict_proba(table)[:, 1]
    return {
        "weights": dict(zip(FEATURES, map(float, model.coef_[0].round(4)), strict=True)),
        "bias": round(float(model.intercept_[0]), 4),
        "accept": threshold(_chosen(rows, sure), error),
        "rows": len(rows),
    }


def neutral() -> dict[str, object]:
    """Weights that say nothing, for a tagger whose trust is still to be fitted."""
    return {"weights": dict.fromkeys(FEATURES, 0.0), "bias": 0.0, "accept": 1.0, "rows": 0}


def _chosen(rows: Sequence[Proposed], sure: Sequence[float]) -> list[tuple[float, bool]]:
    """The values that would be chosen, the surest first."""
    kept = ((float(value), row.right) for row, value in zip(rows, sure, strict=True) if row.chosen)
    return sorted(kept, reverse=True)


def threshold(chosen: Sequence[tuple[float, bool]], error: float) -> float:
    """The lowest confidence over which at most this share is wrong, as far as rows can promise."""
    lowest, wrong = 1.0, 0
    below = [*(value for value, _ in chosen[1:]), -1.0]
    for count, ((value, right), following) in enumerate(zip(chosen, below, strict=True), start=1):
        wrong += not right
        bound = float(beta.ppf(_CONFIDENCE, wrong + 1, count - wrong)) if wrong < count else 1.0
        # values alike stand or fall together
        if count >= _LEAST and bound <= error and following < value:
            lowest = value
    return round(lowest, 4)


def write_trust(told: Mapping[str, object], file: Path) -> None:
    """The weights as people can read them."""
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
