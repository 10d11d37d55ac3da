"""Letters that run to the left: Arabic, Hebrew and what is written like them."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from pipeline.records import Word

SCRIPTS: Final = frozenset({"Arab", "Hebr"})
"""Such scripts that we read (ISO 15924)."""
_CLASSES: Final = frozenset({"R", "AL"})
"""Bidirectional classes of such letters (Unicode Annex 9)."""


def runs_left(text: str) -> bool:
    """Whether a text has a letter that runs to the left."""
    return any(unicodedata.bidirectional(sign) in _CLASSES for sign in text)


def as_read(line: Sequence[Word]) -> list[Word]:
    """The words of a line, given from left to right, in the order in which they are read.

    Source:
        Unicode Annex 9: a line runs as most of its letters do; within it each stretch runs its own way, and
        a number goes with the Latin word before it.
    """
    letters = Counter[str]()
    for word in line:
        letters[way_of(word.text)] += len(word.text)
    if not letters["R"]:
        return list(line)
    base = "R" if letters["R"] > letters["L"] else "L"
    ways: list[str] = []
    for word in line:
        ways.append(way_of(word.text) or ("L" if ways[-1:] == ["L"] else base))
    stretches = [
        (way, [word for _, word in some])
        for way, some in groupby(zip(ways, line, strict=True), key=lambda one: one[0])
    ]
    turned = [some[::-1] if way == "R" else some for way, some in stretches]
    return [word for some in (turned[::-1] if base == "R" else turned) for word in some]


def way_of(text: str) -> str:
    """`R` where the letters of a word run to the left, `L` to the right, nothing for signs and figures."""
    if runs_left(text):
        return "R"
    return "L" if any(unicodedata.bidirectional(sign) == "L" for sign in text) else ""
