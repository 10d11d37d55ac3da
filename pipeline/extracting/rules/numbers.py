"""Numbers that tell what they are wherever they stand: CPR, IBAN, CVR, the code of a form."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.layout import Passage, Segment, Sheet
from pipeline.extracting.normalise.amounts import find_amounts
from pipeline.extracting.normalise.cpr import find_cprs
from pipeline.extracting.normalise.cvr import find_cvrs
from pipeline.extracting.normalise.found import Context, Found
from pipeline.extracting.normalise.iban import find_ibans

SURE: Final = 0.8
MARGIN: Final = 0.14
"""The code of a form stands this near to the top or the foot of its page."""
_FORM: Final = re.compile(
    r"(?<!\w)(?P<code>[A-Z]{2,5}\d{1,2}[A-Z]?|[A-Z]{2,5}-\d{1,4}[A-Z]?|[A-Z]{2,4}-[a-z]{2,8}\s\d{1,3})(?![\w-])"
)
FIRST_SUM: Final = 0.64
"""A sum with its currency on a receipt, where no label says which it is."""
_MONEY: Final = re.compile(r"(?i)\d.*\b(?:kr|dkk|eur)\b|\b(?:kr|dkk|eur)\b.*\d|€")
_CVR_WORD: Final = re.compile(r"\b(?:cvr|se-nr)\b", re.IGNORECASE)


def shaped_numbers(sheets: tuple[Sheet, ...], context: Context) -> Iterator[Candidate]:
    """All numbers of the document that are told by their shape, first of each kind first."""
    for sheet in sheets:
        for segment in sheet.segments:
            yield from _found(segment, "cpr", find_cprs, context)
            yield from _found(segment, "personal_number", find_cprs, context, FIRST_SUM)
            yield from _found(segment, "iban", find_ibans, context)
            if _MONEY.search(segment.text):
                yield from _found(segment, "amount", find_amounts, context, FIRST_SUM)
            if _CVR_WORD.search(segment.text):
                yield from _found(segment, "employer_cvr", find_cvrs, context)
                yield from _found(segment, "cvr", find_cvrs, context)
            if segment.box.y1 < MARGIN or segment.box.y0 > 1 - MARGIN:
                yield from _found(segment, "form_id", _form_codes, context)


def _form_codes(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    return tuple(Found(match["code"], match.start(), match.end()) for match in _FORM.finditer(text))


def _found(
    segment: Segment,
    field: str,
    find: Callable[[str, Context], tuple[Found, ...]],
    context: Context,
    worth: float = SURE,
) -> Iterator[Candidate]:
    for found in find(segment.text, context)[:1]:
        words = Passage((segment.words,), segment.page).words_in(found.start, found.end)
        sure = worth * reading_confidence(words)
        raw = segment.text[found.start : found.end]
        yield Candidate(field, found.value, raw, words, segment.page, sure, "rule")
