"""How a value is printed in a language: dates, amounts, states, lists of names."""

from datetime import date
from functools import cache
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from samples.writing.values import Value

_DATES: Final = {
    "en": ("d MMMM yyyy", "dd/MM/yyyy", "yyyy-MM-dd", "d MMM yyyy", "dd-MM-yyyy"),
    "da": ("dd.MM.yyyy", "d. MMMM yyyy", "dd-MM-yyyy", "d. MMMM yyyy", "yyyy-MM-dd"),
    "sv": ("yyyy-MM-dd", "d MMMM yyyy"),
    "es": ("dd/MM/yyyy", "d 'de' MMMM 'de' yyyy"),
    "pt": ("dd/MM/yyyy", "d 'de' MMMM 'de' yyyy"),
    "fr": ("dd/MM/yyyy", "d MMMM yyyy"),
    "it": ("dd/MM/yyyy", "d MMMM yyyy"),
    "ar": ("dd/MM/yyyy", "d MMMM yyyy"),
    "zh": ("yyyy年M月d日", "yyyy-MM-dd"),
}
_AND: Final = {
    "da": "og", "no": "og", "sv": "och", "de": "und", "en": "and", "es": "y", "fr": "et", "it": "e",
    "pt": "e", "pl": "i", "ro": "și", "uk": "та", "ru": "и", "ar": "و", "nl": "en", "hr": "i",
}  # fmt: skip
_LOCALES: Final = {"no": "nb"}


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


def printed_date(iso: str, language: str, style: int) -> str:
    """An ISO day as a language prints it; `style` picks one of its forms."""
    forms = _DATES.get(language, ("dd.MM.yyyy", "d MMMM yyyy", "dd.MM.yyyy"))
    return format_date(date.fromisoformat(iso), forms[style % len(forms)], locale=locale_of(language))


def printed_amount(normal: str, language: str, style: int) -> str:
    """`"12500.00 DKK"` as a language prints it."""
    number, currency = normal.split()
    pattern_ = "#,##0.00" if style % 3 or not number.endswith(".00") else "#,##0"
    text = format_decimal(float(number), pattern_, locale="en" if language == "en" else locale_of(language))
    if currency == "DKK":
        forms = (f"{text} kr.", f"kr. {text}", f"{text} DKK", f"DKK {text}")
        return forms[style % 4 if language in {"da", "en"} else 2]
    return f"{currency} {text}" if language == "en" else f"{text} {currency}"


def printed(value: Value, language: str, style: int) -> str:
    """A value as it stands on paper. Choices and flags are worded by the content file, not here."""
    normal = value.normal
    match value.kind:
        case "date":
            return printed_date(str(normal), language, style)
        case "amount":
            return printed_amount(str(normal), language, style)
        case "state":
            return state_name(str(normal), language)
        case "names":
            names = [str(one) for one in normal] if isinstance(normal, list) else [str(normal)]
            return f" {_AND.get(language, '/')} ".join(names)
        case "number":
            return f"{normal:g}".replace(".", "." if language == "en" else ",")
        case _:
            return str(normal)
