"""One identity paper: the state that prints it, its holder, and its values as they are printed.

Words and states come from `identity.yaml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml
from markupsafe import Markup, escape

from pipeline.records import JsonValue
from samples.chance import chance
from samples.drawings.portraits import portrait
from samples.people.persons import Person, origins
from samples.writing.printing import printed_date, state_name
from samples.writing.values import Setting, pattern

_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_SIGNING_AGE_DAYS: Final = 12 * 365


@cache
def sheet_words() -> dict[str, Any]:
    """Words and states of `identity.yaml`."""
    path = Path(__file__).with_name("identity.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def issuers(key: str) -> tuple[str, ...]:
    """The states that print a paper of that key (`passport`, `id`, `licence`, `ehic`, `permit`)."""
    return tuple(
        code for code, state in sheet_words()["states"].items() if key in state and code in origins()
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """One identity paper in the making."""

    label: str
    state: str
    holder: Person
    facts: Mapping[str, JsonValue]
    style: int
    draw: Random

    @property
    def printed_state(self) -> dict[str, Any]:
        found: dict[str, Any] = sheet_words()["states"][self.state]
        return found

    @property
    def language(self) -> str:
        return str(self.printed_state["language"])

    def face(self, *, grey: bool = False) -> str:
        """The holder's portrait: one person has one face on all papers."""
        return portrait(self.holder.sex, chance("face", self.holder.name), grey=grey)

    @property
    def ink(self) -> str:
        """Whose hand signs; nobody's on a small child's paper."""
        issued = date.fromisoformat(str(self.facts["issue_date"]))
        return self.holder.name if (issued - self.holder.birth_date).days > _SIGNING_AGE_DAYS else ""

    def label_of(self, name: str) -> str:
        """A field's name in the state's language and in English."""
        words = sheet_words()["words"]
        local, english = words[self.language][name], words["en"][name]
        if local == english:
            return str(local)
        joiner = (" / ", "/", " · ")[self.style % 3]
        return f"{local}{joiner}{english}"

    def day(self, name: str) -> str:
        """A date as identity papers print it."""
        iso = str(self.facts[name])
        return (
            f"{iso[8:]} {_MONTHS[int(iso[5:7]) - 1]} {iso[:4]}",
            printed_date(iso, "pl", 0),
            f"{iso[8:]} {iso[5:7]} {iso[:4]}",
            f"{iso[8:]}/{iso[5:7]}/{iso[:4]}",
            f"{iso[8:]} {_MONTHS[int(iso[5:7]) - 1]}/{_MONTHS[int(iso[5:7]) - 1]} {iso[2:4]}",
        )[self.style % (5 if name in {"issue_date", "expiry_date"} else 4)]

    def value(self, name: str) -> Markup:
        """A field's value, marked."""
        text = self.day(name) if name.endswith("_date") else str(self.facts[name])
        native = {"surname": self.holder.native_surname, "given_names": self.holder.native_given}.get(
            name, ""
        )
        if name == "nationality":
            text = self.printed_nationality()
        if name == "sex":
            text = {"da": "K/F", "sv": "K/F"}.get(self.language, "F") if text == "F" else "M"
        marked = mark(name, text)
        shown = self.language in {"uk", "ru", "el", "ar", "fa"} and native
        return escape(f"{native.upper()} / ") + marked if shown else marked

    def printed_nationality(self) -> str:
        """A word on the state's own papers, a code on papers for foreigners."""
        state = str(self.facts["nationality"])
        if state == self.state:
            return str(self.printed_state["nationality"])
        return state if self.style % 2 else state_name(state, "en").upper()

    def rows(self, names: tuple[str, ...]) -> tuple[tuple[str, Markup], ...]:
        return tuple((self.label_of(name), self.value(name)) for name in names if self.facts.get(name))


def eu_states() -> tuple[str, ...]:
    """The EU, EEA and Nordic states that papers are made for."""
    return tuple(code for code, state in sheet_words()["states"].items() if state.get("eu"))


def mark(name: str, text: str) -> Markup:
    """A value whose box is to be found again."""
    return Markup('<span data-field="{}">{}</span>').format(name, text)


def _personal_number(shape: str, born: date, draw: Random) -> str:
    for token, layout in (("yyyymmdd", "%Y%m%d"), ("ddmmyy", "%d%m%y"), ("yymmdd", "%y%m%d")):
        shape = shape.replace(token, born.strftime(layout))
    return pattern(shape, draw)


def facts_of(
    label: str, state: str, setting: Setting, given: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    """The paper's values in normal form; what is given beats what is drawn."""
    draw, holder = setting.draw, setting.people["subject"]
    paper = sheet_words()["states"][state]
    upper = draw.random() < 0.8
    years = {"visa": 1, "residence_permit": 3, "health_insurance_card": 4}.get(
        label, draw.choice([5, 10, 10])
    )
    issued = setting.today - timedelta(days=draw.randint(20, 360 * years - 60))
    if isinstance(given.get("issue_date"), str):
        issued = date.fromisoformat(str(given["issue_date"]))
    personal = paper.get("personal")
    found: dict[str, JsonValue] = {
        "surname": holder.surname.upper() if upper else holder.surname,
        "given_names": holder.given_names.upper() if upper else holder.given_names,
        "birth_date": holder.birth_date.isoformat(),
        "birth_place": holder.birth_place.upper() if upper else holder.birth_place,
        "sex": holder.sex,
        "nationality": holder.state,
        "issuing_state": state,
        "document_number": pattern(paper["number"], draw),
        "personal_number": _personal_number(personal, holder.birth_date, draw) if personal else None,
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
    lasting = any(word in kind.lower() for word in ("permanent", "niederlassung"))
    return {"permit_kind": kind, "permanent": lasting}
