"""One identity paper: the state that prints it, its holder, and its values as they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from markupsafe import Markup, escape

from pipeline.records import JsonValue
from samples.chance import chance
from samples.drawings.portraits import Print, portrait
from samples.identity.dates import printed_day
from samples.identity.states import (
    code_of,
    eu_states,
    issuers,
    number_shape,
    sheet_words,
    words_of,
)
from samples.people.persons import Person
from samples.writing.printing import state_name
from samples.writing.values import Setting, pattern

__all__ = ["Paper", "eu_states", "facts_of", "issuers", "mark", "permit_facts", "sheet_words"]

_SIGNING_AGE_DAYS: Final = 12 * 365
_JOINERS: Final = (" / ", "/", " · ", " | ")
_SCRIPTS: Final = frozenset({"uk", "ru", "el", "ar", "fa", "bg", "sr", "mk", "zh", "hi"})
"""Languages whose papers print a name in the home script too."""
_BIRTH_TOKENS: Final = (
    ("yyyymmdd", "%Y%m%d"), ("ddmmyyyy", "%d%m%Y"), ("ddmmyy", "%d%m%y"), ("yymmdd", "%y%m%d"),
    ("ddmm", "%d%m"), ("yy.mm.dd", "%y.%m.%d"),
)  # fmt: skip
_STATUS: Final = {
    "XXA": "STATELESS", "XXB": "REFUGEE (CONVENTION 1951)", "XXC": "REFUGEE", "XXX": "UNSPECIFIED",
    "GBD": "BRITISH OVERSEAS TERRITORIES CITIZEN", "GBN": "BRITISH NATIONAL (OVERSEAS)",
    "GBO": "BRITISH OVERSEAS CITIZEN", "GBP": "BRITISH PROTECTED PERSON", "GBS": "BRITISH SUBJECT",
}  # fmt: skip
"""What papers print for codes that are no states (Doc 9303, part 3, section 5, parts B to D)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One identity paper in the making.

    `kind` is the sort within its label (`ordinary`, `refugee` …), `fault` what its zone gets wrong on
    purpose; `planned`: its facts were given by a case, so that all of them must stand on it.
    """

    label: str
    state: str
    holder: Person
    facts: Mapping[str, JsonValue]
    style: int
    draw: Random
    kind: str = "ordinary"
    fault: str | None = None
    planned: bool = True
    faced: bool = True
    setting: Setting | None = field(default=None)

    @property
    def printed_state(self) -> dict[str, Any]:
        found: dict[str, Any] = sheet_words()["states"][self.state]
        return found

    @property
    def language(self) -> str:
        return str(self.printed_state["language"])

    def face(self, look: Print = "colour") -> str:
        """The holder's portrait: one person has one face on all papers."""
        if not self.faced:
            return "data:,"
        issued = date.fromisoformat(str(self.facts["issue_date"]))
        age = (issued - self.holder.birth_date).days // 365
        return portrait(self.holder.sex, chance("face", self.holder.name), look=look, age=max(0, age))

    @property
    def ink(self) -> str:
        """Whose hand signs; nobody's on a small child's paper."""
        issued = date.fromisoformat(str(self.facts["issue_date"]))
        return self.holder.name if (issued - self.holder.birth_date).days > _SIGNING_AGE_DAYS else ""

    def label_of(self, name: str) -> str:
        """A field's name in the state's language and in English, on some papers in French too."""
        local, english = words_of(self.language)[name], words_of("en")[name]
        names = [local] if local == english else [local, english]
        french = sheet_words()["french"].get(name)
        third = self.style % 5 == 1 and self.label == "passport" and self.language != "fr"
        if french and third:
            names = [*names, french]
        if self.style % 11 == 7 and self.language not in _SCRIPTS and self.label == "national_id":
            names = names[:1]
        joined = _JOINERS[self.style % len(_JOINERS)].join(dict.fromkeys(names))
        return joined.upper() if self.style % 9 == 4 and self.language != "el" else joined

    def day(self, name: str) -> str:
        """A date as identity papers print it; permits in plain figures (Regulation 1030/2002)."""
        style = self.style
        if self.label == "residence_permit":
            style = (2, 6, 8, 3 if self.language == "en" else 1)[style % 4]
        return printed_day(str(self.facts[name]), style, birth=name == "birth_date")

    def value(self, name: str) -> Markup:
        """A field's value, marked; the home script stands before it, unmarked."""
        text = self.day(name) if name.endswith("_date") else str(self.facts[name])
        if name == "nationality":
            text = self.printed_nationality()
        if name == "sex":
            text = str(sheet_words()["sexes"].get(self.language, {}).get(text, text))
        native = {"surname": self.holder.native_surname, "given_names": self.holder.native_given}.get(name)
        marked = mark(name, text)
        if self.language in _SCRIPTS and native:
            joiner = ("/", " / ", "  ")[self.style % 3]
            return escape(f"{native.upper()}{joiner}") + marked
        return marked

    def printed_nationality(self) -> str:
        """A word on the state's own papers, a code or a word on papers for others."""
        code = str(self.facts["nationality"])
        if code == code_of(self.state):
            return str(self.printed_state["nationality"])
        if code in _STATUS:
            return code if self.style % 3 == 0 else _STATUS[code]
        return code if self.style % 2 else state_name(code, "en").upper()

    def rows(self, names: tuple[str, ...]) -> tuple[tuple[str, Markup], ...]:
        return tuple((self.label_of(name), self.value(name)) for name in names if self.facts.get(name))


def mark(name: str, text: str) -> Markup:
    """A value whose box is to be found again."""
    return Markup('<span data-field="{}">{}</span>').format(name, text)


def dated_pattern(shape: str, born: date, draw: Random) -> str:
    """A number's shape with the birth date in it, its other signs drawn."""
    for token, layout in _BIRTH_TOKENS:
        shape = shape.replace(token, born.strftime(layout))
    return pattern(shape, draw)


def _years(label: str, age: int, draw: Random) -> int:
    """How long such a paper is good for."""
    fixed = {"visa": 1, "residence_permit": 3, "health_insurance_card": 4}.get(label)
    return fixed or (5 if age < 16 else draw.choice([5, 10, 10]))


def _issue_day(given: Mapping[str, JsonValue], years: int, setting: Setting) -> date:
    if isinstance(given.get("issue_date"), str):
        return date.fromisoformat(str(given["issue_date"]))
    born = setting.people["subject"].birth_date
    back = min(360 * years - 60, max(25, (setting.today - born).days - 3))
    return setting.today - timedelta(days=setting.draw.randint(20, back))


def facts_of(
    label: str, state: str, setting: Setting, given: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """The paper's values in normal form; what is given beats what is drawn."""
    draw, holder = setting.draw, setting.people["subject"]
    upper = draw.random() < 0.8
    years = _years(label, (setting.today - holder.birth_date).days // 365, draw)
    issued = _issue_day(given, years, setting)
    personal = sheet_words()["states"][state].get("personal")
    shape = number_shape(label, state)
    found: dict[str, JsonValue] = {
        "surname": holder.surname.upper() if upper else holder.surname,
        "given_names": holder.given_names.upper() if upper else holder.given_names,
        "birth_date": holder.birth_date.isoformat(),
        "birth_place": holder.birth_place.upper() if upper else holder.birth_place,
        "sex": holder.sex,
        "nationality": code_of(holder.state),
        "issuing_state": code_of(state),
        "document_number": dated_pattern(shape, holder.birth_date, draw),
        "personal_number": dated_pattern(personal, holder.birth_date, draw) if personal else None,
        "issue_date": issued.isoformat(),
        "expiry_date": (
            issued.replace(year=issued.year + years, day=min(issued.day, 28)) - timedelta(days=1)
        ).isoformat(),
    }
    return found | dict(given)


def permit_facts(state: str, setting: Setting, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What a residence permit allows, and whether for good."""
    language = sheet_words()["states"][state]["language"]
    kinds = sheet_words()["permits"].get(language, ["RESIDENCE PERMIT"])
    kind = str(given.get("permit_kind") or setting.draw.choice(kinds))
    return {"permit_kind": kind, "permanent": any(word in kind.lower() for word in _LASTING)}


_LASTING: Final = (
    "permanent", "niederlassung", "pysyvä", "stały", "długoterminowy", "trvalý", "stalni", "indefinite",
    "uzun dönem", "nuolatinis", "onbepaalde",
)  # fmt: skip
