"""Days of one paper that cannot both be right."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from pipeline.records import Field

IN_TIME: Final = (
    ("birth_date", "issue_date", "expiry_date"),
    ("birth_date", "start_date", "end_date"),
    ("birth_date", "marriage_date", "decree_date"),
    ("birth_date", "death_date"),
    ("period_start", "period_end"),
)
"""Fields whose days follow each other, or are the same."""


def consistent(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields without what the days contradict.

    Of two in the wrong order the less sure one waits for a person; where it is the tagger's, another day of
    the paper was taken for it, and it goes.
    """
    doubted = set(_doubted({field.name: field for field in fields}))
    kept = (field for field in fields if field.name not in doubted or field.source != "model")
    return tuple(replace(field, accepted=False) if field.name in doubted else field for field in kept)


def _doubted(named: Mapping[str, Field]) -> Iterator[str]:
    for names in IN_TIME:
        for one, other in combinations((named[name] for name in names if name in named), 2):
            if _plain(one) and _plain(other) and str(one.value) > str(other.value):
                yield min(one, other, key=lambda field: field.confidence).name


def _plain(field: Field) -> bool:
    """Whether the day is known to the day: days of birth may hold an X for what nobody knows."""
    return isinstance(field.value, str) and "X" not in field.value
