"""Strips to signs: PP-OCRv6 reads a line at a time, and says where along it each sign stands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.hands import side_by_side
from pipeline.reading.pictures import Picture
from pipeline.reading.text_lines import STRIP_PX
from pipeline.reading.weights import Size, alphabet, recogniser

STEP_PX: Final = 8
_TAKEN_FOR: Final = {"∅": "Ø", "⌀": "Ø", "ɸ": "ø"}
"""Signs that only the dictionary's mathematics holds, and what stands on paper."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign, where along the strip it begins (0..1), and how sure the model is of it."""

    text: str
    at: float
    sure: float


Signs = tuple[Sign, ...]


def read_strips(strips: Sequence[Picture], size: Size) -> list[Signs]:
    """The signs of each strip, in their order; singly, as padding costs more than calls."""
    return side_by_side(lambda strip: read_strip(strip, size), strips)


def read_strip(strip: Picture, size: Size) -> Signs:
    """The signs of a strip (48 × width × BGR)."""
    width = strip.shape[1]
    given = np.zeros((1, 3, STRIP_PX, -(-width // STEP_PX) * STEP_PX), np.float32)
    given[0, :, :, :width] = (strip.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    model = recogniser(size)
    (answer,) = model.run(None, {model.get_inputs()[0].name: given})
    return _decoded(answer[0], width / given.shape[3], alphabet(size))


def _decoded(answer: NDArray[np.float32], filled: float, signs: Sequence[str]) -> Signs:
    """Connectionist temporal classification: repeats are one sign, blanks part signs (Graves 2006)."""
    best, sure = answer.argmax(1), answer.max(1)
    starts = np.flatnonzero((best != 0) & (best != np.concatenate([[0], best[:-1]])))
    ends = np.append(starts, len(best))[1:]
    return tuple(
        Sign(
            _TAKEN_FOR.get(signs[best[start]], signs[best[start]]),
            min(1.0, start / len(best) / filled),
            float(sure[start:end][best[start:end] == best[start]].max()),
        )
        for start, end in zip(starts, ends, strict=True)
    )


def least_sure(signs: Signs) -> float:
    """How sure the model is of the sign that it doubts most; 0 for nothing read."""
    return min((sign.sure for sign in signs), default=0.0)


def sureness(signs: Signs) -> float:
    """Of a line, on the average; 0 for nothing read."""
    return sum(sign.sure for sign in signs) / max(1, len(signs))


def parted(signs: Signs) -> Iterator[tuple[int, int]]:
    """First and behind the last place of each run of signs without a blank."""
    for blank, run in groupby(range(len(signs)), key=lambda place: signs[place].text.isspace()):
        places = list(run)
        if not blank:
            yield places[0], places[-1] + 1
