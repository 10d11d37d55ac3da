"""Values by their labels: read at the places where each label's value may stand, refused when of the wrong kind."""

from collections.abc import Iterator
from typing import Final

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.kinds import KIND_OF, LISTS, REACH, REACH_OF_FIGURES, READERS
from pipeline.extracting.layout import Passage
from pipeline.extracting.normalise.dates import find_ranges
from pipeline.extracting.normalise.found import Context, Found
from pipeline.extracting.normalise.names import find_last_person
from pipeline.extracting.phrases import Hit, Mode
from pipeline.extracting.placing import Anchored, Place, places

RANGES: Final = {"period": ("period_start", "period_end"), "validity": ("start_date", "end_date")}
"""Labels of a span of time and the two fields that it fills."""
WORTH_OF_MODE: Final[dict[Mode, float]] = {"label": 1.0, "after": 0.95, "before": 0.9, "weak": 0.75}


def anchored_values(anchored: Anchored, context: Context) -> Iterator[Candidate]:
    """All values that the labels of a page lead to."""
    for hit in anchored.hits:
        for meaning in hit.meanings:
            if meaning.field in RANGES:
                yield from _range(anchored, hit, meaning.field, context)
            elif meaning.field in KIND_OF:
                yield from _values(anchored, hit, meaning.field, meaning.mode, context)


def _values(anchored: Anchored, hit: Hit, field: str, mode: Mode, context: Context) -> Iterator[Candidate]:
    for place in places(anchored, hit, KIND_OF[field], mode):
        found = _read(field, place.passage, context, backwards=mode == "before")
        if found:
            yield _candidate(field, found, place, WORTH_OF_MODE[mode] * hit.worth)
            return


def _range(anchored: Anchored, hit: Hit, field: str, context: Context) -> Iterator[Candidate]:
    for place in places(anchored, hit, "date", "label"):
        pair = next(iter(find_ranges(place.passage.text, context)), None)
        if pair and pair[0].start <= REACH_OF_FIGURES:
            for name, found in zip(RANGES[field], pair, strict=True):
                yield _candidate(name, (found,), place, hit.worth)
            return


def _candidate(field: str, found: tuple[Found, ...], place: Place, worth: float) -> Candidate:
    start, end = min(one.start for one in found), max(one.end for one in found)
    words = place.passage.words_in(start, end)
    value = [str(one.value) for one in found] if field in LISTS else found[0].value
    confidence = place.confidence * worth * reading_confidence(words)
    return Candidate(
        field, value, place.passage.text[start:end], words, place.passage.page, confidence, "anchor"
    )


def _read(field: str, passage: Passage, context: Context, *, backwards: bool) -> tuple[Found, ...]:
    """What stands at the head (or, before a phrase, at the tail) of a passage, when it is of the field's kind."""
    kind = KIND_OF[field]
    found = find_last_person(passage.text) if backwards else READERS[kind](passage.text, context)
    if not found:
        return ()
    if backwards:
        return found[-1:]
    if found[0].start > REACH.get(kind, REACH_OF_FIGURES) + _lead(passage.text):
        return ()
    return found if kind == "people" else found[:1]


def _lead(text: str) -> int:
    """How many signs come before the first letter or digit."""
    return next((place for place, sign in enumerate(text) if sign.isalnum()), 0)
