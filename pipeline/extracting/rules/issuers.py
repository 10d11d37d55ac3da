"""Which state issued a paper: named at its head, or known by the office that speaks."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.layout import Passage, Sheet
from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.normalise.states import find_states
from pipeline.yaml_files import read_yaml

AT_HEAD, BY_OFFICE, DANISH_CARD = 0.7, 0.74, 0.8
HEAD: Final = 0.3
DANISH: Final = frozenset({"residence_permit", "eu_residence_document"})
"""Labels that only Denmark's papers carry here."""


@cache
def offices() -> Mapping[str, re.Pattern[str]]:
    """State → the words of its offices, folded."""
    data = read_yaml(Path(__file__).parent / "issuers.yaml")
    return {
        state: re.compile("|".join(rf"(?<!\w){re.escape(fold(word))}(?!\w)" for word in words))
        for state, words in data.items()
    }


def issuing_states(sheets: tuple[Sheet, ...], context: Context) -> Iterator[Candidate]:
    """The first state named at the head of the document, and the first known by an office."""
    for sheet in sheets[:1]:
        yield from _at_head(sheet, context)
        yield from _by_office(sheet)


def _at_head(sheet: Sheet, context: Context) -> Iterator[Candidate]:
    for segment in sheet.segments:
        short = segment.box.y0 < HEAD and len(segment.words) <= 7
        for found in find_states(segment.text, context) if short else ():
            printed = segment.text[found.start : found.end]
            if (len(printed) > 3 and printed.isupper()) or printed.istitle():
                words = Passage((segment.words,), segment.page).words_in(found.start, found.end)
                sure = AT_HEAD * reading_confidence(words)
                yield Candidate("issuing_state", found.value, printed, words, segment.page, sure, "rule")
                return


def _by_office(sheet: Sheet) -> Iterator[Candidate]:
    for segment in sheet.segments:
        text = fold(segment.text)
        for state, pattern in offices().items():
            if pattern.search(text):
                sure = BY_OFFICE * reading_confidence(segment.words)
                yield Candidate(
                    "issuing_state", state, segment.text, segment.words, sheet.number, sure, "rule"
                )
                return
