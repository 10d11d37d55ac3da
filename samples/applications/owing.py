"""What a profile owes, and which papers would show it: `requirements.yaml` against the facts of a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from samples.applications.facts import Facts, Member, table
from samples.identity.states import eu_states, issuers

Holds = Callable[[Facts, Member], bool]
_GROUNDS: Final = ("eu_worker", "eu_self_employed", "eu_student", "eu_sufficient_funds", "eu_permanent")
_FREE: Final = ("lost_card", "doctor_choice", "group_change", "name_change")


def _housing(kind: str) -> Holds:
    return lambda facts, _: facts.answers.get("housing") == kind


def _basis(*names: str) -> Holds:
    return lambda facts, _: facts.basis in names


def _status(*names: str) -> Holds:
    return lambda facts, _: facts.married in names


def _nordic(facts: Facts, one: Member) -> bool:
    return facts.basis == "nordic" and one.person.state in table("parameters")["nordic"]


def _needs_right(facts: Facts, one: Member) -> bool:
    """EU and third-country bases; never a Nordic citizen, and not when the EU document is made that day."""
    asked = facts.basis.startswith(("eu_", "third_")) and one.person.state not in {
        *table("parameters")["nordic"],
        "DNK",
    }
    return asked and not facts.answers.get("eu_document_same_visit", False)


def _other_parent_apart(_: Facts, one: Member) -> bool:
    other = one.told.get("other_parent")
    return other == "abroad" or (other not in {None, "none"} and one.told.get("parents_married") is False)


PREDICATES: Final[Mapping[str, Holds]] = {
    "nordic": _nordic,
    "needs_right": _needs_right,
    "other_parent_apart": _other_parent_apart,
    "has_card": lambda _, one: one.person.state in issuers("id") and one.person.state in eu_states(),
    "eu_basis": lambda facts, _: facts.basis.startswith("eu_"),
    "third_basis": lambda facts, _: facts.basis.startswith("third_"),
    "protection": _basis("third_protection"),
    "rents": _housing("lease"),
    "sublets": _housing("sublease"),
    "owns": _housing("owner"),
    "lodges": _housing("host"),
    "was_married": _status("married", "divorced", "widowed"),
    "married": _status("married"),
    "divorced": _status("divorced"),
    "widowed": _status("widowed"),
    "comes_with_spouse": lambda facts, _: facts.spouse is not None and facts.spouse.moves_in,
    "has_spouse": lambda facts, _: facts.spouse is not None,
    "has_parent": lambda facts, _: facts.spouse is None,
    "has_grounds": _basis(*_GROUNDS),
    "worker": _basis("eu_worker"),
    "worker_guaranteed": lambda facts, _: (
        facts.basis == "eu_worker" and bool(facts.answers.get("hours_guaranteed"))
    ),
    "worker_flexible": lambda facts, _: (
        facts.basis == "eu_worker" and not facts.answers.get("hours_guaranteed")
    ),
    "self_employed": _basis("eu_self_employed"),
    "student": _basis("eu_student"),
    "sufficient_funds": _basis("eu_sufficient_funds"),
    "permanent": _basis("eu_permanent"),
    "declares_means": _basis("eu_student", "eu_sufficient_funds"),
    "eu_family": _basis("eu_family"),
    "own_passport": lambda facts, _: facts.basis not in {"refugee", "stateless"},
    "no_own_passport": _basis("refugee", "stateless"),
    "not_ceremony": lambda facts, _: facts.basis != "ceremony",
    "ceremony": _basis("ceremony"),
    "needs_permanent": lambda facts, _: facts.basis not in {"nordic", "ceremony"},
    "long_held": lambda facts, _: facts.basis not in {"nordic", "ceremony", "child", "refugee", "stateless"},
    "eu_national": lambda _, one: one.person.state in eu_states(),
    "third_national": lambda _, one: one.person.state not in eu_states(),
    "adult": lambda facts, _: facts.basis not in {"ceremony", "child"},
    "child": _basis("child"),
    "educated": _basis("educated_in_dk", "came_before_15"),
    "without_benefits": lambda facts, _: bool(facts.answers.get("without_benefits_two_years")),
    "with_benefits": lambda facts, _: not facts.answers.get("without_benefits_two_years"),
    "new_name": _basis("name_change"),
    "pays": _basis(*_FREE),
    "minor_choosing": lambda facts, one: facts.basis == "doctor_choice" and one.id != "" and _is_minor(facts),
    "represented": lambda facts, _: any(one.role == "representative" for one in facts.members),
    "fee_known": lambda facts, _: facts.service == "dk-citizenship" or facts.received.year == 2024,
    "fee_rose": lambda facts, _: facts.basis == "general" and facts.received.isoformat() >= "2025-06-01",
    "special": _basis("special_card"),
}
"""What a row of a table may ask of the case and of the person whom the requirement is about."""


def _is_minor(facts: Facts) -> bool:
    return any(one.role == "custody_holder" for one in facts.members)


@dataclass(frozen=True, slots=True)
class Owed:
    """One requirement of one person."""

    id: str
    subject: str


def holds(words: str, facts: Facts, one: Member) -> bool:
    """Whether all predicates named in `words`, parted by blanks, hold; `!name` must not."""
    return all(PREDICATES[word.lstrip("!")](facts, one) != word.startswith("!") for word in words.split())


def _subjects(who: str, facts: Facts) -> tuple[Member, ...]:
    if who == "children":
        return tuple(one for one in facts.coming if one.role == "child")
    return facts.coming if who == "coming" else (facts.applicant,)


def rows_of(facts: Facts) -> Mapping[str, Mapping[str, Any]]:
    """The rows of the case's service."""
    found: Mapping[str, Mapping[str, Any]] = table("requirements")[facts.service]
    return found


def owed(facts: Facts) -> tuple[Owed, ...]:
    """What the profile must show, the papers about one person once a person."""
    return tuple(
        Owed(name, one.id)
        for name, row in rows_of(facts).items()
        for one in _subjects(row["who"], facts)
        if holds(" ".join(row.get("when", [])), facts, one)
    )


def ways(one: Owed, facts: Facts) -> tuple[tuple[str, ...], ...]:
    """The lists of recipes that show a requirement in this case; empty when other papers show it."""
    member = facts.member(one.subject)
    found = []
    for way in rows_of(facts)[one.id].get("ways", []):
        recipes = [recipe.partition("?") for recipe in way]
        if all(holds(condition, facts, member) for _, _mark, condition in recipes):
            found.append(tuple(name for name, _mark, _ in recipes))
    return tuple(found)


def also(one: str, prefix: str, facts: Facts) -> tuple[str, ...]:
    """Statuses of a row's `also…` or `never…` keys that hold for this case."""
    row = rows_of(facts).get(one, {})
    found: list[str] = []
    for key, statuses in row.items():
        name, _, condition = key.partition("_")
        if name == prefix and holds(condition, facts, facts.applicant):
            found += statuses
    return tuple(dict.fromkeys(found))
