"""Message catalogues: one gettext PO file a language, the same keys in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from pipeline.errors import Misconfigured
from pipeline.records import Texts


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

    def say(self, key: str, language: str, **facts: object) -> str:
        """The text of one language with its facts; raises TextMissing."""
        try:
            text = self.texts[language][key]
        except KeyError:
            raise TextMissing(language=language, key=key) from None
        return text.format(**facts)

    def say_all(self, key: str, **facts: object) -> Texts:
        """The text in Danish and English, as verdicts carry it."""
        return {language: self.say(key, language, **facts) for language in ("da", "en")}


def load_catalogues(folder: Path) -> Catalogues:
    """Reads `da.po`, `en.po` … of a folder; the message id is the key, the message string the text."""
    return Catalogues({path.stem: _messages(path) for path in sorted(folder.glob("*.po"))})


def _messages(path: Path) -> Mapping[str, str]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem, abort_invalid=True)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
