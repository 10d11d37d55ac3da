"""Words for findings, requests and questions, in Danish and English, from the PO files in `messages/`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date

from pipeline.catalogue import TextMissing, load_catalogues
from pipeline.records import Texts


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the catalogue, as a fact in another text."""

    key: str


Said = str | int | date | Texts | Term
"""A fact in a text: as it is, a day, texts by language, or a word of the catalogue."""

LANGUAGES: Final = ("da", "en")
LOCALES: Final = {"da": "da", "en": "en_GB"}
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """Language → key → text with `{named}` places."""

    texts: Mapping[str, Mapping[str, str]]

    def say(self, key: str, **facts: Said) -> Texts:
        """The text in every language; a place without a fact takes the text `fact.<place>`."""
        return {language: self._say(language, key, facts) for language in LANGUAGES}

    def knows(self, key: str) -> bool:
        """Whether there is a text of that name."""
        return key in self.texts[LANGUAGES[0]]

    def _say(self, language: str, key: str, facts: Mapping[str, Said]) -> str:
        text = self._text(language, key)
        places = {
            place: self._spoken(facts.get(place, Term(f"fact.{place}")), language)
            for place in _PLACE.findall(text)
        }
        return text.format(**places).rstrip()

    def _spoken(self, fact: Said, language: str) -> str:
        if isinstance(fact, Term):
            return self._text(language, fact.key)
        if isinstance(fact, date):
            return _day(fact, language)
        return fact[language] if isinstance(fact, Mapping) else str(fact)

    def _text(self, language: str, key: str) -> str:
        try:
            return self.texts[language][key]
        except KeyError:
            raise TextMissing(key=key, language=language) from None


def load_wording(folder: Path) -> Wording:
    """Reads `da.po` and `en.po` of a folder."""
    return Wording(load_catalogues(folder).texts)


def joined(*parts: Texts) -> Texts:
    """Texts one after the other, language by language."""
    return {language: " ".join(part[language] for part in parts if part[language]) for language in LANGUAGES}


def language_name(code: str) -> Texts:
    """What a language is called (`ar`: arabisk, Arabic); the code itself where nobody knows."""
    return {language: _language_name(code, language) for language in LANGUAGES}


@lru_cache(maxsize=512)
def _language_name(code: str, language: str) -> str:
    return str(Locale.parse(language).languages.get(code, code))


@lru_cache(maxsize=2048)
def _day(day: date, language: str) -> str:
    return str(format_date(day, "long", locale=LOCALES[language]))
