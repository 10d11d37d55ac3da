"""Words of a page into lines, lines into reading order."""

import math
from collections.abc import Sequence
from dataclasses import replace

from pipeline.leftward import as_read
from pipeline.records import Word

Segment = list[Word]


def in_reading_order(words: Sequence[Word], aspect: float = math.sqrt(2)) -> tuple[Word, ...]:
    """Words numbered by the line they stand in: lines top to bottom, words as their script runs.

    Args:
        words: `line` numbers the stretches that belong together for sure (an engine's own lines).
        aspect: Height of the page over its width.
    """
    lines: list[Segment] = []
    for segment in sorted(segments(words), key=lambda one: one[0].box.x0):
        fitting = [line for line in lines if follows(line[-1], segment[0], aspect)]
        if fitting:
            min(fitting, key=lambda line: abs(middle(line[-1]) - middle(segment[0]))).extend(segment)
        else:
            lines.append(segment)
    lines.sort(key=lambda line: (sum(map(middle, line)) / len(line), line[0].box.x0))
    return tuple(replace(word, line=number) for number, line in enumerate(lines) for word in as_read(line))


def segments(words: Sequence[Word]) -> list[Segment]:
    """The engine's own lines, each left to right."""
    grouped: dict[int, Segment] = {}
    for word in words:
        grouped.setdefault(word.line, []).append(word)
    return [sorted(segment, key=lambda word: word.box.x0) for segment in grouped.values()]


def follows(left: Word, right: Word, aspect: float) -> bool:
    """Whether `right` stands further along the line that `left` ends."""
    height = max(left.box.y1 - left.box.y0, right.box.y1 - right.box.y0)
    overlap = left.box.x1 - right.box.x0  # words of one line may touch, never lie on each other
    return overlap < height * aspect and abs(middle(left) - middle(right)) < height / 2


def middle(word: Word) -> float:
    """Height of the word's centre on the page."""
    return (word.box.y0 + word.box.y1) / 2
