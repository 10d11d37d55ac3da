"""Which label, kind and language come at which place: in turn, so that few documents already show all.

Within a turn the order is drawn from the seed. Nothing here depends on how many documents are asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from samples.chance import chance
from samples.identity.papers import MAKERS
from samples.writing.content_files import Kind, kinds

OTHER: Final = "other"
_OTHER_TURNS: Final = 4
"""`other` has as many kinds as all the rest together have labels: it comes more often."""
HOUSE: Final = ("da", "en")
"""Every other document of a label is in a language of the house, where it is worded in others too."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is made at an index. `kind` None: an identity paper, whose state decides its language."""

    label: str
    number: int
    kind: Kind | None = None
    language: str = "en"


@cache
def labels() -> tuple[str, ...]:
    """All labels that can be made, in order."""
    return tuple(sorted({*kinds(), *MAKERS}))


@cache
def _cycle(seed: int, turn: int) -> tuple[str, ...]:
    names = [name for name in labels() for _ in range(_OTHER_TURNS if name == OTHER else 1)]
    chance("labels", seed, turn).shuffle(names)
    return tuple(names)


@cache
def _wordings(seed: int, label: str, turn: int, *, house: bool) -> Sequence[tuple[Kind, str]]:
    """Every kind in every language it is worded in, those of the house or the others."""
    found = [
        (kind, language)
        for kind in kinds()[label]
        if kind.drawn
        for language in kind.languages
        if (language in HOUSE) == house
    ]
    chance("wordings", seed, label, turn, str(house)).shuffle(found)
    return found


def place(seed: int, index: int) -> Place:
    """What is made at an index: labels in turn, and of each label its kinds and languages in turn."""
    size = len(_cycle(seed, 0))
    turn, within = divmod(index, size)
    cycle = _cycle(seed, turn)
    before = cycle[:within].count(cycle[within])
    return placed(seed, cycle[within], turn * cycle.count(cycle[within]) + before)


def placed(seed: int, label: str, number: int) -> Place:
    """The `number`th document of a label: drawn papers and written ones in turn, where it has both."""
    if label in MAKERS:
        if label not in kinds():
            return Place(label, number)
        number, written = divmod(number, 2)
        if not written:
            return Place(label, number)
    return _written(seed, label, number)


def _written(seed: int, label: str, number: int) -> Place:
    ours, theirs = (_wordings(seed, label, 0, house=house) for house in (True, False))
    house = not theirs or (bool(ours) and number % 2 == 0)
    place = number // 2 if ours and theirs else number
    turn, within = divmod(place, len(ours if house else theirs))
    kind, language = _wordings(seed, label, turn, house=house)[within]
    return Place(label, number, kind, language)
