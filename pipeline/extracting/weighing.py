"""How far a value can be trusted: what speaks for it and against it, weighed by a logistic regression.

The weights come from `models/field_trust.py`, which fits them on papers that went through camera and reader;
confidence is then the share of such values that are right.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Final

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.kinds import KIND_OF, READERS

SOURCES: Final = ("anchor", "rule", "model")
SURE, SUREST = 0.9, 0.98
"""Probabilities from which the tagger is seldom wrong."""
LABEL_SURE: Final = 0.85
"""Confidence of a value that stands where its printed label leads."""
SURELY_READ: Final = 0.97
KINDS: Final = tuple(READERS)
FEATURES: Final = (
    *(f"for {source}" for source in SOURCES),
    *(f"{source} speaks for it" for source in SOURCES),
    *(f"against {source}" for source in SOURCES),
    "label sure",
    "against a sure label",
    "tagger sure",
    "tagger surest",
    "tagger agrees with another",
    "tagger alone",
    "tagger sees no such field",
    "worst word",
    "read surely",
    *KINDS,
)


@dataclass(frozen=True, slots=True)
class Trust:
    """Weights of `FEATURES`, and the confidence from which a value may be used without a person."""

    weights: tuple[float, ...]
    bias: float
    accept: float

    def confidence(self, own: Sequence[Candidate], others: Sequence[Candidate]) -> float:
        """The probability that the value of `own` is right, given what says another thing."""
        told = sum(weight * value for weight, value in zip(self.weights, features(own, others), strict=True))
        return 1 / (1 + exp(-(self.bias + told)))


def features(own: Sequence[Candidate], others: Sequence[Candidate]) -> tuple[float, ...]:
    """What speaks for a value (`own`) and against it (`others`), in the order of `FEATURES`."""
    speaking, against = _surest(own), _surest(others)
    model, elsewhere = speaking["model"], against["model"]
    beside = bool(speaking["anchor"] or speaking["rule"])
    kind = KIND_OF.get(own[0].name)
    worst = max(min((word.confidence for word in one.words), default=1.0) for one in own)
    return (
        *speaking.values(),
        *(float(value > 0) for value in speaking.values()),
        *against.values(),
        float(speaking["anchor"] >= LABEL_SURE),
        float(against["anchor"] >= LABEL_SURE),
        float(model >= SURE),
        float(model >= SUREST),
        float(model > 0 and beside),
        float(model > 0 and not beside),
        float(not model and not elsewhere),
        worst,
        float(worst >= SURELY_READ),
        *(float(kind == one) for one in KINDS),
    )


def _surest(candidates: Sequence[Candidate]) -> dict[str, float]:
    return {
        source: max((one.confidence for one in candidates if one.source == source), default=0.0)
        for source in SOURCES
    }


def load_trust(file: Path) -> Trust:
    """The weights that were fitted for a tagger; they stand beside it."""
    told = json.loads(file.read_text(encoding="utf-8"))
    return Trust(tuple(told["weights"][name] for name in FEATURES), told["bias"], told["accept"])
