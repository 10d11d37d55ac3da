"""Who owes what: the requirements of a policy against the persons of a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pipeline.deciding.conditions import VARIABLES, Fact
from pipeline.deciding.policy import Policy, Requirement
from pipeline.records import MatchedCase, Person, Profile

Applies = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Owed:
    """One requirement of one person (of the household: the applicant), and whether this profile owes it.

    `facts`: what conditions could ask for.
    """

    requirement: Requirement
    person: Person
    applies: Applies
    facts: Mapping[str, Fact] = field(default_factory=dict, repr=False)


def owed_by(case: MatchedCase, policy: Policy) -> tuple[Owed, ...]:
    """Each requirement once a subject, in the policy's order; of its variants the one that applies."""
    variants: dict[str, list[Requirement]] = {}
    for requirement in policy.requirements:
        variants.setdefault(requirement.id, []).append(requirement)
    return tuple(
        _chosen(several, person, facts_about(person, case, policy.defaults))
        for several in variants.values()
        for person in subjects(several[0], case.profile)
    )


def subjects(requirement: Requirement, profile: Profile) -> tuple[Person, ...]:
    """The persons that a requirement is about; who does not move in owes no papers."""
    if requirement.subjects in ("household", "applicant"):
        return (profile.applicant,)
    roles = ("child",) if requirement.subjects == "children" else ("applicant", "spouse", "child")
    return tuple(person for person in profile.persons if person.moves_in and person.role in roles)


def facts_about(person: Person, case: MatchedCase, defaults: Mapping[str, Fact]) -> dict[str, Fact]:
    """What conditions may ask about a person and the case; what is not known is left out."""
    profile = case.profile
    roles = {one.role for one in profile.persons}
    movers = {one.role for one in profile.persons if one.moves_in}
    told: dict[str, Any] = {
        **{name: getattr(person, name, None) for name in VARIABLES},
        **{name: profile.answers.get(name) for name in VARIABLES if name in profile.answers},
        "basis": profile.basis,
        "municipality": profile.municipality,
        "age": age_on(person, case.as_of),
        "spouse_moves_in": "spouse" in movers,
        "spouse_in_case": "spouse" in roles,
        "children_move_in": "child" in movers,
        "represented": "representative" in roles,
        "stay_months": _months(profile.stay_from, case.as_of),
        "planned_stay_months": _months(profile.stay_from, profile.stay_until),
    }
    facts: dict[str, Any] = {name: value for name, value in defaults.items() if name in VARIABLES}
    facts.update({name: value for name, value in told.items() if isinstance(value, VARIABLES[name])})
    return facts


def principal_of(profile: Profile) -> Person | None:
    """The person on whose stay the application rests, where the profile tells one."""
    told = profile.answers.get("principal")
    return next((person for person in profile.persons if person.id == told), None)


def age_on(person: Person, day: date) -> int | None:
    """Whole years; None where the birth date is not known in full."""
    if not person.birth_date or "X" in person.birth_date:
        return None
    born = date.fromisoformat(person.birth_date)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _months(first: date | None, last: date | None) -> int | None:
    return months_between(first, last) if first and last else None


def months_between(first: date, last: date) -> int:
    """Whole months from one day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def _chosen(variants: Sequence[Requirement], person: Person, facts: Mapping[str, Fact]) -> Owed:
    answers = [(requirement, requirement.applies_when.holds(facts)) for requirement in variants]
    applying = next((requirement for requirement, holds in answers if holds), None)
    if applying is not None:
        return Owed(applying, person, "yes", facts)
    open_one = next((requirement for requirement, holds in answers if holds is None), None)
    if open_one is None or open_one.when_unknown == "not_owed":
        return Owed(variants[0], person, "no", facts)
    return Owed(open_one, person, "yes" if open_one.when_unknown == "applies" else "unknown", facts)
