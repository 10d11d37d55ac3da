"""Values by their labels: read where each label's value may stand, refused when of the wrong kind."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.consistency import OWN_DAYS
from pipeline.extracting.kinds import KIND_OF, LISTS, NAME_PARTS, REACH, REACH_OF_FIGURES, READERS
from pipeline.extracting.layout import Passage
from pipeline.extracting.normalise.amounts import find_amounts
from pipeline.extracting.normalise.dates import find_dates, find_ranges
from pipeline.extracting.normalise.found import Context, Found
from pipeline.extracting.normalise.names import find_last_party, find_last_person, find_person
from pipeline.extracting.phrases import ELSEWHERE, OTHER, Hit, Mode, squash
from pipeline.extracting.placing import TRANSLATABLE, Anchored, Place, places
from pipeline.extracting.transliteration import agrees
from pipeline.records import Word

RANGES: Final = {"period": ("period_start", "period_end"), "validity": ("start_date", "end_date")}
"""Labels of a span of time and the two fields that it fills."""
NAMING: Final = frozenset({"person", "people", "party", "organisation"})
WITH_BIRTHDAYS: Final = frozenset({"child_names"})
"""Names that forms tell with the day of birth; any other name before a day is a place."""
PARTIES: Final = frozenset({"landlord_name", "tenant_names", "host_name"})
TABLE: Final = 8.0
"""Heights of text under a label in which the rows of a table show."""
ROWS: Final = 3
"""Amounts under each other that make a table."""
LESS_LIKELY: Final = 0.6
"""Worth of a lone word as a whole name, and of a plain `Address` after a party's name."""
_STROKE: Final = re.compile(r"\s?/\s?")
WORTH_OF_MODE: Final[dict[Mode, float]] = {"label": 1.0, "after": 0.95, "before": 0.9, "weak": 0.75}


def labelled_values(anchored: Anchored, context: Context) -> Iterator[Candidate]:
    """All values that labels of a form lead to: labels at the head of their line."""
    for hit in anchored.hits:
        for meaning in hit.meanings if anchored.leads(hit) else ():
            if meaning.mode in {"after", "before"}:
                continue
            if meaning.field in RANGES:
                yield from _range(anchored, hit, meaning.field, context)
            elif meaning.field in KIND_OF and not _heads_a_column(anchored, hit, meaning.field, context):
                yield from _values(anchored, hit, meaning.field, meaning.mode, context)


def told_values(anchored: Anchored, context: Context) -> Iterator[Candidate]:
    """All values told in sentences; `anchored` is a page of whole paragraphs."""
    for hit in anchored.hits:
        for meaning in hit.meanings:
            told = meaning.mode in {"after", "before"} or not anchored.leads(hit)
            if told and meaning.field in KIND_OF:
                yield from _values(anchored, hit, meaning.field, meaning.mode, context)


def days_of_others(anchored: Anchored, context: Context) -> Iterator[Word]:
    """The words of days to which a label leads that is not the paper's own day: a birth, an entry."""
    for hit in anchored.hits:
        other = all(KIND_OF.get(one.field, "date") == "date" for one in hit.meanings)
        own = any(one.field in OWN_DAYS for one in hit.meanings)
        if other and not own and anchored.leads(hit):
            passages = (place.passage for place in places(anchored, hit, "date", "label"))
            yield from next(filter(None, (_led_day(passage, context) for passage in passages)), ())


def _led_day(passage: Passage, context: Context) -> Sequence[Word]:
    """The words of the day at the head of a passage."""
    found = next(iter(find_dates(passage.text, context)), None)
    if found is None or found.start > REACH_OF_FIGURES + _lead(passage.text):
        return ()
    return passage.words_in(found.start, found.end)


def _values(anchored: Anchored, hit: Hit, field: str, mode: Mode, context: Context) -> Iterator[Candidate]:
    for place in places(anchored, hit, KIND_OF[field], mode):
        found = _read(field, place.passage, context, backwards=mode == "before")
        if found and not _is_label(str(found[0].value), KIND_OF[field], anchored):
            less = (
                _is_lone_word(field, found[0])
                or _is_of_party(anchored, hit, field)
                or (KIND_OF[field] == "date" and anchored.leads(hit) and anchored.runs_on(hit))
            )
            worth = LESS_LIKELY if less else 1.0
            yield _candidate(field, found, place, worth * WORTH_OF_MODE[mode])
            return


def _heads_a_column(anchored: Anchored, hit: Hit, field: str, context: Context) -> bool:
    """Whether several amounts stand under it and no label between: it heads a table, and leads to none."""
    if KIND_OF[field] != "amount":
        return False
    under = anchored.sheet.below(hit.segment.box, TABLE)
    column = takewhile(lambda one: one.order not in anchored.label_orders, under)
    return sum(bool(find_amounts(one.text, context)) for one in column) >= ROWS


def _range(anchored: Anchored, hit: Hit, field: str, context: Context) -> Iterator[Candidate]:
    for place in places(anchored, hit, "date", "label"):
        pair = next(iter(find_ranges(place.passage.text, context)), None)
        if pair and pair[0].start <= REACH_OF_FIGURES:
            for name, found in zip(RANGES[field], pair, strict=True):
                yield _candidate(name, (found,), place, 1.0)
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
    """What stands at the head (before a phrase: at the tail) of a passage, when it is of the field's kind."""
    kind = KIND_OF[field]
    found = _backwards(passage.text, kind, context) if backwards else READERS[kind](passage.text, context)
    if field in NAME_PARTS and found:
        found = _in_latin(found[0], passage.text, context)
    placed = kind in NAMING and field not in WITH_BIRTHDAYS
    if not found or (placed and _dated(passage.text[found[-1].end :], context)):
        return ()
    if backwards:
        return found
    if found[0].start > REACH.get(kind, REACH_OF_FIGURES) + _lead(passage.text):
        return ()
    return found if kind == "people" else found[:1]


def _in_latin(name: Found, text: str, context: Context) -> tuple[Found, ...]:
    """The second of two spellings with a stroke between, where the first is none of it in Latin letters.

    Cards print a name in their state's own letters first, and a reader takes those for what they look like.
    """
    stroke = _STROKE.match(text, name.end)
    second = find_person(text[stroke.end() :], context) if stroke else ()
    if not stroke or not second or agrees(str(name.value), str(second[0].value)):
        return (name,)
    return (Found(second[0].value, stroke.end() + second[0].start, stroke.end() + second[0].end),)


def _is_of_party(anchored: Anchored, hit: Hit, field: str) -> bool:
    """Whether a plain `Address` comes next after a party's name: then it is the party's, not the home's."""
    if field != "address" or not any(meaning.field == "part_address" for meaning in hit.meanings):
        return False
    before = [one for one in anchored.hits if one.segment.order < hit.segment.order and anchored.leads(one)]
    named = next((one for one in reversed(before) if not _is_detail(one)), None)
    return named is not None and any(meaning.field in PARTIES for meaning in named.meanings)


def _is_detail(hit: Hit) -> bool:
    """Whether a label only goes on about the party named above it: its name, its number."""
    return all(one.field == "part_name" or one.field in {OTHER, ELSEWHERE} for one in hit.meanings)


def _is_lone_word(field: str, found: Found) -> bool:
    """Whether one word stands for a whole name: some people have but one, yet more often it is no name."""
    name = str(found.value)
    whole = KIND_OF[field] in {"person", "party"} and field not in NAME_PARTS
    return whole and " " not in name and name.upper() != name.lower()


def _is_label(value: str, kind: str, anchored: Anchored) -> bool:
    """Whether a text is for the most part words of labels, so that a label was misread, not a value found."""
    words = re.findall(r"[^\W\d_]{3,}", value) if kind in TRANSLATABLE else []
    return 2 * sum(squash(word) in anchored.label_words for word in words) > len(words)


def _backwards(text: str, kind: str, context: Context) -> tuple[Found, ...]:
    """What stands right before a phrase: from the last joint on, else the name at the very end."""
    if kind in {"party", "organisation"}:
        return find_last_party(text)
    start = re.match(r"\W*(?:(?:og|and|und|et|y|mellem|between)\s+)?", text, re.IGNORECASE)
    skipped = start.end() if start else 0
    found = READERS[kind](text[skipped:], context) if text[skipped : skipped + 1].isupper() else ()
    if found and len(str(found[0].value).split()) > 1:
        return tuple(Found(one.value, one.start + skipped, one.end + skipped) for one in found)
    return find_last_person(text)


def _dated(rest: str, context: Context) -> bool:
    """Whether a date follows at once, as after a place (`Odense, den 3. maj 2026`): then it was no name."""
    dates = find_dates(rest, context)
    return bool(dates) and not re.search(r"[^\W\d_]{4,}", rest[: dates[0].start])


def _lead(text: str) -> int:
    """How many signs come before the first letter or digit."""
    return next((place for place, sign in enumerate(text) if sign.isalnum()), 0)
