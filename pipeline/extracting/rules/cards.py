"""What cards say by their build: numbered fields, and the days of a validity.

Source:
    Directive 2006/126/EC, annex I, for the numbers on driving licences; Decision S2 of the Administrative
    Commission for those on the European health insurance card.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.consistency import surest
from pipeline.extracting.layout import Passage, Segment, Sheet
from pipeline.extracting.normalise.dates import find_dates
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.normalise.names import find_person
from pipeline.extracting.normalise.numbers import find_document_numbers
from pipeline.records import JsonValue, Word
from pipeline.vocabulary import IDENTITY

NUMBERED, BY_TERM, ONE_LEFT = 0.85, 0.72, 0.62
"""Confidence of a numbered field, of a day as far from the expiry as terms run, and of the only day left."""
TERMS: Final = (1, 2, 3, 4, 5, 6, 8, 10, 15)
"""Years that identity papers are valid for; the last day may be one day short of the full years."""
_LICENCE: Final = {
    "1": "surname",
    "2": "given_names",
    "3": "birth_date",
    "4a": "issue_date",
    "4b": "expiry_date",
    "5": "document_number",
}
_CODE: Final = re.compile(r"(?:^|(?<=\s))(?P<code>[1-3]|4[a-d]|[5-9]|1[0-4])\s?[.):]?(?=\s)", re.IGNORECASE)
_GLUED: Final = re.compile(r"^(?P<code>[12])(?=[^\W\d_]{2})")
"""A number that a reader joined to the name after it."""
_HOLDER: Final = re.compile(r"(?:^|\s)3\s?[.):]?\s*[^\W\d]")
_GIVEN: Final = re.compile(r"(?:^|\s)4\s?[.):]?\s*[^\W\d]")
_CPR_ALONE: Final = re.compile(r"\d{6}[\s-]?\d{4}")
_DAYS: Final = frozenset({"birth_date", "issue_date", "expiry_date"})
_NOT_ISSUE: Final = frozenset({"birth_date", "expiry_date"})
"""What a label calls so is not the day of issue, even where it was misread."""


def card_values(
    sheets: tuple[Sheet, ...], label: str, known: Sequence[Candidate], context: Context
) -> Iterator[Candidate]:
    """Fields of a card that its numbers or its days tell."""
    for sheet in sheets:
        lines = [Segment(sheet.number, order, line) for order, line in enumerate(sheet.read_page.lines)]
        if label == "driving_licence":
            for line in lines:
                yield from _numbered(line, context)
        if label == "health_insurance_card":
            yield from _insured(lines)
            yield from _danish_holder(lines, context)
    if label in IDENTITY:
        yield from _issued(sheets, known, context)


def _numbered(segment: Segment, context: Context) -> Iterator[Candidate]:
    codes = [*_GLUED.finditer(segment.text), *_CODE.finditer(segment.text)]
    ends = [*(code.start() for code in codes[1:]), len(segment.text)]
    for code, end in zip(codes, ends, strict=bool(codes)):
        field = _LICENCE.get(code["code"].lower())
        value = _read(field, segment.text[code.end() : end], context) if field else None
        if field and value:
            words = Passage((segment.words,), segment.page).words_in(code.end(), end)
            yield _candidate(field, value, segment, words, NUMBERED)


def _read(field: str, text: str, context: Context) -> JsonValue:
    if field in _DAYS:
        return next((one.value for one in find_dates(text, context)), None)
    if field == "document_number":
        number = next((one.value for one in find_document_numbers(text, context)), None)
        return None if find_dates(text, context) else number
    found = find_person(text, context)
    return found[0].value if found and found[0].end >= len(text.rstrip()) else None


def _insured(lines: Sequence[Segment]) -> Iterator[Candidate]:
    """The holder's names by the numbers 3 and 4, family name first as cards have it."""
    named = (_named_by(lines, mark) for mark in (_HOLDER, _GIVEN))
    under = list(dict.fromkeys(one for one in named if one))
    words = tuple(word for line in under for word in line.words)
    name = " ".join(word.text for word in words)
    if words and not any(sign.isdigit() for sign in name):
        yield _candidate("person_name", name, under[0], words, NUMBERED)


def _named_by(lines: Sequence[Segment], mark: re.Pattern[str]) -> Segment | None:
    """The line under a numbered label, or over it where figures are: some cards print labels last."""
    place = next((number for number, line in enumerate(lines) if mark.search(line.text)), None)
    near = () if place is None else (*lines[place + 1 : place + 2], *lines[max(0, place - 1) : place])
    return next((one for one in near if not any(sign.isdigit() for sign in one.text)), None)


def _danish_holder(lines: Sequence[Segment], context: Context) -> Iterator[Candidate]:
    """The name in the line under the personal number, as the Danish health card has it without any label."""
    for line, below in pairwise(lines):
        found = find_person(below.text, context) if _CPR_ALONE.fullmatch(line.text.strip()) else ()
        if found and " " in str(found[0].value) and found[0].end >= len(below.text.rstrip()):
            yield _candidate("person_name", found[0].value, below, below.words, NUMBERED)


def _issued(sheets: tuple[Sheet, ...], known: Sequence[Candidate], context: Context) -> Iterator[Candidate]:
    """The day of issue: neither birth nor expiry, and a term before the latter."""
    told = surest(known)
    born, expiry = _day(str(told.get("birth_date"))), _day(str(told.get("expiry_date")))
    if expiry is None:
        return
    others = {_day(str(one.value)) for one in known if one.source == "anchor" and one.name in _NOT_ISSUE}
    days = {
        day: (segment, found.start, found.end)
        for sheet in sheets
        for segment in sheet.segments
        for found in find_dates(segment.text, context)
        if (day := _day(str(found.value))) and (born or date.min) < day < expiry and day not in others
    }
    fits = [day for day in days if _a_term_before(day, expiry)]
    chosen, sure = (fits, BY_TERM) if len(fits) == 1 else (list(days), ONE_LEFT)
    if len(chosen) == 1:
        segment, start, end = days[chosen[0]]
        words = Passage((segment.words,), segment.page).words_in(start, end)
        yield _candidate("issue_date", chosen[0].isoformat(), segment, words, sure)


def _a_term_before(day: date, expiry: date) -> bool:
    """Whether whole years lie between two days, give or take a day."""
    return any(abs((_years_on(day, years) - expiry).days) <= 1 for years in TERMS)


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1) - timedelta(days=1)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _candidate(
    field: str, value: JsonValue, segment: Segment, words: tuple[Word, ...], sure: float
) -> Candidate:
    raw = " ".join(word.text for word in words)
    return Candidate(field, value, raw, words, segment.page, sure * reading_confidence(words), "rule")
