"""Strips to signs: PP-OCRv6 reads a line at a time, and says where along it each sign stands."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.reading.pictures import Picture
from pipeline.reading.text_lines import STRIP_PX
from pipeline.reading.weights import Size, alphabet, recogniser

LEAD: Final = 0.1
TOGETHER: Final = 6
"""Strips read in one go: wider batches waste time on padding."""
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
    """The signs of each strip, in the order of the strips."""
    order = sorted(range(len(strips)), key=lambda place: strips[place].shape[1])
    found: list[Signs] = [()] * len(strips)
    for start in range(0, len(order), TOGETHER):
        places = order[start : start + TOGETHER]
        for place, signs in zip(places, _read([strips[place] for place in places], size), strict=True):
            found[place] = signs
    return found


def _read(strips: Sequence[Picture], size: Size) -> list[Signs]:
    widest = -(-max(strip.shape[1] for strip in strips) // STEP_PX) * STEP_PX
    given = np.zeros((len(strips), 3, STRIP_PX, widest), np.float32)
    for place, strip in enumerate(strips):
        given[place, :, :, : strip.shape[1]] = (strip.astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    model = recogniser(size)
    (answer,) = model.run(None, {model.get_inputs()[0].name: given})
    return [
        _decoded(one, strip.shape[1] / widest, alphabet(size))
        for one, strip in zip(answer, strips, strict=True)
    ]


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


def merged(quick: Signs, careful: Signs) -> Signs:
    """The careful reading, but for single signs that the quick one read otherwise and is far surer of.

    The larger model takes Ø for 0 and Å for å more often when it doubts than the smaller one does.
    """
    texts = [[sign.text for sign in signs] for signs in (quick, careful)]
    found = list(careful)
    for kind, first, last, start, end in SequenceMatcher(
        a=texts[0], b=texts[1], autojunk=False
    ).get_opcodes():
        if kind == "replace" and last - first == end - start:
            for before, after in zip(range(first, last), range(start, end), strict=True):
                if quick[before].sure > careful[after].sure + LEAD:
                    found[after] = replace(careful[after], text=quick[before].text, sure=quick[before].sure)
    return tuple(found)


def least_sure(signs: Signs) -> float:
    """How sure the model is of the sign that it doubts most; 0 for nothing read."""
    return min((sign.sure for sign in signs), default=0.0)
