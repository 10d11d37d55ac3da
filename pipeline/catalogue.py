"""Message catalogues: one gettext PO file a language, the same keys in each.

Danish and English are the office's own. Another language counts only once its head says who reviewed it
(`# Reviewed: …`) and nothing in it is marked fuzzy, as gettext's tools mark what nobody has confirmed.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from pipeline.errors import Misconfigured
from pipeline.leftward import runs_left

OFFICE: Final = ("da", "en")
"""The languages that every text of ours has."""
_LOCALES: Final = {"en": "en_GB"}
_DAYS: Final = {"uk": "d MMMM y 'року'"}
"""Where CLDR's long form is an abbreviation with a full stop."""
_REVIEWED: Final = re.compile(r"^# Reviewed: \S", re.MULTILINE)
_ISOLATED: Final = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"


class TextMissing(Misconfigured):
    code = "text_missing"
    message = "The catalogue for {language} has no text for {key}."
    remedy = "Add it to the PO file of that language."


@dataclass(frozen=True, slots=True)
class Catalogues:
    """Language (ISO 639-1) → key → text with `{named}` places for facts."""

    texts: Mapping[str, Mapping[str, str]]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there is a catalogue for."""
        return tuple(self.texts)

    def without(self, languages: Collection[str]) -> "Catalogues":
        """The same, but for languages that were withdrawn; Danish and English stay."""
        gone = set(languages) - set(OFFICE)
        return Catalogues({language: texts for language, texts in self.texts.items() if language not in gone})

    def say(self, key: str, language: str, **facts: object) -> str:
        """The text of one language with its facts; raises TextMissing."""
        try:
            text = self.texts[language][key]
        except KeyError:
            raise TextMissing(language=language, key=key) from None
        return text.format(**facts)


def load_catalogues(folder: Path) -> Catalogues:
    """Reads `da.po`, `en.po` … of a folder; the message id is the key, the message string the text."""
    catalogues = {path.stem: _read(path) for path in sorted(folder.glob("*.po"))}
    return Catalogues(
        {
            language: _messages(catalogue)
            for language, catalogue in catalogues.items()
            if language in OFFICE or reviewed(catalogue)
        }
    )


def reviewed(catalogue: Catalog) -> bool:
    """Whether its head says who reviewed it, and gettext's mark for the contrary stands nowhere."""
    unsure = catalogue.fuzzy or any(message.fuzzy for message in catalogue if message.id)
    return bool(_REVIEWED.search(catalogue.header_comment)) and not unsure


def from_outside(text: str, language: str) -> str:
    """A name that others chose, fit to stand in a sentence of that language.

    Signs that steer rather than show are gone; where it may be written the other way round than the sentence
    it is isolated (Unicode UAX #9).
    """
    shown = " ".join("".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in text).split())
    return _ISOLATED.format(shown) if runs_left(shown) or direction(language) == "rtl" else shown


def in_words(day: date, language: str) -> str:
    """A day as a sentence of that language says it."""
    return str(format_date(day, _DAYS.get(language, "long"), locale=locale_of(language)))


def locale_of(language: str) -> str:
    """The locale whose habits we follow."""
    return _LOCALES.get(language, language)


@cache
def direction(language: str) -> str:
    """`ltr` or `rtl`."""
    return str(Locale.parse(language).text_direction)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


def _messages(catalogue: Catalog) -> Mapping[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
