"""Everything the pages say, in the language that was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

import pycountry
from babel import Locale
from babel.dates import format_date, format_time, format_timedelta, get_timezone
from babel.numbers import format_decimal, format_percent

from pipeline.catalogue import Catalogues, load_catalogues
from pipeline.records import JsonValue
from review.values import kind_of, written

MESSAGES: Final = Path(__file__).parent / "messages"
LOCALES: Final = {"da": "da_DK", "en": "en_GB"}
FIRST: Final = "da"
OFFICE: Final = get_timezone("Europe/Copenhagen")


@dataclass(frozen=True, slots=True)
class Words:
    """One language of the catalogues; called with a key and its facts it gives the text."""

    catalogues: Catalogues
    language: str

    def __call__(self, key: str, **facts: object) -> str:
        return self.catalogues.say(key, self.language, **facts)

    def of(self, group: str, code: str) -> str:
        """The words for a code; the code itself where a newer policy brought one we have no words for."""
        key = f"{group}.{code}"
        return self(key) if key in self.catalogues.texts[self.language] else code

    def pick(self, texts: Mapping[str, str]) -> str:
        """The chosen language of a text that came in several, else English, else any."""
        return texts.get(self.language) or texts.get("en") or next(iter(texts.values()), "")

    def subject(self, subject: str | None) -> str:
        """A person of a case by role: `child-2` is Child 2."""
        if subject is None:
            return self("subject.none")
        role, _, number = subject.partition("-")
        if role == "child":
            return self("subject.child", number=number or 1)
        return self.of("subject", role)

    def value(self, field: str, value: JsonValue) -> str:
        """A field's value as a person reads it."""
        if value is None:
            return self("value.none")
        text = written(field, value, self.language)
        if kind_of(field) in {"yes_no", "choice"}:
            return self.of("value", text)
        return text.replace("\n", " · ")

    def written(self, field: str, value: JsonValue) -> str:
        """A field's value as a person types it."""
        return written(field, value, self.language)

    def day(self, value: date | str | None) -> str:
        """A day as people write it; empty for None."""
        if value is None:
            return ""
        day = date.fromisoformat(value) if isinstance(value, str) else value
        return format_date(day, "medium", locale=LOCALES[self.language])

    def local_day(self, value: datetime) -> str:
        """The day of a point in time, where the office is."""
        return self.day(value.astimezone(OFFICE).date())

    def number(self, value: float) -> str:
        """A number with the language's own separators."""
        return format_decimal(value, locale=LOCALES[self.language])

    def percent(self, share: float | None) -> str:
        """A share in whole percent; a dash for None."""
        return "–" if share is None else format_percent(share, locale=LOCALES[self.language])

    def exact(self, share: float) -> str:
        """A share to a tenth of a percent."""
        return format_percent(share, "0.0 %" if self.language == "da" else "0.0%", LOCALES[self.language])

    def lasted(self, hours: float | None) -> str:
        """How long something took, in a unit that leaves a small number; a dash for None."""
        if hours is None:
            return "–"
        return format_timedelta(timedelta(hours=hours), locale=LOCALES[self.language], threshold=2.0)

    def month(self, month: str) -> str:
        """`2026-03` as people write it."""
        return format_date(date.fromisoformat(f"{month}-01"), "MMM yyyy", locale=LOCALES[self.language])

    def script(self, code: str) -> str:
        """The name of a script by its ISO 15924 code."""
        name = str(Locale.parse(LOCALES[self.language]).scripts.get(code, code))
        return name[:1].upper() + name[1:]

    def country(self, code: str) -> str:
        """The name of a state by its three letters; the letters where no country has them."""
        known = pycountry.countries.get(alpha_3=code)
        names = Locale.parse(LOCALES[self.language]).territories
        return str(names.get(known.alpha_2, code)) if known else code

    def all_of(self, group: str, codes: Sequence[str]) -> tuple[str, ...]:
        """The words for several codes."""
        return tuple(self.of(group, code) for code in codes)

    def moment(self, value: datetime | None) -> str:
        """A point in time, in the office's own time; empty for None."""
        if value is None:
            return ""
        here, locale = value.astimezone(OFFICE), LOCALES[self.language]
        return f"{format_date(here, 'medium', locale=locale)} {format_time(here, 'short', locale=locale)}"

    def waited(self, since: datetime, now: datetime) -> str:
        """How long somebody has waited, in its largest unit."""
        return format_timedelta(now - since, locale=LOCALES[self.language], threshold=1.0)


@cache
def load_words() -> Mapping[str, Words]:
    """Language → its words; Danish first."""
    catalogues = load_catalogues(MESSAGES)
    return {language: Words(catalogues, language) for language in sorted(catalogues.languages)}
