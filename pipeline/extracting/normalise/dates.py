"""Dates as printed anywhere → `YYYY-MM-DD`, unknown parts `XX`."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from itertools import pairwise

from pipeline.extracting.normalise.folding import as_digits
from pipeline.extracting.normalise.found import Context, Found
from pipeline.extracting.normalise.months import month_of
from pipeline.extracting.normalise.solar_hijri import common_day

EARLIEST_YEAR = 1850
BUDDHIST = 543
"""Thai years run ahead by this much (domain page, section 3)."""

_WORD = r"[^\W\d_]{2,}\.?"
_AGAIN = r"\s{1,2}(?P=initial)[^\W\d_]{2,4}\.?(?=\s)"
"""The month in a second language where the reader lost the stroke between: `23 OCT OKT 32`."""
_TWO_WORDS = "(?:تشرين|كانون) (?:الأول|الاول|الثاني)"
"""Months of the Levant that have a first and a second."""
_MONTH = (
    rf"(?P<month>{_TWO_WORDS}|(?P<initial>[^\W\d_])[^\W\d_]+\.?(?:\s?/\s?\d{{0,2}}{_WORD}|{_AGAIN})?|"
    rf"\d{{1,2}}月\s?/\s?{_WORD})"
)
_OF = r"(?:de |of |di |del |d['’]|ta['’] |dnia )?"
_YEAR = r"(?P<year>\d{4}|\d{2})(?!\d|[.,]\d{2})"
_DIGIT = r"[\dOolI]"
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
    "XI": 11,
}
_ROMAN["XII"] = 12
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\d.])(?P<year>\d{4})\s?[-./年=]\s?(?P<month>\d{1,2}|XX)\s?[-./月=]\s?(?P<day>\d{1,2}|XX)日?(?!\d)",
        rf"(?<![\d.])(?P<day>{_DIGIT}{{1,2}}|XX)(?:\s?[./\-–=]\s?)(?P<month>{_DIGIT}{{1,2}}|[IVX]{{1,4}}|XX)"
        rf"(?:\s?[./\-–=]\s?)(?P<year>{_DIGIT}{{4}}|\d{{2}})(?!\d|[.,/]\d|[-–]\d{{1,2}}(?![\d./\-–]))",
        r"(?<![\d./])(?P<day>\d{1,2})\s?[/.]\s?(?P<month>\d{1,2})[\s-]{1,2}(?P<year>\d{4}|\d{2})(?![\d.,]|\s\d)",
        r"(?<![\d.])(?P<day>\d{2}) (?P<month>\d{2}|[IVX]{1,4}) (?P<year>\d{4})(?!\d)",
        r"(?<!\d)(?P<day>[0-3]\d)1(?P<month>[01]\d)1(?P<year>(?:19|20)\d\d)(?!\d)",  # slashes read as ones
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?\.?[\s\-./]?\s?{_OF}{_MONTH}[\s\-.,/]{{0,2}}{_OF}{_YEAR}",
        rf"(?<![^\W\d_]){_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})\.?\s(?:m\.?\s)?{_MONTH}\s(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<year>\d{{4}})\.?\s?g(?:ada|\.)\s(?P<day>\d{{1,2}})\.?\s{_MONTH}",
        rf"(?<![^\W\d_])(?P<day>){_MONTH}\s{_OF}(?P<year>\d{{4}})(?!\d)",
    )
)
_Numbers = tuple[int, int | None, int | None]
_AMERICAN = re.compile(
    r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
    r",?\s\d{5}(?:-\d{4})?\b|\bdriver\W?s? license\b",
    re.IGNORECASE,
)
"""A state with its ZIP code, or what only American states call a driving licence."""
_DANISH = re.compile(r"\b(?:danmark|denmark|københavn|copenhagen)\b", re.IGNORECASE)
"""On papers made here an American's own address says nothing of the days."""
_MONTH_ALONE = re.compile(r"\d{4}-\d{2}-XX")
_FIGURES = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d{2})(?![\d/-])")


def month_stands_first(text: str) -> bool:
    """Whether a page's days put the month first: all that can be read in one way do, or it is American."""
    pairs = [(int(one), int(other)) for one, other in _FIGURES.findall(text)]
    if any(other <= 12 < one for one, other in pairs):
        return False
    american = _AMERICAN.search(text) and not _DANISH.search(text)
    return any(one <= 12 < other for one, other in pairs) or bool(american)


def find_dates(text: str, context: Context) -> tuple[Found, ...]:
    """All dates in order of place; of two readings of one place the longer stands."""
    found = sorted(_readings(text, context), key=lambda one: (one.start, -one.end))
    kept: list[Found] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def find_ranges(text: str, context: Context) -> tuple[tuple[Found, Found], ...]:
    """Pairs of a first and a last day; a month alone means all its days."""
    dates = find_dates(text, context)
    days = [one for one in dates if not str(one.value).endswith("XX")]
    pairs = [(first, last) for first, last in pairwise(days) if str(first.value) <= str(last.value)]
    months = [one for one in dates if _MONTH_ALONE.fullmatch(str(one.value))]
    return tuple(pairs) or tuple(_whole_month(one) for one in months)


def _whole_month(month: Found) -> tuple[Found, Found]:
    stem = str(month.value)[:8]
    last = monthrange(int(stem[:4]), int(stem[5:7]))[1]
    return Found(f"{stem}01", month.start, month.end), Found(f"{stem}{last}", month.start, month.end)


def _readings(text: str, context: Context) -> Iterator[Found]:
    for form in _FORMS:
        for match in form.finditer(text):
            value = _value(match, context)
            if value:
                yield Found(value, match.start(), match.end())


def _value(match: re.Match[str], context: Context) -> str | None:
    solar = common_day(match["year"], match["month"], match["day"], context.language)
    if solar:
        return solar
    numbers = _numbers(match, context)
    if numbers is None:
        return None
    year, month, day = numbers
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= monthrange(year, month or 1)[1]:
        return None
    return f"{year:04}-{_two(month)}-{_two(day)}"


def _numbers(match: re.Match[str], context: Context) -> _Numbers | None:
    year = _year(as_digits(match["year"]), context.latest_year)
    if year is None:
        return None
    try:
        month, day = _month(match["month"], context), _unknown_or(match["day"])
    except ValueError:
        return None
    if month is not None and day is not None and _month_stands_first(match, month, day, context):
        month, day = day, month
    return year, month, day


def _month_stands_first(match: re.Match[str], month: int, day: int, context: Context) -> bool:
    """Day and month as figures can change places: by the state's custom, or where only that is possible."""
    if not re.fullmatch(r"\d{1,2}", match["month"]) or match.start("day") > match.start("month"):
        return False
    return (day <= 12 and context.month_first) or (month > 12 >= day)


def _month(printed: str, context: Context) -> int | None:
    if printed.upper() in _ROMAN:
        return _ROMAN[printed.upper()]
    if any(letter.isdigit() for letter in printed) and "月" not in printed:
        return _unknown_or(printed)
    if printed.upper() == "XX":
        return None
    return _first(lambda word: month_of(word, context.language), [printed, *re.split(r"[\s/]+", printed)])


def _first(read: Callable[[str], int | None], words: list[str]) -> int:
    """The first month among the names; raises ValueError when none is one."""
    for word in words:
        number = read(word)
        if number is not None:
            return number
    raise ValueError


def _unknown_or(printed: str) -> int | None:
    if printed.upper() in {"XX", "", "00"}:
        return None
    return int(as_digits(printed))


def _year(printed: str, latest: int) -> int | None:
    year = int(printed)
    if len(printed) == 2:
        year += latest // 100 * 100
        return year if year <= latest else year - 100
    if latest + BUDDHIST >= year > latest + 300:
        year -= BUDDHIST
    return year if EARLIEST_YEAR <= year <= latest + 50 else None


def _two(number: int | None) -> str:
    return "XX" if number is None else f"{number:02}"
