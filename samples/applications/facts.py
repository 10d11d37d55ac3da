"""The facts that a case is made of: who, when, where, on what basis. Papers and verdict follow from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pipeline.records import JsonValue
from pipeline.yaml_files import read_yaml
from samples.document import Split
from samples.people.persons import Person

Role = Literal["applicant", "spouse", "child", "custody_holder", "host", "representative"]


@cache
def table(name: str) -> Any:
    """A table of this folder, `NAME.yaml`."""
    return read_yaml(Path(__file__).with_name(f"{name}.yaml"))


def amount_on(name: str, day: date) -> int:
    """An amount of `parameters.yaml` as it holds on a day."""
    return int([one["amount"] for one in table("parameters")[name] if one["from"] <= day][-1])


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the case. `former`: under an earlier name. `told`: what else the profile says of them."""

    id: str
    role: Role
    person: Person
    moves_in: bool = True
    former: Person | None = None
    told: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """One application before anybody sent a paper.

    `event_state`: where people married, divorced, died or were born, `others`: people whom papers name and
    the profile need not (host, stranger, late spouse, other parent), by their part.
    """

    service: str
    basis: str
    case_id: str
    municipality: str
    received: date
    language: str
    address: str
    members: tuple[Member, ...]
    others: Mapping[str, Person]
    event_state: str
    split: Split
    stay_from: date | None
    stay_until: date | None = None
    move_in: date | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    company: str = ""

    def member(self, name: str) -> Member:
        """The person of that id. Raises StopIteration when there is none."""
        return next(one for one in self.members if one.id == name)

    @property
    def applicant(self) -> Member:
        return self.members[0]

    @property
    def coming(self) -> tuple[Member, ...]:
        """Those who move in, and so owe papers."""
        kept = ("applicant", "spouse", "child")
        return tuple(one for one in self.members if one.moves_in and one.role in kept)

    @property
    def spouse(self) -> Member | None:
        return next((one for one in self.members if one.role == "spouse"), None)

    @property
    def married(self) -> str:
        """The applicant's marital status."""
        return str(self.applicant.told.get("marital_status") or "")

    @property
    def first_day(self) -> date:
        """The day by which the home must be theirs."""
        return self.move_in or self.stay_from or self.received


def profile_of(facts: Facts) -> dict[str, Any]:
    """The profile as the contract has it."""
    return {
        "schema": "sagsklar/profile/1",
        "case_id": facts.case_id,
        "municipality": facts.municipality,
        "service": facts.service,
        "received": facts.received.isoformat(),
        "language": facts.language,
        "basis": facts.basis,
        "stay_from": _iso(facts.stay_from),
        "stay_until": _iso(facts.stay_until),
        **({"move_in": _iso(facts.move_in)} if facts.move_in else {}),
        "address": facts.address,
        "persons": [_person(one) for one in facts.members],
        "answers": dict(facts.answers),
        "flags": {"address_protection": False, "digital_exempt": False},
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _person(one: Member) -> dict[str, Any]:
    person = one.person
    return {
        "id": one.id,
        "role": one.role,
        "surname": person.surname or None,
        "given_names": person.given_names,
        "birth_date": person.birth_date.isoformat(),
        "nationality": person.state,
        "sex": person.sex,
        "cpr": None,
        **({} if one.moves_in else {"moves_in": False}),
        **one.told,
    }
