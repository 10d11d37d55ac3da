"""Numbers of documents, references and years: letters and digits as printed."""

import re

from pipeline.extracting.normalise.found import Context, Found

_NUMBER = re.compile(r"(?<!\w)(?=[A-Z0-9./-]*\d)[A-Z0-9]+(?:[./-][A-Z0-9]+)*(?!\w)", re.IGNORECASE)
_SPACED = re.compile(r"(?<!\w)(?:[A-Z]{1,3}\s)?\d{2,}(?:\s\d{2,})+(?!\w)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
SHORTEST = 4


def find_document_numbers(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """Numbers with at least four signs and a digit; spaces within one are dropped."""
    spaced = [Found(re.sub(r"\s", "", one[0]), one.start(), one.end()) for one in _SPACED.finditer(text)]
    plain = [
        Found(one[0], one.start(), one.end()) for one in _NUMBER.finditer(text) if len(one[0]) >= SHORTEST
    ]
    return tuple(sorted([*spaced, *plain], key=lambda one: (one.start, -one.end)))


def find_years(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """All four-digit years."""
    return tuple(Found(one[0], one.start(), one.end()) for one in _YEAR.finditer(text))
