"""Danish personal numbers (CPR) → ten digits.

Source:
    CPR-kontoret; modulus 11 is not kept since 1 October 2007, so it never rejects. Replacement numbers add 60
    to the day.
"""

import re
from calendar import monthrange

from pipeline.extracting.normalise.found import Context, Found

_CPR = re.compile(r"(?<![\d\w.,-])(\d{6})\s?[-–]?\s?(\d{4})(?![\d\w]|[-.,]\d)")
_REPLACEMENT = 60


def find_cprs(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """All ten-digit numbers whose first six can be a day."""
    matches = _CPR.finditer(text)
    return tuple(
        Found(match[1] + match[2], match.start(), match.end())
        for match in matches
        if plausible(match[1] + match[2])
    )


def plausible(cpr: str) -> bool:
    """Whether ten digits begin with a day of the century that the seventh names."""
    day, month = int(cpr[:2]), int(cpr[2:4])
    if day > _REPLACEMENT:
        day -= _REPLACEMENT
    return 1 <= month <= 12 and 1 <= day <= monthrange(birth_year(cpr), month)[1]


def birth_year(cpr: str) -> int:
    """The year by the seventh digit (domain page, section 3)."""
    year, seventh = int(cpr[4:6]), int(cpr[6])
    if seventh <= 3:
        return 1900 + year
    if seventh in {4, 9}:
        return 2000 + year if year <= 36 else 1900 + year
    return 2000 + year if year <= 57 else 1800 + year


def birth_date(cpr: str) -> str | None:
    """The day of birth that the number tells; None for replacement numbers."""
    day = int(cpr[:2])
    return None if day > _REPLACEMENT else f"{birth_year(cpr)}-{cpr[2:4]}-{cpr[:2]}"
