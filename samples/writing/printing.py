"""How a value is printed in a language: dates, amounts, states, addresses, lists of names."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal
from convertdate import islamic, persian

from pipeline.records import JsonValue
from samples.writing.values import Value

_DATES: Final = {
    "en": (
        "d MMMM yyyy",
        "dd/MM/yyyy",
        "yyyy-MM-dd",
        "d MMM yyyy",
        "dd-MM-yyyy",
        "MMMM d, yyyy",
        "dd MMM yyyy",
    ),
    "da": (
        "dd.MM.yyyy",
        "d. MMMM yyyy",
        "dd-MM-yyyy",
        "d. MMMM yyyy",
        "yyyy-MM-dd",
        "d.M.yyyy",
        "d. MMM yyyy",
    ),
    "sv": ("yyyy-MM-dd", "d MMMM yyyy", "yyyy-MM-dd"),
    "de": ("dd.MM.yyyy", "d. MMMM yyyy", "dd.MM.yyyy"),
    "no": ("dd.MM.yyyy", "d. MMMM yyyy", "dd.MM.yyyy"),
    "is": ("dd.MM.yyyy", "d. MMMM yyyy", "d.M.yyyy"),
    "fi": ("d.M.yyyy", "dd.MM.yyyy", "d. MMMM yyyy"),
    "es": ("dd/MM/yyyy", "d 'de' MMMM 'de' yyyy", "dd-MM-yyyy"),
    "pt": ("dd/MM/yyyy", "d 'de' MMMM 'de' yyyy", "yyyy-MM-dd"),
    "fr": ("dd/MM/yyyy", "d MMMM yyyy", "dd.MM.yyyy"),
    "it": ("dd/MM/yyyy", "d MMMM yyyy", "dd-MM-yyyy"),
    "pl": ("dd.MM.yyyy", "d MMMM yyyy 'r.'", "yyyy-MM-dd"),
    "ro": ("dd.MM.yyyy", "d MMMM yyyy", "dd.MM.yyyy"),
    "hr": ("dd.MM.yyyy.", "d. MMMM yyyy.", "d. M. yyyy."),
    "lt": ("yyyy-MM-dd", "yyyy 'm.' MMMM d 'd.'", "yyyy.MM.dd"),
    "el": ("dd/MM/yyyy", "d MMMM yyyy", "dd-MM-yyyy"),
    "tr": ("dd.MM.yyyy", "d MMMM yyyy", "dd/MM/yyyy"),
    "uk": ("dd.MM.yyyy", "d MMMM yyyy 'р.'", "dd.MM.yyyy"),
    "ru": ("dd.MM.yyyy", "d MMMM yyyy 'г.'", "dd.MM.yyyy"),
    "vi": ("dd/MM/yyyy", "'ngày' d 'tháng' M 'năm' yyyy", "dd-MM-yyyy"),
    "so": ("dd/MM/yyyy", "d MMMM yyyy", "dd-MM-yyyy"),
    "hi": ("dd/MM/yyyy", "dd-MM-yyyy", "d MMMM yyyy"),
    "ar": ("dd/MM/yyyy", "d MMMM yyyy", "yyyy/MM/dd"),
    "zh": ("yyyy年M月d日", "yyyy-MM-dd", "yyyy年MM月dd日"),
}
_USUAL_DATES: Final = ("dd.MM.yyyy", "d MMMM yyyy", "dd.MM.yyyy")
_AND: Final = {
    "da": "og", "no": "og", "sv": "och", "de": "und", "en": "and", "es": "y", "fr": "et", "it": "e",
    "pt": "e", "pl": "i", "ro": "și", "uk": "та", "ru": "и", "ar": "و", "nl": "en", "hr": "i", "fi": "ja",
    "is": "og", "lt": "ir", "el": "και", "tr": "ve", "fa": "و", "vi": "và", "so": "iyo", "zh": "、",
    "hi": "and",
}  # fmt: skip
_LOCALES: Final = {"no": "nb", "hi": "en_IN"}
"""Where babel's name differs; bilingual Indian papers print their values in English."""
_POINT: Final = frozenset({"en", "hi", "zh"})
"""Languages with a decimal point."""
_ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def locale_of(language: str) -> str:
    """Babel's name of a language."""
    return _LOCALES.get(language, language)


@cache
def state_name(state: str, language: str) -> str:
    """A state's name in a language; its code where nobody knows one."""
    import pycountry  # half a second, and only some documents name a state
    from babel import Locale

    country = pycountry.countries.get(alpha_3=state)
    names = Locale.parse(locale_of(language)).territories
    return str(names.get(country.alpha_2, country.name)) if country else state


def language_name(code: str, language: str) -> str:
    """A language's name in a language; its code where nobody knows one."""
    from babel import Locale

    return str(Locale.parse(locale_of(language)).languages.get(code, code))


def printed_date(iso: str, language: str, style: int) -> str:
    """An ISO day as a language prints it; `style` picks one of its forms.

    Arabic papers may use their own digits, and the Islamic day beside the common one; Persian ones print the
    solar Hijri day, most with the common one behind it.
    """
    day = date.fromisoformat(iso)
    if language == "fa":
        return _persian_date(day, style)
    forms = _DATES.get(language, _USUAL_DATES)
    text = str(format_date(day, forms[style % len(forms)], locale=locale_of(language)))
    if language == "ar":
        return _arabic_date(text, day, style)
    return text


def _persian_date(day: date, style: int) -> str:
    year, month, number = persian.from_gregorian(day.year, day.month, day.day)
    local = f"{year}/{month:02d}/{number:02d}"
    if style % 3:
        local = local.translate(_PERSIAN_DIGITS)
    return f"{local} ({day:%d/%m/%Y})" if style % 4 else local


def _arabic_date(text: str, day: date, style: int) -> str:
    if style % 6 == 5:
        year, month, number = islamic.from_gregorian(day.year, day.month, day.day)
        return f"{text} م ({number:02d}/{month:02d}/{year} هـ)"
    return text.translate(_ARABIC_DIGITS) if style % 3 == 1 else text


def printed_amount(normal: str, language: str, style: int) -> str:
    """`"12500.00 DKK"` as a language prints it."""
    number, currency = normal.split()
    whole = style % 3 == 0 and number.endswith(".00")
    text = format_decimal(float(number), "#,##0" if whole else "#,##0.00", locale=locale_of(language))
    if currency == "DKK":
        forms = (f"{text} kr.", f"kr. {text}", f"{text} DKK", f"DKK {text}")
        if whole and style % 2 and language == "da":
            return f"kr. {text},-"
        return forms[style % 4 if language in {"da", "en"} else 2]
    return f"{currency} {text}" if language == "en" else f"{text} {currency}"


_FLAT: Final = re.compile(r"(\d)([A-Z]?), (kl|st|\d+)\. (tv|mf|th|\d+),")
"""House, letter, floor and door of a Danish address in normal form."""


def printed_address(normal: str, style: int) -> str:
    """An address; now and then a Danish one with other blanks and dots than the normal form."""
    match style % 12:
        case 9:
            return _FLAT.sub(r"\1\2, \3.\4.,", normal)
        case 10:
            return _FLAT.sub(r"\1\2, \3 \4,", normal)
        case 11:
            return _FLAT.sub(r"\1 \2, \3. \4,", normal).replace(" ,", ",")
        case _:
            return normal


def _printed_cpr(normal: str, style: int) -> str:
    """Most with a hyphen, some with a blank or nothing in its place."""
    return normal.replace("-", ("", " ")[style % 2]) if style % 6 > 3 else normal


def _printed_names(names: JsonValue, language: str) -> str:
    several = [str(one) for one in names] if isinstance(names, list) else [str(names)]
    return f" {_AND.get(language, '/')} ".join(several)


def _printed_number(number: JsonValue, language: str) -> str:
    return f"{number:g}".replace(".", "." if language in _POINT else ",")


_PRINTERS: Final[Mapping[str, Callable[[JsonValue, str, int], str]]] = {
    "date": lambda normal, language, style: printed_date(str(normal), language, style),
    "amount": lambda normal, language, style: printed_amount(str(normal), language, style),
    "state": lambda normal, language, _: state_name(str(normal), language),
    "language": lambda normal, language, _: language_name(str(normal), language),
    "address": lambda normal, _, style: printed_address(str(normal), style),
    "cpr": lambda normal, _, style: _printed_cpr(str(normal), style),
    "names": lambda normal, language, _: _printed_names(normal, language),
    "number": lambda normal, language, _: _printed_number(normal, language),
}


def printed(value: Value, language: str, style: int) -> str:
    """A value as it stands on paper. Choices and flags are worded by the content file, not here."""
    printer = _PRINTERS.get(value.kind)
    return printer(value.normal, language, style) if printer else str(value.normal)
