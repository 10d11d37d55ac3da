"""Sums of money with any separators → `"12500.00 DKK"`."""

import re
from collections.abc import Iterator
from functools import cache

import pycountry

from pipeline.extracting.normalise.found import Context, Found

_SIGNS = {
    "kr": None, "€": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "zł": "PLN", "lei": "RON", "ft": "HUF",
    "kč": "CZK", "fr": "CHF", "₹": "INR", "¥": "JPY", "₺": "TRY", "₴": "UAH", "лв": "BGN",
}  # fmt: skip
"""A printed sign → its currency; `kr` is that of the document's state."""

_NUMBER = r"\d{1,3}(?P<group>[.,'’\s])\d{3}(?:(?P=group)\d{3})*(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_SIGN = r"[A-Za-z]{3}|kr\.?|[€$£₹¥₺₴]|US\$|zł|lei|Ft|Kč|лв"
_AMOUNT = re.compile(
    rf"(?<![\w.,/])(?P<before>{_SIGN})?\s?(?P<minus>[-−–]\s?)?(?P<number>{_NUMBER})(?P<dash>,[-–]+)?"
    rf"(?:\s?(?P<after>{_SIGN})(?!\w))?(?![\d%/])(?!\s?%)(?![-.,]\d)",
    re.IGNORECASE,
)


def find_amounts(text: str, context: Context) -> tuple[Found, ...]:
    """All sums in order of place. Bare whole numbers under three digits are no sums."""
    return tuple(_found(text, context))


def _found(text: str, context: Context) -> Iterator[Found]:
    for match in _AMOUNT.finditer(text):
        currency = _currency(match["before"], context) or _currency(match["after"], context)
        digits = match["number"]
        if not currency and not match["dash"] and len(digits) < 3:
            continue
        start = match.start() if _currency(match["before"], context) else match.start("number")
        end = (
            match.end()
            if _currency(match["after"], context)
            else match.end("dash" if match["dash"] else "number")
        )
        sign = "-" if match["minus"] else ""
        yield Found(f"{sign}{plain_number(digits)} {currency or context.currency}", start, end)


def plain_number(digits: str) -> str:
    """`12.500,00`, `12,500.00`, `12 500` or `12500` as `12500.00`.

    One separator before exactly three digits groups thousands; before one or two it starts the decimals.
    """
    compact = re.sub(r"[\s'’]", "", digits)
    match = re.fullmatch(r"(?P<whole>.*?)(?:[.,](?P<part>\d{1,2}))?", compact)
    whole, part = (match["whole"], match["part"]) if match else (compact, None)
    return f"{int(re.sub(r'[.,]', '', whole))}.{(part or '0'):0<2}"


def _currency(sign: str | None, context: Context) -> str | None:
    if not sign:
        return None
    key = sign.casefold().strip(".")
    if key in _SIGNS:
        return _SIGNS[key] or context.currency
    return key.upper() if key.upper() in _codes() else None


@cache
def _codes() -> frozenset[str]:
    return frozenset(currency.alpha_3 for currency in pycountry.currencies)
