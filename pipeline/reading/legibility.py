"""What reading a page tells of its picture: that nobody could read it, or that a part of it lies outside."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.reading.mrz_formats import FILLERS
from pipeline.records import Quality, Word

FEWEST_LINES: Final = 3
HARDLY_READ: Final = 0.8
"""Mean confidence; sharp pages are read with 0.95 and more, other scripts and patterns with less."""
UNSHARP: Final = 0.65
"""Score of the picture above which bad reading has another cause."""
AT_THE_EDGE: Final = 0.004
CUT_LINES: Final = 0.15
"""Share of lines that end at one side of the picture; papers have margins."""


def seen_by_reading(quality: Quality, words: Sequence[Word]) -> Quality:
    """The judgement of the picture, and what its words add to it."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    if len(lines) < FEWEST_LINES:
        return quality
    issues = {*quality.issues, *({"cut_off"} if cut(list(lines.values())) else ())}
    readable = quality.readable and not (quality.score < UNSHARP and confidence(words) < HARDLY_READ)
    return replace(
        quality, readable=readable, issues=tuple(sorted(issues if readable else {*issues, "blurred"}))
    )


def confidence(words: Sequence[Word]) -> float:
    """Mean over all signs."""
    return sum(word.confidence * len(word.text) for word in words) / sum(len(word.text) for word in words)


def cut(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether many lines run into the left or into the right side of the picture, or one of a zone does.

    Zones have margins on the paper, too.
    """
    zone = [line for line in lines if any(FILLERS in word.text for word in line)]
    return max(at_a_side(lines)) >= max(FEWEST_LINES, CUT_LINES * len(lines)) or any(at_a_side(zone))


def at_a_side(lines: Sequence[Sequence[Word]]) -> tuple[int, int]:
    """How many lines begin at the left side of the picture, and how many end at its right side."""
    left = sum(min(word.box.x0 for word in line) < AT_THE_EDGE for line in lines)
    right = sum(max(word.box.x1 for word in line) > 1 - AT_THE_EDGE for line in lines)
    return left, right
