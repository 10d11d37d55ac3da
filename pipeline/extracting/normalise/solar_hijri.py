"""Days of the solar Hijri calendar, as papers of Iran and Afghanistan print them, in the common one.

Source:
    convertdate, after Meeus, Astronomical Algorithms; the names of the months in Persian and in Dari.
"""

from typing import Final

from pipeline.extracting.normalise.folding import as_digits, fold

YEARS: Final = range(1270, 1430)
"""From 1891 to 2051."""
_FIGURES_IN: Final = frozenset({"fa", "ps"})
"""Languages whose days in figures are of this calendar when the year is; Arabic ones may be lunar."""
_FIGURES: Final = frozenset("۰۱۲۳۴۵۶۷۸۹")
"""The figures of Persian; Arabic has others."""
_NAMES: Final = (
    ("فروردین", "حمل"),
    ("اردیبهشت", "ثور"),
    ("خرداد", "جوزا"),
    ("تیر", "سرطان"),
    ("مرداد", "اسد"),
    ("شهریور", "سنبله"),
    ("مهر", "میزان"),
    ("آبان", "عقرب"),
    ("آذر", "قوس"),
    ("دی", "جدی"),
    ("بهمن", "دلو"),
    ("اسفند", "حوت"),
)
_MONTHS: Final = {fold(name): number for number, names in enumerate(_NAMES, 1) for name in names}


def common_day(year: str, month: str, day: str, language: str | None) -> str | None:
    """A day as printed, part by part → `YYYY-MM-DD`; None where it is of another calendar, or no day."""
    in_figures = month.isdigit() and (language in _FIGURES_IN or set(month) <= _FIGURES)
    number = int(as_digits(month)) if in_figures else _MONTHS.get(fold(month), 0)
    if not day.isdigit() or int(as_digits(year)) not in YEARS or not 1 <= number <= 12:
        return None
    from convertdate import persian

    printed = (int(as_digits(year)), number, int(as_digits(day)))
    common = persian.to_gregorian(*printed)
    # a day that its month has not is counted on into the next
    return "{:04}-{:02}-{:02}".format(*common) if persian.from_gregorian(*common) == printed else None
