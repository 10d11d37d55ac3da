"""What letters say by their form: letterhead, addressee, the line of place and date."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.layout import Passage, Segment, Sheet
from pipeline.extracting.normalise.addresses import find_addresses
from pipeline.extracting.normalise.dates import find_dates
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.normalise.names import find_firm, find_person, is_firm
from pipeline.records import JsonValue, Word
from pipeline.vocabulary import IDENTITY

ADDRESSEE, LETTERHEAD, PLACE_AND_DATE, DATE_ALONE, FIRST_ADDRESS = 0.7, 0.72, 0.78, 0.64, 0.62
"""Confidence of each form, by hand until calibrated."""
LESS_FOR_DECREES: Final = 0.06
HEAD, FOOT = 0.3, 0.55
"""Upper part of a page that holds the letterhead; share of the text's depth from which on it is signed."""
_PLACE_DATE: Final = re.compile(
    r"^\W*(?!(?:den|the|am|le|fra|til|from)\b)[^\W\d_a-zæøå][\w .'’-]{1,28}(?:,|\s)\s*"
    r"(?:den|the|am|le|dnia|d\.)?\s*"
    r"(?=\d{1,2}[^\w]|\d{4}-|[^\W\d_]+ \d{1,2},)"
)
_TIME: Final = re.compile(r"^\W*(?:kl\.?\s*|at\s+|um\s+)?\d{1,2}[:.]\d{2}(?!\d)")
"""A time of day after a date: when a page was printed or sent, not when it was signed."""
_POSTCODE: Final = re.compile(r"(?<!\d)(?:[A-Z]{1,2}-)?\d{4,5}\s+[A-ZÆØÅ]")
_NAME_BEFORE: Final = r"(?:[A-ZÆØÅÖÄÜ][\w'’-]*\s){0,3}"
_INSTITUTION: Final = re.compile(
    _NAME_BEFORE
    + r"[A-ZÆØÅ]?[\w-]*(?:[Uu]niversit[eéyä]\w{0,2}|UNIVERSIT[EÉYÄ]\w{0,2}|[Hh]øjskole|[Aa]kademi"
    r"|[Cc]ollege|Academy|[Hh]ochschule|[Ss]progcenter|School)(?![\w-])(?:\s(?:of|for|i|de|di)(?:\s[A-ZÆØÅ]\w+){1,4})?"
)
_AUTHORITY: Final = re.compile(
    r"Udbetaling Danmark|(?:[A-ZÆØÅ][\w-]+\s){0,2}(?:[A-ZÆØÅ]\w*)?(?:[Pp]ension|[Kk]ommune|styrelsen"
    r"|[Ff]orsikring|a-kasse|[Rr]entenversicherung|Försäkringskassan)(?![\w-])"
)
ADDRESSED: Final = {
    "person_name": frozenset(
        {"tax_statement", "pension_or_benefit_letter", "utility_bill", "study_admission", "payslip",
         "payment_receipt",
         "eu_residence_document", "company_registration"}
    ),
    "holder_names": frozenset({"bank_statement"}),
}  # fmt: skip
"""Field → labels of letters that go to the person they are about."""


def letter_values(sheets: tuple[Sheet, ...], label: str, context: Context) -> Iterator[Candidate]:
    """What the form of a letter tells, for fields that this label can have."""
    if not sheets:
        return
    first = sheets[0]
    for field, labels in ADDRESSED.items():
        if label in labels:
            yield from _addressee(first, field, context)
    yield from _letterhead(first, context)
    yield from _organisation(first)
    for sheet in sheets:
        if label not in IDENTITY:
            yield from _dates(sheet, context)
        yield from _addresses(sheet, context)


def _addressee(sheet: Sheet, field: str, context: Context) -> Iterator[Candidate]:
    """A name over a street over a postcode."""
    for segment in sheet.segments:
        found = find_person(segment.text, context)
        if segment.box.y0 > HEAD + 0.1 or not found or _is_office(segment.text) or len(segment.words) < 2:
            continue
        under = sheet.column_from(segment, ())[1:4]
        if any(_POSTCODE.search(one.text) for one in under) and found[0].end >= len(segment.text) - 1:
            value = [str(found[0].value)] if field == "holder_names" else found[0].value
            yield _candidate(field, value, segment, segment.words, ADDRESSEE)
            return


def _is_office(text: str) -> bool:
    return is_firm(text) or bool(_INSTITUTION.search(text) or _AUTHORITY.search(text))


def _letterhead(sheet: Sheet, context: Context) -> Iterator[Candidate]:
    """The first firm with its legal form in the upper part of the first page."""
    for segment in sheet.segments:
        found = find_firm(segment.text, context)
        if found and segment.box.y0 < HEAD:
            words = _words(segment, found[0].start, found[0].end)
            for field in ("employer_name", "company_name", "payer_name"):
                yield _candidate(field, found[0].value, segment, words, LETTERHEAD)
            return


def _organisation(sheet: Sheet) -> Iterator[Candidate]:
    """The first short line that names a school or an authority."""
    for field, pattern in (("institution", _INSTITUTION), ("payer_name", _AUTHORITY)):
        for segment in sheet.segments:
            match = pattern.search(segment.text)
            if match:
                words = _words(segment, match.start(), match.end())
                yield _candidate(field, match[0].strip(" -–—,"), segment, words, LETTERHEAD)
                break


def _dates(sheet: Sheet, context: Context) -> Iterator[Candidate]:
    """Place and date on one line, or a date alone at the head of the page or the foot of its text."""
    foot = FOOT * max((segment.box.y1 for segment in sheet.segments), default=1.0)
    for segment in sheet.segments:
        found = find_dates(segment.text, context)
        if len(found) != 1 or str(found[0].value).endswith("X") or _TIME.match(segment.text[found[0].end :]):
            continue
        words = _words(segment, found[0].start, found[0].end)
        rest = segment.text[: found[0].start] + segment.text[found[0].end :]
        if not any(sign.isalnum() for sign in rest) or (segment.box.y0 < HEAD and found[0].start == 0):
            if segment.box.y0 < HEAD or segment.box.y0 > foot:
                yield from _dated(found[0].value, segment, words, DATE_ALONE)
        elif _PLACE_DATE.match(segment.text) and len(segment.words) <= 8:
            yield from _dated(found[0].value, segment, words, PLACE_AND_DATE)


def _dated(value: JsonValue, segment: Segment, words: tuple[Word, ...], sure: float) -> Iterator[Candidate]:
    """The day of a letter; for a decree that names no other day it is the decree's."""
    yield _candidate("issue_date", value, segment, words, sure)
    yield _candidate("decree_date", value, segment, words, sure - LESS_FOR_DECREES)


def _addresses(sheet: Sheet, context: Context) -> Iterator[Candidate]:
    for segment in sheet.segments:
        for found in find_addresses(segment.text, context)[:1]:
            words = _words(segment, found.start, found.end)
            yield _candidate("address", found.value, segment, words, FIRST_ADDRESS - 0.1 * segment.box.y0)


def _words(segment: Segment, start: int, end: int) -> tuple[Word, ...]:
    return Passage((segment.words,), segment.page).words_in(start, end)


def _candidate(
    field: str, value: JsonValue, segment: Segment, words: tuple[Word, ...], sure: float
) -> Candidate:
    return Candidate(
        field, value, segment.text, words, segment.page, sure * reading_confidence(words), "rule"
    )
