"""Flags and kinds by what a document says: permanent, conditional, passed, basis, test."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.layout import Segment, Sheet
from pipeline.extracting.normalise.folding import fold
from pipeline.records import JsonValue, Word
from pipeline.vocabulary import FIELDS
from pipeline.yaml_files import read_yaml

SURE, BY_ABSENCE = 0.85, 0.7
"""Confidence of what is said, and of a flag that stands false because nothing says otherwise."""
SHORT_LINE: Final = 9
"""Words of a line that can be a heading or a printed value; in longer ones the law is told, not the case."""
LONG_WORD, NEARLY = 12, 85
"""Letters of a word that is known despite misread ones, and the likeness (0..100) asked for."""
FALSE_BY_ABSENCE: Final = frozenset({"permanent", "conditional"})
_TICK: Final = re.compile(r"[☒☑✓✔✗✘]|\[x\]|(?<!\w)x(?!\w)", re.IGNORECASE)
_BOX: Final = re.compile(r"[☐□◻]|\[\s?\]")
_GROUNDS: Final = ("grundlag", "basis", "status", "som ", "as a", "as an", "kategori", "category")
_Said = tuple[JsonValue, Segment, tuple[Word, ...]]


@cache
def wording() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Field → value → folded phrases."""
    data = read_yaml(Path(__file__).parent / "wording.yaml")
    names = {True: "yes", False: "no"}  # YAML 1.1 reads yes and no as truth values
    return {
        field: {
            names.get(value, value): tuple(fold(phrase) for phrase in phrases)
            for value, phrases in values.items()
        }
        for field, values in data.items()
    }


def worded_values(sheets: tuple[Sheet, ...], label: str) -> Iterator[Candidate]:
    """Flags of this label as far as the document's words settle them."""
    for field in FIELDS[label]:
        if field in {"permanent", "conditional", "passed"}:
            yield from _flag(sheets, field)
        elif field == "basis" or (field == "test" and label in {"language_test", "citizenship_test"}):
            yield from _kind(sheets, field)


def known_kind(field: str, printed: str) -> str | None:
    """The contract's word for what is printed ("Prøve i Dansk 3" is PD3); None where it knows none."""
    text = fold(printed)
    kinds = wording().get(field, {}).items()
    told = [kind for kind, phrases in kinds if any(_stands_in(one, text) for one in phrases)]
    return next(iter(told or [kind for kind, phrases in kinds if _nearly_stands_in(phrases, text)]), None)


def _flag(sheets: tuple[Sheet, ...], field: str) -> Iterator[Candidate]:
    short_only = field == "permanent"
    no = _first_said(sheets, wording()[field]["no"], short_only=short_only)
    yes = _first_said(sheets, wording()[field]["yes"], short_only=short_only, without=wording()[field]["no"])
    if field == "passed" and no:
        yes = None
    if short_only:
        yes = yes or _first_said(sheets, wording()[field]["told"], short_only=False)
    if yes:
        yield _candidate(field, yes[0], yes[1], value=True)
    elif no:
        yield _candidate(field, no[0], no[1], value=False)
    elif (
        field in FALSE_BY_ABSENCE
        and any(sheet.segments for sheet in sheets)
        # a sentence that speaks of it may say either
        and not _first_said(sheets, wording()[field]["yes"], short_only=False)
    ):
        yield Candidate(
            field, value=False, raw="", words=(), page=sheets[0].number, confidence=BY_ABSENCE, source="rule"
        )


def _kind(sheets: tuple[Sheet, ...], field: str) -> Iterator[Candidate]:
    kinds = wording()[field].items()
    said = [
        (value, *found)
        for value, phrases in kinds
        if (found := _first_said(sheets, phrases, short_only=False))
    ] or [(value, *found) for value, phrases in kinds if (found := _nearly_said(sheets, phrases))]
    if not said:
        return
    ticked = [one for one in said if _ticked(one[1])]
    grounded = [one for one in said if any(word in fold(one[1].text) for word in _GROUNDS)]
    value, segment, words = (ticked or grounded or sorted(said, key=lambda one: (one[1].page, one[1].order)))[
        0
    ]
    yield _candidate(field, segment, words, value=value)


def _ticked(segment: Segment) -> bool:
    return bool(_TICK.search(segment.text)) and not _BOX.search(segment.text)


def _first_said(
    sheets: tuple[Sheet, ...], phrases: tuple[str, ...], *, short_only: bool, without: tuple[str, ...] = ()
) -> tuple[Segment, tuple[Word, ...]] | None:
    """The first line that holds one of the phrases, longest phrases first, outside any of `without`."""
    for sheet in sheets:
        for segment in sheet.segments:
            if short_only and len(segment.words) > SHORT_LINE:
                continue
            text = fold(segment.text)
            for other in without:
                text = text.replace(other, " " * len(other))
            if any(_stands_in(phrase, text) for phrase in phrases):
                return segment, segment.words
    return None


def _nearly_said(
    sheets: tuple[Sheet, ...], phrases: tuple[str, ...]
) -> tuple[Segment, tuple[Word, ...]] | None:
    """The first line that nearly holds one of the phrases."""
    segments = (segment for sheet in sheets for segment in sheet.segments)
    found = next((one for one in segments if _nearly_stands_in(phrases, fold(one.text))), None)
    return (found, found.words) if found else None


def _nearly_stands_in(phrases: tuple[str, ...], text: str) -> bool:
    """Whether a long word of a text is one of the phrases but for a misread letter or two."""
    long = [one for one in phrases if " " not in one and len(one) >= LONG_WORD]
    words = (word for word in re.findall(r"\w+", text) if len(word) >= LONG_WORD)
    return any(process.extractOne(word, long, scorer=fuzz.ratio, score_cutoff=NEARLY) for word in words)


def _stands_in(phrase: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


def _candidate(field: str, segment: Segment, words: tuple[Word, ...], *, value: JsonValue) -> Candidate:
    return Candidate(
        field, value, segment.text, words, segment.page, SURE * reading_confidence(words), "rule"
    )
