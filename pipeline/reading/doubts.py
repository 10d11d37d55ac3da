"""Strips read twice where that pays: by the tiny model, by the small one around what the tiny one doubts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final, NamedTuple

import numpy as np

from pipeline.reading.hands import side_by_side
from pipeline.reading.pictures import Picture
from pipeline.reading.strip_reading import Signs, least_sure, parted, read_strip, sureness

LEAD: Final = 0.1
LOST: Final = 0.2
"""How much surer the quick reading is of a sign, or of the whole, when it wins."""
NEAR: Final = 3
"""Doubts with fewer signs between them are one."""
NEARLY_ALL: Final = 0.7
AIR_PX: Final = 8


class Doubt(NamedTuple):
    """Signs of a strip, first and behind the last, and where they stand, in pixels."""

    first: int
    last: int
    start: int
    end: int


def read_twice(strips: Sequence[Picture], doubt: float, *, everything: bool = False) -> list[Signs]:
    """The signs of each strip; `doubt`: signs less sure than this are read again, `everything`: all are."""
    again = 2.0 if everything else doubt
    return side_by_side(lambda strip: mended(strip, read_strip(strip, "tiny"), again), strips)


def mended(strip: Picture, quick: Signs, doubt: float) -> Signs:
    """The quick reading, its doubtful places read by the small model."""
    if least_sure(quick) >= doubt:
        return quick
    found = list(quick)
    for place in reversed(doubts(quick, doubt, strip.shape[1])):
        part = np.ascontiguousarray(strip[:, place.start : place.end])
        careful = within(read_strip(part, "small"), place, strip.shape[1])
        if place.first > 0 or place.last < len(quick):
            careful = stripped(careful)
        found[place.first : place.last] = merged(quick[place.first : place.last], careful)
    return tuple(found)


def doubts(signs: Signs, doubt: float, width: int) -> list[Doubt]:
    """Words with a doubtful sign and one word either side; the whole strip where that is nearly all of it."""
    words = list(parted(signs))
    doubtful = [
        place
        for place, (first, last) in enumerate(words)
        if least_sure(signs[max(0, first - 1) : last]) < doubt
    ]
    spans = [(words[max(0, place - 1)][0], words[min(len(words) - 1, place + 1)][1]) for place in doubtful]
    found = [on_strip(signs, first, last, width) for first, last in joined(spans)]
    if not found or sum(place.end - place.start for place in found) > NEARLY_ALL * width:
        return [Doubt(0, len(signs), 0, width)]
    return found


def joined(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order, those that touch or nearly do as one."""
    first, last = None, 0
    for start, end in spans:
        if first is not None and start - last > NEAR:
            yield first, last
            first = None
        first, last = start if first is None else first, max(last, end)
    if first is not None:
        yield first, last


def on_strip(signs: Signs, first: int, last: int, width: int) -> Doubt:
    """Cut in the blanks before and after."""
    start = int(signs[first - 1].at * width) if first else 0
    end = int(signs[last].at * width) + AIR_PX if last < len(signs) else width
    return Doubt(first, last, start, min(width, end))


def within(signs: Signs, place: Doubt, width: int) -> Signs:
    """Signs of a part of a strip, placed on the whole of it."""
    share = (place.end - place.start) / width
    return tuple(replace(sign, at=place.start / width + sign.at * share) for sign in signs)


def stripped(signs: Signs) -> Signs:
    """Without blanks at either end."""
    inked = [place for place, sign in enumerate(signs) if not sign.text.isspace()]
    return signs[inked[0] : inked[-1] + 1] if inked else ()


def merged(quick: Signs, careful: Signs) -> Signs:
    """The careful reading, but for single signs that the quick one read otherwise and is far surer of.

    Where it is far less sure on the whole the quick one stays: letters of another script make it lose a line.
    The larger model takes Ø for 0 and Å for å more often when it doubts than the smaller one does.
    """
    if sureness(careful) + LOST < sureness(quick):
        return quick
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
