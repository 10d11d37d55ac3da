"""What a freely made paper may be beside the ordinary: kinds, rare names and dates, faults.

Nothing here touches papers of a case, whose facts are given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Final

from pipeline.records import JsonValue
from samples.identity.states import code_of, eu_states, sheet_words
from samples.identity.transliteration import of_cyrillic
from samples.identity.zones import FAULTS
from samples.people.persons import Person, make_person
from samples.writing.values import Setting

KINDS: Final[Mapping[str, float]] = {
    "ordinary": 78, "refugee": 6, "stateless": 2, "alien": 3, "emergency": 4, "diplomatic": 2, "service": 2,
    "laissez_passer": 1.5, "utopian": 1.5,
}  # fmt: skip
"""Kinds of passports and how often each comes."""
_HOSTS: Final = ("DNK", "DNK", "DEU", "SWE", "NOR", "FRA", "NLD", "ITA", "FIN")
_NATIONALITIES: Final = {"refugee": ("XXB", "XXB", "XXC"), "stateless": ("XXA",), "alien": ("XXC", "XXX", "")}
_BRITISH: Final = ("GBD", "GBN", "GBO", "GBP", "GBS")
FAULTY: Final = 0.05
"""Share of papers whose zone disagrees with what is printed above it."""


@dataclass(frozen=True, slots=True)
class Varied:
    """A paper's issuer, holder, kind, what is fixed of its facts, and what its zone gets wrong."""

    state: str
    holder: Person
    kind: str
    told: Mapping[str, JsonValue]
    fault: str | None


def _long_names(holder: Person, setting: Setting) -> Person:
    """The holder with more names than a zone can hold, from the same origin."""
    for _ in range(12):
        more = make_person(holder.state, setting.split, setting.draw, sex=holder.sex)
        if len(holder.name) > 44 or set(more.given_names.split()) & set(holder.given_names.split()):
            continue
        longer = " ".join(part for part in (holder.surname, more.surname) if part)
        keep_surname = more.surname in holder.surname or setting.draw.random() < 0.5
        holder = replace(
            holder,
            surname=holder.surname if keep_surname else longer,
            given_names=f"{holder.given_names} {more.given_names}",
            native_surname="",
            native_given="",
        )
    return holder


def _rare_names(holder: Person, setting: Setting) -> Person:
    draw = setting.draw
    chosen = draw.random()
    if chosen < 0.05:
        return _long_names(holder, setting)
    if chosen < 0.07:
        return replace(holder, surname="", native_surname="")
    language = sheet_words()["states"].get(holder.state, {}).get("language", "")
    if chosen < 0.4 and language in {"uk", "ru", "bg", "sr"} and holder.native_surname:
        return replace(
            holder,
            surname=of_cyrillic(holder.native_surname, language).title(),
            given_names=of_cyrillic(holder.native_given, language).title(),
        )
    return holder


def _grown_or_small(holder: Person, setting: Setting, label: str) -> Person:
    """Now and then a child, where children have such papers; the holder's number goes with the birth date."""
    if label == "driving_licence" or setting.draw.random() > 0.12:
        return holder
    born = setting.today - timedelta(days=setting.draw.randint(200, 17 * 365))
    return replace(holder, birth_date=born, cpr="")


def _rare_facts(holder: Person, draw: Random, label: str) -> dict[str, JsonValue]:
    """Unknown parts of a birth date, an unstated sex."""
    told: dict[str, JsonValue] = {}
    year, month, _ = holder.birth_date.isoformat().split("-")
    if label in {"driving_licence", "health_insurance_card"} or holder.birth_date.year > 2005:
        return told
    chosen = draw.random()
    if chosen < 0.035:
        told["birth_date"] = f"{year}-XX-XX" if chosen < 0.025 else f"{year}-{month}-XX"
    if draw.random() < 0.015:
        told["sex"] = "X"
    return told


def _passport_kind(state: str, holder: Person, draw: Random) -> tuple[str, str, dict[str, JsonValue]]:
    """The kind, who issues it, and the nationality it tells."""
    kind = draw.choices(list(KINDS), list(KINDS.values()))[0]
    if kind in _NATIONALITIES:
        if holder.state in eu_states():
            return "ordinary", state, {}
        host = draw.choice(_HOSTS)
        nationality = draw.choice(_NATIONALITIES[kind]) or code_of(holder.state)
        return kind, host, {"nationality": nationality}
    if kind == "laissez_passer":
        return kind, draw.choice(("EUE", "EUE", "UNO", "UNA")), {}
    if kind == "utopian":
        return "ordinary", "UTO", {"nationality": "UTO"}
    if state == "GBR" and kind == "ordinary" and draw.random() < 0.4:
        return kind, state, {"nationality": draw.choice(_BRITISH)}
    return kind, state, {}


def varied(label: str, state: str, setting: Setting) -> Varied:
    """How a freely made paper of that label differs from the ordinary."""
    draw = setting.draw
    holder = _grown_or_small(setting.people["subject"], setting, label)
    holder = _rare_names(holder, setting)
    kind, told = "ordinary", _rare_facts(holder, draw, label)
    if label == "passport":
        kind, state, fixed = _passport_kind(state, holder, draw)
        told |= fixed
    if label == "residence_permit" and draw.random() < 0.04:
        told["nationality"] = draw.choice(("XXA", "XXB", "XXC"))
    unknown = "XX" in str(told.get("birth_date", ""))
    faults = [one for one in FAULTS if not (unknown and one in {"birth_date", "check_digit"})]
    fault = draw.choice(faults) if draw.random() < FAULTY else None
    return Varied(state, holder, kind, told, fault)
