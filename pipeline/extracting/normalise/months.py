"""Names of months in the languages of documents that come to a Danish office.

Source:
    Unicode CLDR through Babel (`months`, wide and abbreviated, format and stand-alone).
"""

from functools import cache

from babel import Locale

from pipeline.extracting.normalise.folding import fold

LANGUAGES = (
    "da", "en", "de", "fr", "es", "pt", "it", "nl", "sv", "nb", "pl", "ro", "is", "fi", "et", "lv", "lt",
    "cs", "sk", "hu", "sl", "hr", "sr_Latn", "bs", "sq", "mt", "ga", "el", "bg", "uk", "ru", "mk", "tr",
    "az", "id", "vi", "ar", "ar_SY", "ar_MA", "ar_DZ", "fa", "hi", "bn", "ne", "ca",
)  # fmt: skip
"""In order of likelihood: where one word names two months (listopad), the first language wins."""


def month_of(word: str, language: str | None = None) -> int | None:
    """1..12, or None when the word names no month; `language` (ISO 639-1) settles a word of two months."""
    meanings = _months().get(_key(word))
    if not meanings:
        return None
    return meanings.get(language or "", next(iter(meanings.values())))


def _key(word: str) -> str:
    return fold(word).strip(". ")


@cache
def _months() -> dict[str, dict[str, int]]:
    """Folded word → language → month."""
    table: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        for usage in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in usage[width].items():
                    table.setdefault(_key(name), {}).setdefault(language[:2], number)
    for english, number in (("sept", 9), ("juni", 6), ("juli", 7)):
        table.setdefault(english, {}).setdefault("en", number)
    return {word: meanings for word, meanings in table.items() if not word.isdigit() and len(word) > 1}
