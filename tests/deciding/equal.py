"""The same case told of somebody else: another name, script, nationality of its group, birth date, number."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from pipeline.deciding.owed import age_on
from pipeline.records import Inspection, Person, Profile
from samples.applications.facts import Facts
from samples.document import Split
from samples.people import persons as people
from tests.deciding.planned import Sample, with_values

NORDIC = ("FIN", "ISL", "NOR", "SWE")
UNION = ("BEL", "BGR", "CZE", "DEU", "ESP", "FRA", "GRC", "HRV", "ITA", "LTU", "NLD", "POL", "PRT", "ROU")
THIRD = ("BRA", "CHN", "IND", "NGA", "PHL", "SOM", "TUR", "UKR", "USA", "XXA")
GROUPS = (NORDIC, UNION, THIRD)
IDENTITY = {"passport", "national_id", "residence_permit", "eu_residence_document", "health_insurance_card"}
OTHER_LETTERS = ("UKR", "RUS", "GRC", "SRB")
"""Origins whose names stand in other letters in their papers."""
NATIVE = {
    latin: native
    for state in OTHER_LETTERS
    for part in ("surnames", "surnames_f", "given_m", "given_f")
    for native, bar, latin in (entry.partition("|") for entry in people.origin(state).get(part, ()))
    if bar
}
"""A name in Latin letters → in those of its home."""
COMPARABLE = tuple(state for state in people.origins() if state not in ("JPN", "THA", "BLR"))
"""Japanese and Thai letters don't tell a name's sound, Belarusian papers write Russian: a person looks."""


class Names:
    """New names, one for each old one; no two persons come to share a word that they did not share."""

    def __init__(self, seed: int, origins: tuple[str, ...]) -> None:
        self.draw, self.origins = Random(seed), origins
        self.taken: set[str] = set()
        self.known: dict[tuple[str, str], tuple[str, str]] = {("surname", ""): ("", "")}

    def other(self, person: people.Person) -> people.Person:
        surname, native_surname = self._new("surname", "native_surname", person.surname)
        given, native_given = self._new("given_names", "native_given", person.given_names)
        return replace(
            person,
            surname=surname,
            native_surname=native_surname,
            given_names=given,
            native_given=native_given,
        )

    def _new(self, part: str, native: str, old: str) -> tuple[str, str]:
        while (part, old) not in self.known:
            split: Split = "train" if self.draw.random() < 0.5 else "test"
            drawn = people.make_person(self.draw.choice(self.origins), split, self.draw)
            name = getattr(drawn, part)
            words = set(name.casefold().replace("-", " ").split())
            if words and not words & self.taken:
                self.taken |= words
                self.known[part, old] = name, getattr(drawn, native)
        return self.known[part, old]


def under_other_names(seed: int, origins: tuple[str, ...] = COMPARABLE) -> Callable[[Facts], Facts]:
    """The facts with another name for everybody."""

    def change(facts: Facts) -> Facts:
        names = Names(seed, origins)
        members = []
        for one in facts.members:
            former = names.other(one.former) if one.former else None
            told = {**one.told, **({"former_names": [former.surname]} if former else {})}
            members.append(replace(one, person=names.other(one.person), former=former, told=told))
        others = {part: names.other(one) for part, one in facts.others.items()}
        return replace(facts, members=tuple(members), others=others)

    return change


def with_nationality(case: Sample, draw: Random) -> tuple[Profile, tuple[Inspection, ...]]:
    """Everybody of another nationality of the same legal group; certificates keep the state of the event."""
    told = {one.nationality for one in case.profile.persons} - {None}
    group = {state: next((some for some in GROUPS if state in some), (state,)) for state in told}
    other = {state: draw.choice(group[state]) for state in sorted(told)}
    persons = [replace(one, nationality=other.get(one.nationality)) for one in case.profile.persons]

    def papers(upload: Inspection) -> Inspection:
        if not all(one.label in IDENTITY for one in upload.documents):
            return upload
        of = ("nationality", "issuing_state")
        return with_values(upload, lambda name, value: other.get(value, value) if name in of else value)

    return replace(case.profile, persons=tuple(persons)), tuple(map(papers, case.flawed))


def born_on_new_year(case: Sample) -> tuple[Profile, tuple[Inspection, ...]]:
    """Everybody born on 1 January of the year that leaves their age as it is."""
    other: dict[Any, str] = {}
    for one in case.profile.persons:
        age = age_on(one, case.profile.received)
        if age is not None:
            other[one.birth_date] = date(case.profile.received.year - age, 1, 1).isoformat()
    persons = [replace(one, birth_date=other.get(one.birth_date)) for one in case.profile.persons]

    def value(name: str, value: Any) -> Any:
        return other.get(value, value) if name == "birth_date" else value

    return replace(case.profile, persons=tuple(persons)), tuple(
        with_values(one, value) for one in case.flawed
    )


def with_numbers(profile: Profile, *, fitting: bool) -> Profile:
    """Everybody has a Danish number, of which modulus 11 holds or fails."""
    return replace(profile, persons=tuple(_numbered(one, fitting=fitting) for one in profile.persons))


def _numbered(one: Person, *, fitting: bool) -> Person:
    if not one.birth_date:
        return one
    born = date.fromisoformat(one.birth_date)
    serials = (f"{4 if born.year >= 2000 else 1}{number:03}" for number in range(1000))
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    for serial in serials:
        cpr = f"{born:%d%m%y}{serial}"
        fits = sum(int(digit) * weight for digit, weight in zip(cpr, weights, strict=True)) % 11 == 0
        if fits is fitting:
            return replace(one, cpr=f"{cpr[:6]}-{serial}")
    raise AssertionError("every day has numbers of both kinds")


def in_own_letters(case: Sample) -> tuple[Inspection, ...]:
    """The papers that are no identity papers with names in the letters of their bearers' home."""

    def spelled(value: Any) -> Any:
        if isinstance(value, list):
            return [spelled(one) for one in value]
        if not isinstance(value, str):
            return value
        return " ".join(NATIVE.get(word, word) for word in value.split())

    def papers(upload: Inspection) -> Inspection:
        if any(one.label in IDENTITY for one in upload.documents):
            return upload
        return with_values(
            upload, lambda name, value: spelled(value) if name.endswith(("_name", "_names")) else value
        )

    return tuple(map(papers, case.flawed))
