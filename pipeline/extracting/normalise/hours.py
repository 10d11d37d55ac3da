"""Hours a week → a number."""

import re

from pipeline.extracting.normalise.found import Context, Found

_HOURS = re.compile(
    r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)(?!\d|[.,]\d)"
    r"(?P<unit>\s?(?:timer|t\.|tim|hours?|hrs?|h\b|stunden|heures|horas|ore|ore|godzin|uur|uren|timmar))?",
    re.IGNORECASE,
)
MOST_A_WEEK = 80


def find_hours(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """All numbers that can be hours of a week, those with their unit first."""
    matches = [match for match in _HOURS.finditer(text) if 0 < _number(match) <= MOST_A_WEEK]
    ordered = sorted(matches, key=lambda match: not match["unit"])
    return tuple(Found(_whole(_number(match)), match.start(), match.end(1)) for match in ordered)


def _number(match: re.Match[str]) -> float:
    return float(match[1].replace(",", "."))


def _whole(number: float) -> float | int:
    return int(number) if number.is_integer() else number
