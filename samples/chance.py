"""Chance that can be repeated: every draw follows from the parts that name it."""

from collections.abc import Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

from samples.document import Split

T = TypeVar("T")


def chance(*parts: str | int) -> Random:
    """A generator that always draws the same for the same parts."""
    return Random(sha256(repr(parts).encode()).digest())


def share(options: Sequence[T], split: Split) -> Sequence[T]:
    """The options that belong to a split; long lists are shared out, lists of one or two are common.

    From five options on, every fifth is kept for the test and every fourth of five for calibration, so
    that nothing trained has seen them; of three or four the last is kept for the test.
    """
    if len(options) < 3:
        return options
    if len(options) < 5:
        return options[-1:] if split == "test" else options[:-1]
    kept = {"calibration": (3,), "test": (4,)}.get(split, (0, 1, 2))
    return [option for place, option in enumerate(options) if place % 5 in kept]
