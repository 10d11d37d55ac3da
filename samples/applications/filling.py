"""Fills the facts of a recipe: `=day received -30 -3`, `=tenants`, `=fee 1`; all else stands as it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from pipeline.records import JsonValue
from samples.applications.addresses import an_address, without_flat
from samples.applications.facts import Facts, Member, amount_on, table
from samples.people.persons import Person

_PERMITS: Final = {
    "third_worker": (
        "Arbejde / Work",
        "Forsker / Researcher",
        "Arbejde - Beløbsordning / Work - Pay limit scheme",
    ),
    "third_student": ("Studerende / Student",),
    "third_family": ("Familiesammenføring / Family reunification",),
    "third_accompanying": ("Medfølgende familie / Accompanying family",),
    "third_protection": ("Asyl / Asylum",),
}
_FORMS: Final = {"eu_worker": "OD1A", "eu_self_employed": "OD1A", "eu_family": "OD1C"}


_PARTICLE: Final = 3
"""Names as short as this (Le, van) are no family name alone."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What a fact may be drawn from: the case, the person whom the paper is about, facts filled before."""

    facts: Facts
    about: Member
    draw: Random
    language: str
    known: dict[str, JsonValue] = field(default_factory=dict)

    def filled(self, recipe: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
        """All facts of a recipe, in its order."""
        for name, value in recipe.items():
            self.known[name] = self.value(value)
        return self.known

    def value(self, told: JsonValue) -> JsonValue:
        """One value; words after `=` are a function of `WORDS` with its arguments."""
        if not isinstance(told, str) or not told.startswith("="):
            return told
        word, *args = told[1:].split()
        return WORDS[word](self, args)

    def day(self, name: str) -> date:
        """A day that others are counted from."""
        if isinstance(self.known.get(name), str):
            return date.fromisoformat(str(self.known[name]))
        return self.facts.first_day if name == "first_day" else self.facts.received


def _day(at: Filling, args: list[str]) -> str:
    return (at.day(args[0]) + timedelta(days=at.draw.randint(int(args[1]), int(args[2])))).isoformat()


def _maybe(at: Filling, args: list[str]) -> JsonValue:
    value = at.value("=" + " ".join(args[1:]))
    return value if at.draw.random() < float(args[0]) else None


def _month(at: Filling, args: list[str]) -> str:
    """The first day of a month, so many months from the one in which the papers arrived."""
    received = at.facts.received
    months = received.year * 12 + received.month - 1 + int(args[0])
    return date(months // 12, months % 12 + 1, 1).isoformat()


def _month_end(at: Filling, args: list[str]) -> str:
    following = date.fromisoformat(_month(at, [str(int(args[0]) + 1)]))
    return (following - timedelta(days=1)).isoformat()


def _amount(at: Filling, args: list[str]) -> str:
    return f"{at.draw.randint(int(args[0]), int(args[1])):.2f} DKK"


def _funds(at: Filling, args: list[str]) -> str:
    """So many months of what is always enough for one person."""
    monthly = amount_on("safe_funds_a_month", at.facts.received)
    return f"{round(monthly * at.draw.uniform(float(args[0]), float(args[1])), -1):.2f} DKK"


def _fee(at: Filling, args: list[str]) -> str:
    name = "citizenship_fee" if at.facts.service == "dk-citizenship" else "health_card_fee"
    return f"{round(amount_on(name, at.facts.received) * float(args[0])):.2f} DKK"


def _points(at: Filling, _: list[str]) -> int:
    """Enough right answers for the version of the test that held on its day."""
    needed = amount_on("citizenship_test_version", at.day("test_date"))
    return at.draw.randint(needed, needed + 8)


def short_name(person: Person) -> str:
    """One given name and one surname, as leases often have it."""
    first, *more = person.surname.split() or [""]
    family = " ".join([first, *more[: len(first) <= _PARTICLE]])
    return f"{person.given_names.split()[0]} {family}".strip()


def _printed(at: Filling, one: Member) -> str:
    """A person's name as people write it on leases: whole, short, family first, or an earlier one."""
    if one.former and at.draw.random() < 0.4:
        return one.former.name
    chance = at.draw.random()
    if chance < 0.15:
        return short_name(one.person)
    return f"{one.person.surname} {one.person.given_names}".strip() if chance < 0.25 else one.person.name


def _tenants(at: Filling, _: list[str]) -> list[str]:
    adults = [one for one in at.facts.members if one.role in {"applicant", "spouse"}]
    kept = adults if len(adults) > 1 and at.draw.random() < 0.7 else adults[:1]
    return [_printed(at, one) for one in kept]


def _known(at: Filling, _: list[str]) -> str:
    """The name an authority knew: the earlier one when it changed since."""
    former = at.about.former
    return former.name if former and at.draw.random() < 0.5 else at.about.person.name


def _other(part: str) -> Callable[[Filling, list[str]], list[str]]:
    return lambda at, _: [at.facts.others[part].name]


def _role(role: str) -> Callable[[Filling, list[str]], str]:
    return lambda at, _: next(one.person.name for one in at.facts.members if one.role == role)


def _eu_basis(at: Filling, _: list[str]) -> str:
    return at.facts.basis.removeprefix("eu_") if at.about.role == "applicant" else "family"


def _permit(at: Filling, _: list[str]) -> str:
    own = at.about.role == "applicant" or at.facts.basis == "third_protection"
    return at.draw.choice(_PERMITS[at.facts.basis if own else "third_accompanying"])


def _number(at: Filling, args: list[str]) -> float:
    return float(at.draw.choice(args))


def _same_day_swapped(at: Filling, _: list[str]) -> str:
    """A birth date that contradicts: another year and day, never day and month changed about."""
    born = at.about.person.birth_date
    return born.replace(year=born.year - 3, day=born.day % 27 + 1).isoformat()


def renamed(person: Person, facts: Facts) -> Person:
    """The same person under a stranger's surname, as if married."""
    other = facts.others["other"] if facts.others["other"].surname else facts.others["stranger"]
    return replace(person, surname=other.surname, native_surname="", native_given="")


def _unlike(text: str) -> str:
    return re.sub(r"\d+", lambda found: str(int(found.group()) + 4), text, count=1)


WORDS: Final[Mapping[str, Callable[[Filling, list[str]], JsonValue]]] = {
    "day": _day,
    "maybe": _maybe,
    "month": _month,
    "month_end": _month_end,
    "amount": _amount,
    "funds": _funds,
    "fee": _fee,
    "points": _points,
    "choice": lambda at, args: at.draw.choice(args),
    "number": _number,
    "address": lambda at, _: at.facts.address,
    "address_near": lambda at, _: _unlike(an_address(at.facts.split, at.draw, inside=at.facts.municipality)),
    "address_bare": lambda at, _: without_flat(at.facts.address),
    "subject": lambda at, _: at.about.person.name,
    "subject_list": lambda at, _: [at.about.person.name],
    "known": _known,
    "tenants": _tenants,
    "coming": lambda at, _: [one.person.name for one in at.facts.coming],
    "other": lambda at, _: at.facts.others["other"].name,
    "stranger_list": _other("stranger"),
    "other_parent": _other("other_parent"),
    "host": lambda at, _: at.facts.others["host"].name,
    "parent": lambda at, _: [_role("custody_holder")(at, [])],
    "representative": _role("representative"),
    "company": lambda at, _: at.facts.company,
    "company_list": lambda at, _: [at.facts.company],
    "programme": lambda at, _: str(at.facts.answers.get("programme", "BSc in Economics")),
    "eu_basis": _eu_basis,
    "permit": _permit,
    "od_form": lambda at, _: _FORMS.get(at.facts.basis, "OD1B"),
    "source": lambda at, _: at.language,
    "other_birth": _same_day_swapped,
    "new_surname": lambda at, _: renamed(at.about.person, at.facts).name,
    "old_name": lambda at, _: f"{at.about.person.given_names} {at.facts.others['other'].surname}".strip(),
}


def accepted_language(language: str) -> bool:
    """Papers in it need no translation."""
    return language in table("parameters")["languages"]
