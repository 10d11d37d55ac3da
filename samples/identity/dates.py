"""Days as identity papers print them; unknown parts are `XX` in normal form (Doc 9303, part 3)."""

from typing import Final

_ENGLISH: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_FRENCH: Final = (
    "JAN", "FÉV", "MARS", "AVR", "MAI", "JUIN", "JUIL", "AOÛT", "SEPT", "OCT", "NOV", "DÉC",
)  # fmt: skip
DAY_STYLES: Final = 10
_SHORT_YEAR: Final = frozenset({4, 9})
"""Styles that print two digits of the year; a birth date always has four."""
_UNKNOWN: Final = (("XX", "XX"), ("00", "00"), ("--", "--"), ("", ""))


def printed_day(iso: str, style: int, *, birth: bool = False) -> str:
    """An ISO day, perhaps with unknown parts, in one of ten styles."""
    year, month, day = iso.split("-")
    if "XX" in iso:
        return _partly_unknown(year, month, style)
    style %= DAY_STYLES
    if birth and style in _SHORT_YEAR:
        style -= 2
    word, french = _ENGLISH[int(month) - 1], _FRENCH[int(month) - 1]
    return (
        f"{day} {word} {year}",
        f"{day}.{month}.{year}",
        f"{day} {month} {year}",
        f"{day}/{month}/{year}",
        f"{day} {word}/{french} {year[2:]}",
        f"{day} {word.capitalize()} {year}",
        f"{day}-{month}-{year}",
        f"{day} {word}/{french} {year}",
        f"{year}-{month}-{day}",
        f"{day} {word} /{french} {year[2:]}",
    )[style]


def _partly_unknown(year: str, month: str, style: int) -> str:
    missing_day, missing_month = _UNKNOWN[style % len(_UNKNOWN)]
    parts = [missing_day, missing_month if month == "XX" else month, year]
    return (" ", ".", "/")[style % 3].join(part for part in parts if part)


def zone_day(iso: str) -> str:
    """An ISO day as a zone has it: `YYMMDD`, unknown parts as fillers."""
    return iso.replace("-", "").replace("X", "<")[2:]
