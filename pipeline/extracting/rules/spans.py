"""Spans of time without a label: many statements print `01.12.2025 - 31.12.2025` at their head, no more."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.layout import Passage, Sheet
from pipeline.extracting.normalise.dates import find_ranges
from pipeline.extracting.normalise.found import Context

BARE_SPAN: Final = 0.68
"""Confidence of a span without a label, by hand until calibrated."""
_JOINT: Final = re.compile(
    r"\s*(?:[-–—]|to|til(?: og med)?|t\.o\.m\.|bis|au|al|a|do|до)\s*(?:den\s|the\s)?", re.IGNORECASE
)


def spans(sheets: tuple[Sheet, ...], context: Context) -> Iterator[Candidate]:
    """The first pair of days on the first page that nothing but a joint parts."""
    for segment in sheets[0].segments if sheets else ():
        for first, last in find_ranges(segment.text, context):
            if first.end <= last.start and _JOINT.fullmatch(segment.text[first.end : last.start]):
                passage = Passage((segment.words,), segment.page)
                for name, found in (("period_start", first), ("period_end", last)):
                    words = passage.words_in(found.start, found.end)
                    sure = BARE_SPAN * reading_confidence(words)
                    printed = segment.text[found.start : found.end]
                    yield Candidate(name, found.value, printed, words, segment.page, sure, "rule")
                return
