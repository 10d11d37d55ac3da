"""Does what comes in still look like what the model was made for? Week by week, against two references.

How sure the model is, is held against its own test papers; what comes in (languages, scripts, where text
comes from), against the weeks before, for no training can know an office's mix.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

FEWEST: Final = 100
"""Documents of a week that is judged."""
FLAG: Final = 0.25
"""Stability index from which a population counts as another one (Siddiqi 2006, Credit Risk Scorecards)."""
BINS: Final = 10
_LEAST: Final = 0.002
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Week:
    """What came in. `name`: ISO 8601, `2026-W10`. `mixes`: sort → value → how many."""

    name: str
    documents: int
    abstained: int
    corrected: int
    confidences: Sequence[int]
    mixes: Mapping[str, Counts]


@dataclass(frozen=True, slots=True)
class Drift:
    """One comparison of a week. `index`: population stability index. `flagged`: somebody should look."""

    week: str
    what: str
    index: float
    flagged: bool


def stability_index(expected: Counts, seen: Counts) -> float:
    """How far apart two distributions lie; 0 alike, from 0.25 on another population."""
    whole, all_seen = sum(expected.values()), sum(seen.values())
    if not whole or not all_seen:
        return 0.0
    shares = [
        (max(expected.get(name, 0) / whole, _LEAST), max(seen.get(name, 0) / all_seen, _LEAST))
        for name in {*expected, *seen}
    ]
    return sum((now - then) * log(now / then) for then, now in shares)


def drifts(weeks: Sequence[Week], reference: Sequence[int]) -> Iterator[Drift]:
    """The comparisons of each week with enough documents, oldest first.

    Args:
        weeks: In order.
        reference: How many test papers of the model fell into each tenth of confidence.
    """
    for place, week in enumerate(weeks):
        if week.documents < FEWEST:
            continue
        if sum(reference):
            yield drift(week.name, "confidence", numbered(reference), numbered(week.confidences))
        for sort, seen in sorted(week.mixes.items()):
            before = added(earlier.mixes.get(sort, {}) for earlier in weeks[:place])
            if sum(before.values()) >= FEWEST:
                yield drift(week.name, sort, before, seen)


def drift(week: str, what: str, expected: Counts, seen: Counts) -> Drift:
    """One comparison."""
    index = stability_index(expected, seen)
    return Drift(week, what, round(index, 3), index >= FLAG)


def numbered(bins: Sequence[int]) -> Counts:
    """Bins by their place."""
    return {str(place): count for place, count in enumerate(bins)}


def added(every: Iterator[Counts]) -> Counts:
    """The sum of counts."""
    total: dict[str, int] = {}
    for counts in every:
        for name, count in counts.items():
            total[name] = total.get(name, 0) + count
    return total


def tenth(confidence: float) -> int:
    """Which tenth a confidence falls into."""
    return min(int(confidence * BINS), BINS - 1)
