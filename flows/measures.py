"""The managers' figures, from how cases went: shares with intervals, times, what is asked for most."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median, quantiles
from typing import Final

from flows.ledger.stories import Item, Story
from models.risk import interval

SMALLEST_GROUP: Final = 10
"""Groups below this size are told together or not at all: nobody shall be found in a figure."""
TOGETHER: Final = "together"


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`, with a 95 % interval (Wilson 1927); `value` None where there is nothing to share."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        return interval(self.hits, self.of)


@dataclass(frozen=True, slots=True)
class Measures:
    """What is told of a set of cases. Times in hours from a case's first upload; None where none."""

    cases: int
    complete: int
    waiting_for_person: int
    waiting_for_applicant: int
    answer_hours: float | None
    hours_median: float | None
    hours_p90: float | None
    first_contact: Share
    asked: Share
    asked_again: Share
    flagged: Share
    minutes_per_case: float | None


def measured(stories: Sequence[Story]) -> Measures:
    """The figures of these cases."""
    count = len(stories)
    outcomes = Counter(story.outcome for story in stories)
    hours = [(one.completed - one.came).total_seconds() / 3600 for one in stories if one.completed]
    asked = sum(story.rounds > 0 for story in stories)
    return Measures(
        cases=count,
        complete=outcomes["complete"],
        waiting_for_person=outcomes["needs_review"],
        waiting_for_applicant=outcomes["incomplete"],
        answer_hours=median((one.answered - one.came).total_seconds() / 3600 for one in stories)
        if count
        else None,
        hours_median=median(hours) if hours else None,
        hours_p90=ninetieth(hours),
        first_contact=Share(sum(story.complete_at_once for story in stories), count),
        asked=Share(asked, count),
        asked_again=Share(sum(story.rounds > 1 for story in stories), asked),
        flagged=Share(sum(story.flagged for story in stories), count),
        minutes_per_case=sum(story.minutes for story in stories) / count if count else None,
    )


def ninetieth(values: Sequence[float]) -> float | None:
    """Nine of ten are at most this (between neighbours by distance); None without values."""
    if len(values) < 2:
        return values[0] if values else None
    return quantiles(values, n=10, method="inclusive")[-1]


def by_month(stories: Iterable[Story]) -> dict[str, Measures]:
    """Month of the first upload, `2026-03`, → figures, in order."""
    found: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        found[f"{story.came:%Y-%m}"].append(story)
    return {month: measured(found[month]) for month in sorted(found)}


def by_municipality(stories: Iterable[Story]) -> dict[str, Measures]:
    """Municipality → figures, in order."""
    found: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        found[story.municipality].append(story)
    return {code: measured(found[code]) for code in sorted(found)}


def by_group(stories: Iterable[Story], of: Callable[[Story], str | None]) -> dict[str, Measures]:
    """Group → figures, largest first; small groups together, so that none can be worked out from the rest."""
    found: dict[str, list[Story]] = defaultdict(list)
    for story in stories:
        group = of(story)
        if group is not None:
            found[group].append(story)
    ordered = sorted(found, key=lambda name: (-len(found[name]), name))
    shown = [name for name in ordered if len(found[name]) >= SMALLEST_GROUP]
    small = ordered[len(shown) :]
    while shown and 0 < sum(len(found[name]) for name in small) < SMALLEST_GROUP:
        small.append(shown.pop())
    rest = list(chain.from_iterable(found[name] for name in small))
    told = {name: measured(found[name]) for name in shown}
    return told | ({TOGETHER: measured(rest)} if len(rest) >= SMALLEST_GROUP else {})


def most_asked(stories: Iterable[Story], most: int) -> list[tuple[Item, int]]:
    """What is asked for in most cases, each case once."""
    counted = Counter(item for story in stories for item in story.items)
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:most]


def readable_by_capture(stories: Iterable[Story]) -> dict[str, Share]:
    """Kind of capture → the share of pages that a person could read."""
    pages: Counter[str] = Counter()
    readable: Counter[str] = Counter()
    for story in stories:
        for kind, (all_of_them, good) in story.captures.items():
            pages[kind] += all_of_them
            readable[kind] += good
    return {kind: Share(readable[kind], pages[kind]) for kind in sorted(pages)}


def lines(told: Mapping[str, Measures], split: str) -> Iterator[dict[str, str | int | float]]:
    """One line a figure, for tables that others make: which split and group, what, how much, how sure."""
    for group, measures in told.items():
        for name in Measures.__dataclass_fields__:
            value = getattr(measures, name)
            line: dict[str, str | int | float] = {"split": split, "group": group, "measure": name}
            if isinstance(value, Share):
                low, high = value.interval
                line |= {"low": round(low, 4), "high": round(high, 4), "hits": value.hits, "of": value.of}
                value = value.value
            yield line | {"value": "" if value is None else round(value, 4)}
