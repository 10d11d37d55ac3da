"""Texts with places in them: `{start_date}` becomes the value, marked so that its box is found again."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from samples.chance import share
from samples.people.persons import formal_name
from samples.writing.printing import printed
from samples.writing.values import KINDS, Setting, Value, drawn

_PLACE = re.compile(r"\{([^{}]+)\}")
Variants = str | Sequence[str]


class UnknownPlace(ValueError):
    """A content file names a value that it does not define."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Fills texts of one document: its values, its printing style, and how it words choices and flags."""

    setting: Setting
    style: int
    fields: frozenset[str]
    words: Mapping[str, Mapping[str, Variants]] = field(default_factory=dict)

    def pick(self, variants: Variants) -> str:
        """One of the wordings that belong to the split."""
        if isinstance(variants, str):
            return variants
        return self.setting.draw.choice(share(variants, self.setting.split))

    def spoken(self, name: str, value: Value) -> str:
        """A value as it is printed; choices and flags as the content file words them."""
        worded = self.words.get(name)
        if worded is None:
            return printed(value, self.setting.language, self.style)
        key = str(value.normal).lower() if isinstance(value.normal, bool) else str(value.normal)
        return self.pick(worded[key]) if key in worded else str(value.normal)

    def filled(self, text: str) -> Markup | None:
        """The text with its places filled; None when a value in it is absent."""
        parts: list[Markup] = []
        end = 0
        for place in _PLACE.finditer(text):
            parts.append(escape(text[end : place.start()]))
            value = self._place(place.group(1))
            if value is None:
                return None
            parts.append(value)
            end = place.end()
        return Markup("").join([*parts, escape(text[end:])])

    def chosen(self, variants: Variants) -> Markup | None:
        """One of the wordings, filled."""
        return self.filled(self.pick(variants))

    def _place(self, words: str) -> Markup | None:
        name, _bar, manner = words.partition("|")
        if name in self.setting.values:
            return self._known(name, manner)
        if words.split(maxsplit=1)[0] not in KINDS:
            raise UnknownPlace(words)
        return escape(printed(drawn(words, self.setting), self.setting.language, self.style))

    def _known(self, name: str, manner: str) -> Markup | None:
        value = self.setting.values[name]
        if value is None:
            return None
        text = formal_name(str(value.normal)) if manner == "formal" else self.spoken(name, value)
        text = text.upper() if manner == "upper" else text
        if name not in self.fields:
            return escape(text)
        return Markup('<span data-field="{}">{}</span>').format(name, text)
