"""Draws the facts of an application: a family, a day, a home, and what it is about."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from pipeline.vocabulary import SERVICES
from samples.applications.addresses import an_address, municipality_of
from samples.applications.facts import Facts, Member, table
from samples.chance import chance
from samples.document import Split
from samples.identity.states import issuers, sheet_words
from samples.people.persons import Person, make_person
from samples.people.places import DENMARK, organisation

_YEARS: Final = (2024, 2025, 2026, 2026, 2026, 2026)
_LETTER_LANGUAGES: Final = frozenset({"da", "en", "de", "pl", "ro", "uk", "ar", "es", "fr", "it", "pt"})
_PROGRAMMES: Final = (
    "MSc in Photonics",
    "BSc in Economics",
    "MA in Film Studies",
    "MSc in Sustainable Energy",
)
_GENDERED: Final = (("ski", "ska"), ("cki", "cka"), ("dzki", "dzka"), ("ov", "ova"), ("ev", "eva"))
_DAY: Final = timedelta(days=1)
_TRIES: Final = 30


class _Drawing:
    """One household in the making."""

    def __init__(self, origin: str, basis: str, split: Split, draw: Random) -> None:
        self.origin, self.basis, self.split, self.draw = origin, basis, split, draw
        self.others: dict[str, Person] = {
            "stranger": self.person(DENMARK),
            "host": self.person(DENMARK),
            "other": self.person(origin),
            "official": self.person(DENMARK),
        }

    def person(self, state: str | None = None, **ages: Any) -> Person:
        return make_person(state or self.origin, self.split, self.draw, **({"ages": (24, 60)} | ages))

    def applicant(self, status: str | None = "single", **told: Any) -> Member:
        extras = {"marital_status": status} if status else {}
        return Member("applicant", "applicant", self.person(), told=extras | told)

    def couple(self, *, moves_in: bool = True, state: str | None = None) -> tuple[Member, Member]:
        """Applicant and spouse; now and then one of them took the other's name."""
        first = self.applicant("married")
        sex: Any = "M" if first.person.sex == "F" else "F"
        second = Member("spouse", "spouse", self.person(state, sex=sex), moves_in, None, first.told)
        names = first.person, second.person
        same_shape = all(one.surname and " " not in one.surname for one in names)
        if same_shape and state is None and self.draw.random() < 0.3:
            first = replace(first, person=_named_after(*names), former=names[0])
        return first, second

    def child(self, name: str, parent: Person, **told: Any) -> Member:
        drawn = self.person(ages=(3, 14))
        return Member(name, "child", _named_after(drawn, parent), told=told)


def _named_after(person: Person, other: Person) -> Person:
    """The person under the other's surname, in the form of their sex."""
    surname, native = other.surname, other.native_surname
    if person.sex != other.sex and person.state in {"POL", "RUS", "UKR", "GRC", "ISL", "LTU"}:
        pairs = _GENDERED if person.sex == "F" else tuple((b, a) for a, b in _GENDERED)
        ending = next((pair for pair in pairs if surname.endswith(pair[0])), None)
        if ending is None:
            return person
        surname, native = surname.removesuffix(ending[0]) + ending[1], ""
    return replace(
        person, surname=surname, native_surname=native, native_given=native and person.native_given
    )


def _single(of: _Drawing) -> tuple[Member, ...]:
    return (of.applicant(),)


def _ended(status: str) -> Callable[[_Drawing], tuple[Member, ...]]:
    def drawn(of: _Drawing) -> tuple[Member, ...]:
        of.others["partner"] = of.person()
        return (of.applicant(status),)

    return drawn


def _spouse_abroad(of: _Drawing) -> tuple[Member, ...]:
    of.others["partner"] = of.person()
    return (of.applicant("married"),)


def _couple(of: _Drawing) -> tuple[Member, ...]:
    return of.couple()


def _family(of: _Drawing) -> tuple[Member, ...]:
    pair = of.couple()
    told: dict[str, Any] = {"other_parent": "in_case", "parents_married": True}
    count = of.draw.choice([1, 1, 2])
    return (*pair, *(of.child(f"child-{place + 1}", pair[0].person, **told) for place in range(count)))


def _single_parent(of: _Drawing) -> tuple[Member, ...]:
    """A child whose other parent stays abroad, or has died."""
    one = of.applicant()
    of.others["other_parent"] = of.person()
    abroad = of.draw.random() < 0.7
    told: dict[str, Any] = (
        {"other_parent": "abroad", "parents_married": False} if abroad else {"other_parent": "none"}
    )
    return one, of.child("child-1", one.person, **told)


def _joins_spouse(of: _Drawing) -> tuple[Member, ...]:
    """The spouse lives here already; a Dane where the basis says so."""
    dane = of.basis == "spouse_of_dane" or (of.basis == "third_family" and of.draw.random() < 0.5)
    state = DENMARK if dane else None
    return of.couple(moves_in=False, state=state)


def _joins_spouse_with_child(of: _Drawing) -> tuple[Member, ...]:
    pair = of.couple(moves_in=False)
    return (*pair, of.child("child-1", pair[0].person, other_parent="in_case", parents_married=True))


def _child_joins_parent(of: _Drawing) -> tuple[Member, ...]:
    """A child is the applicant; the parent works here, the other parent stays abroad or is here too."""
    parent = of.person()
    of.others["other_parent"] = of.person()
    other = of.draw.choice(["abroad", "abroad", "in_case"])
    child = of.child("applicant", parent, other_parent=other, parents_married=other == "in_case")
    return replace(child, role="applicant"), Member("parent", "custody_holder", parent, moves_in=False)


def _minor(of: _Drawing) -> tuple[Member, ...]:
    child = of.child("applicant", parent := of.person())
    return replace(child, role="applicant"), Member("parent", "custody_holder", parent, moves_in=False)


FAMILIES: Final[dict[str, Callable[[_Drawing], tuple[Member, ...]]]] = {
    "single": _single,
    "couple": _couple,
    "family": _family,
    "single_parent": _single_parent,
    "spouse_abroad": _spouse_abroad,
    "divorced": _ended("divorced"),
    "widowed": _ended("widowed"),
    "joins_spouse": _joins_spouse,
    "joins_spouse_with_child": _joins_spouse_with_child,
    "child_joins_parent": _child_joins_parent,
    "minor": _minor,
}


# ── days, answers, the whole ──────────────────────────────────────────────────────────────────────


def _stay_from(service: str, basis: str, received: date, draw: Random) -> date | None:
    if service == "dk-health-card":
        return None
    if service == "dk-citizenship":
        years = table("parameters")["residence_years"][basis]
        return received - timedelta(days=int(years * 365.25) + draw.randint(80, 1400))
    longest = {"eu_permanent": 3000}.get(basis, 30)
    return received - timedelta(days=draw.randint(2100 if basis == "eu_permanent" else 0, longest))


def _event_state(of: _Drawing, basis: str) -> str:
    """Mostly at home; where papers would have to be legalised on the sheet, where no stamp is needed."""
    told = table("parameters")
    state = of.origin if of.draw.random() < 0.8 else of.draw.choice(["DNK", "DEU", "ESP", "TUR", "FRA"])
    if basis == "third_protection" or state in told["no_stamp"] or state in told["hague"]:
        return state
    return of.draw.choice(["TUR", "DEU", "SWE"])


def _answers(
    service: str, basis: str, members: tuple[Member, ...], event: str, draw: Random
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if service == "dk-cpr-entry":
        homes = ["lease", "lease", "lease", "sublease", "host"] + (
            ["owner"] if basis in {"danish", "eu_family"} else []
        )
        found["housing"] = draw.choice(homes)
        if basis.startswith("eu_") and draw.random() < 0.12:
            found["eu_document_same_visit"] = True
        if members[0].told.get("marital_status") == "married":
            found["married_abroad"] = event != DENMARK
    if basis == "eu_worker" and service == "dk-eu-residence":
        found["hours_guaranteed"] = draw.random() < 0.75
    if basis == "eu_student":
        found["programme"] = draw.choice(_PROGRAMMES)
    if basis == "eu_family" and service == "dk-eu-residence":
        found["principal"] = members[1].id
    if service == "dk-citizenship":
        found |= {"without_benefits_two_years": draw.random() < 0.4, "test_exempt": False}
    return found


def _grown(of: _Drawing, members: tuple[Member, ...], service: str, received: date) -> tuple[Member, ...]:
    """Applicants of the age that their basis asks for, and who else acts for them."""
    first, basis, draw = members[0], of.basis, of.draw
    ages = {"turned_15": 15, "child": 12, "came_before_15": 24, "educated_in_dk": 27}
    if basis in ages:
        born = received - timedelta(days=int(ages[basis] * 365.25) + draw.randint(5, 50))
        first = replace(first, person=replace(first.person, birth_date=born))
    if service == "dk-health-card" and len(members) == 1 and draw.random() < 0.25:
        members = (*members, Member("representative", "representative", of.person(DENMARK), moves_in=False))
    return (first, *members[1:])


def draw_facts(seed: int, index: int, split: Split) -> Facts:
    """The facts of case `index`; services and their bases take turns."""
    draw = chance("application", seed, index, split, "facts")
    service = SERVICES[index % len(SERVICES)]
    bases = table("bases")[service]
    basis = list(bases)[index // len(SERVICES) % len(bases)]
    known = [
        one for one in table("parameters")["origins"][bases[basis]["from"]] if one in issuers("passport")
    ]
    of = _Drawing(draw.choice(known), basis, split, draw)
    year = draw.choice(_YEARS)
    received = date(year, 1, 5) + _DAY * draw.randint(0, 340)
    members = FAMILIES[draw.choice(bases[basis]["families"])](of)
    members = _grown(of, members, service, received)
    address = an_address(split, draw)
    event = _event_state(of, basis)
    stay_from = _stay_from(service, basis, received, draw)
    if basis == "stateless":
        members = tuple(replace(one, person=replace(one.person, state="XXA")) for one in members)
    own = str(sheet_words()["states"][of.origin]["language"])
    code = str(municipality_of(address))
    return Facts(
        service=service,
        basis=basis,
        case_id=f"{table('municipalities')[code]['cases']}-{year}-{seed % 100:02d}{index:05d}",
        municipality=code,
        received=received,
        language=own if own in _LETTER_LANGUAGES and draw.random() < 0.7 else draw.choice(["en", "da"]),
        address=address,
        members=_told_birthplaces(members, event),
        others=_unlike_family(of, members),
        event_state=event,
        split=split,
        stay_from=stay_from,
        stay_until=received + _DAY * draw.randint(300, 900) if basis.endswith("student") else None,
        move_in=_move_in(service, stay_from, received, draw),
        answers=_answers(service, basis, members, event, draw),
        company=organisation("company", split, draw),
    )


def _move_in(service: str, stay_from: date | None, received: date, draw: Random) -> date | None:
    if service != "dk-cpr-entry" or stay_from is None or draw.random() < 0.8:
        return None
    return min(received, stay_from + _DAY * draw.randint(1, 10))


def _unlike_family(of: _Drawing, members: tuple[Member, ...]) -> dict[str, Person]:
    """The strangers of the case, drawn anew while they share a name with the family."""
    family = {word for one in members for word in _words(one.person, one.former)}
    found = dict(of.others)
    for part in ("stranger", "other", "other_parent"):
        for tried in range(_TRIES):
            if part not in found or not _words(found[part]) & family:
                break
            found[part] = of.person(DENMARK if part == "stranger" or tried > _TRIES // 2 else None)
    return found


def _words(*people: Person | None) -> set[str]:
    return {word for one in people if one for word in one.name.casefold().split()}


def _told_birthplaces(members: tuple[Member, ...], event: str) -> tuple[Member, ...]:
    found = []
    for one in members:
        extras: dict[str, Any] = {"birth_country": event if one.role == "child" else one.person.state}
        if one.told.get("marital_status") == "married":
            extras["marriage_country"] = event
        if one.former:
            extras["former_names"] = [one.former.surname]
        found.append(
            replace(one, told={**one.told, **extras}) if one.role in {"applicant", "spouse", "child"} else one
        )
    return tuple(found)
