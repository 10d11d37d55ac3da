"""Words for findings, requests and questions, from the PO files in `messages/`.

In Danish and English always; beside them in the applicant's language as far as there are words. What lacks
one text in it is said without it, so that whoever writes a letter sees at once that it would not be whole.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_skeleton

from pipeline.catalogue import OFFICE, TextMissing, from_outside, in_words, load_catalogues, locale_of
from pipeline.records import Texts


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the catalogue, as a fact in another text."""

    key: str


@dataclass(frozen=True, slots=True)
class LanguageName:
    """What a language is called (`ar`: arabisk, Arabic); its code where nobody knows."""

    code: str

    def spoken(self, language: str) -> str:
        """The name in that language."""
        return _called(self.code, language)


@dataclass(frozen=True, slots=True)
class Months:
    """Months, each as year and number."""

    months: tuple[tuple[int, int], ...]

    def spoken(self, language: str) -> str:
        """Their names in that language, one after the other."""
        return ", ".join(_month(month, language) for month in self.months)


Said = str | int | date | Texts | Term | LanguageName | Months
"""A fact in a text: a name as it is, so many days, a day, texts by language, or one of the above."""

_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """Language → key → text with `{named}` places. `languages`: those that are spoken now.

    `translations`: language → Danish text of a policy → the same in that language.
    """

    texts: Mapping[str, Mapping[str, str]]
    translations: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    languages: tuple[str, ...] = OFFICE

    def also_in(self, language: str) -> "Wording":
        """The same, also spoken in that language if there are words of it."""
        known = language in self.texts and language not in self.languages
        return replace(self, languages=(*self.languages, language)) if known else self

    def say(self, key: str, **facts: Said) -> Texts:
        """The text in every language; a place without a fact takes the text `fact.<place>`."""
        return self._each(partial(self._said, key, facts))

    def own(self, texts: Texts) -> Texts:
        """Texts of a policy, with their translations."""
        return self._each(partial(self._translated, texts))

    @property
    def nothing(self) -> Texts:
        """No words at all."""
        return dict.fromkeys(self.languages, "")

    def knows(self, key: str) -> bool:
        """Whether there is a text of that name."""
        return key in self.texts[OFFICE[0]]

    def _each(self, saying: Callable[[str], str]) -> Texts:
        """Every language in which it can be said; the office's own must have the words."""
        texts = {}
        for language in self.languages:
            try:
                texts[language] = saying(language)
            except TextMissing:
                if language in OFFICE:
                    raise
        return texts

    def _said(self, key: str, facts: Mapping[str, Said], language: str) -> str:
        text = self._text(language, key)
        places = {
            place: self._spoken(facts.get(place, Term(f"fact.{place}")), language)
            for place in _PLACE.findall(text)
        }
        return text.format(**places).rstrip()

    def _spoken(self, fact: Said, language: str) -> str:
        match fact:
            case Term():
                return self._text(language, fact.key)
            case date():
                return _day(fact, language)
            case int():
                return self._text(language, f"days.{_plural(fact, language)}").format(count=fact)
            case LanguageName() | Months():
                return fact.spoken(language)
            case str():
                return from_outside(fact, language)
        return self._translated(fact, language)

    def _translated(self, texts: Texts, language: str) -> str:
        known = self.translations.get(language, {})
        if language not in texts and texts["da"] not in known:
            raise TextMissing(key=texts["da"], language=language)
        return texts[language] if language in texts else known[texts["da"]]

    def _text(self, language: str, key: str) -> str:
        try:
            return self.texts[language][key]
        except KeyError:
            raise TextMissing(key=key, language=language) from None


def load_wording(folder: Path, translations: Path | None = None) -> Wording:
    """Reads the PO files of a folder. `translations`: a folder of those of the policies' own texts."""
    return Wording(load_catalogues(folder).texts, load_catalogues(translations).texts if translations else {})


def joined(*parts: Texts) -> Texts:
    """Texts one after the other, in the languages that all of them have."""
    shared = [language for language in parts[0] if all(language in part for part in parts)]
    return {language: " ".join(part[language] for part in parts if part[language]) for language in shared}


@lru_cache(maxsize=512)
def _called(code: str, language: str) -> str:
    return str(Locale.parse(language).languages.get(code, code))


@lru_cache(maxsize=2048)
def _day(day: date, language: str) -> str:
    return in_words(day, language)


@lru_cache(maxsize=512)
def _month(month: tuple[int, int], language: str) -> str:
    return str(format_skeleton("yMMMM", date(*month, 1), locale=locale_of(language)))


@lru_cache(maxsize=512)
def _plural(count: int, language: str) -> str:
    return str(Locale.parse(language).plural_form(count))
