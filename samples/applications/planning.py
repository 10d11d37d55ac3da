"""Which papers are sent for which requirement, each with the facts that have to stand on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, Final

from pipeline.records import JsonValue
from samples.applications.facts import Facts, Member, table
from samples.applications.filling import Filling, accepted_language
from samples.applications.owing import Owed, holds, owed, ways
from samples.identity.papers import MAKERS
from samples.identity.states import sheet_words
from samples.people.persons import Person, origins
from samples.people.places import DENMARK
from samples.writing.content_files import Kind, kinds

_CIVIL: Final = ("marriage", "divorce", "death", "birth")


@dataclass(frozen=True, slots=True)
class Planned:
    """One paper to be sent: what it is, whom it is about, what it serves, and the facts that are fixed.

    `of`: the key of the paper that a translation or apostille belongs to. `condition`: what happened to it
    on the way (`sound`, `unreadable`, `cut_off`, `front_only`, `last_page_lost`, or a failure code of the
    contract).
    `draft`: printed as a draft, so it is none of its kind. `copy`: marked as one.
    `absent`: facts that the paper does not state.
    """

    key: str
    recipe: str
    label: str
    kind: str
    subject: str
    serves: tuple[Owed, ...]
    language: str
    state: str
    facts: Mapping[str, JsonValue]
    cast: Mapping[str, Person] = field(repr=False)
    must: tuple[str, ...] = ()
    of: str = ""
    condition: str = "sound"
    draft: bool = False
    doubtful: bool = False
    copy: bool = False
    absent: tuple[str, ...] = ()
    set_aside: str | None = None


def recipe(name: str) -> Mapping[str, Any]:
    """One recipe of `recipes.yaml`."""
    found: Mapping[str, Any] = table("recipes")[name]
    return found


def _kind(told: Mapping[str, Any], draw: Random) -> Kind | None:
    """The kind of content; None for identity papers."""
    if told["label"] in MAKERS:
        return None
    wanted = str(told.get("kind", told["label"]))
    wanted = draw.choice(wanted.split()[1:]) if wanted.startswith("=") else wanted
    return next(one for one in kinds()[told["label"]] if one.name == wanted)


def _state(told: Mapping[str, Any], about: Member, facts: Facts) -> str:
    match str(told.get("state", "home" if told["label"] in MAKERS else DENMARK)):
        case "home":
            return about.person.state if about.person.state in origins() else DENMARK
        case "event":
            return facts.event_state
        case state:
            return state


def _language(told: Mapping[str, Any], kind: Kind, state: str, draw: Random) -> str:
    """A state's papers are in its language, English where we have no wording of theirs."""
    known = kind.languages
    if told.get("languages") == "event":
        own = str(sheet_words()["states"][state]["language"])
        own = "sv" if own == "fi" else own
        return own if own in known else "en"
    wanted = [language for language in told.get("languages", ("da", "en")) if language in known]
    return str(draw.choice(wanted or list(known)))


def cast_of(facts: Facts, about: Member, state: str) -> dict[str, Person]:
    """Who appears on a paper about somebody: family members in their parts, others as the case knows them."""
    own = facts.applicant
    late = facts.others.get("partner")
    spouse = facts.spouse.person if facts.spouse else late or facts.others["stranger"]
    # certificates are older than a name taken in marriage
    first = own.former or own.person
    parents = [own.person if own.role == "applicant" and own.told.get("marital_status") else _parent(facts)]
    parents.append(facts.spouse.person if facts.spouse else facts.others.get("other_parent", spouse))
    parents.sort(key=lambda one: one.sex, reverse=True)
    return {
        "subject": first if about is own else about.person,
        "partner": spouse,
        "child": about.person,
        "father": parents[0],
        "mother": parents[1],
        "stranger": facts.others["stranger"],
        "official": replace(facts.others["official"], state=state),
    }


def _parent(facts: Facts) -> Person:
    return next((one.person for one in facts.members if one.role == "custody_holder"), facts.others["other"])


def _about(told: Mapping[str, Any], subject: str, facts: Facts) -> Member:
    return (
        facts.member(str(facts.answers["principal"]))
        if told.get("about") == "principal"
        else facts.member(subject)
    )


def make(
    name: str, subject: str, facts: Facts, draw: Random, *, serves: Iterable[Owed] = (), **more: Any
) -> Planned:
    """One paper by a recipe; `more` overrides what the recipe fixes (`fixed` is added to its facts)."""
    told = recipe(name)
    about = _about(told, subject, facts)
    kind, state = _kind(told, draw), more.pop("state", None) or _state(told, about, facts)
    language = more.pop("language", None) or (
        _language(told, kind, state, draw) if kind else str(sheet_words()["states"][state]["language"])
    )
    source = more.pop("source", language)
    fixed = {**told.get("facts", {}), **more.pop("fixed", {})}
    filled = Filling(facts, about, draw, source).filled(fixed)
    cast = cast_of(facts, about, state)
    if kind is None or name not in _CIVIL:
        cast["subject"] = about.person
    planned = Planned(
        key=f"{name}:{subject}",
        recipe=name,
        label=told["label"],
        kind=kind.name if kind else told["label"],
        subject=about.id,
        serves=tuple(serves),
        language=language,
        state=state,
        facts=filled,
        cast=cast,
        must=tuple(told.get("must", ())),
    )
    return replace(planned, **more)


def needs_stamp(paper: Planned, facts: Facts) -> bool:
    """A certificate from a state that the table does not free, for a child or a spouse who comes along."""
    if paper.recipe not in {"birth", "marriage"} or facts.service != "dk-cpr-entry":
        return False
    with_spouse = paper.recipe == "birth" or holds("comes_with_spouse", facts, facts.applicant)
    return (
        with_spouse
        and paper.state not in table("parameters")["no_stamp"]
        and facts.basis != "third_protection"
    )


def _companions(paper: Planned, facts: Facts, draw: Random) -> list[Planned]:
    """The translation and the apostille that a foreign certificate is sent with."""
    found = []
    about = facts.applicant.id if paper.subject == facts.applicant.id else paper.subject
    if paper.recipe in _CIVIL and not accepted_language(paper.language):
        into = draw.choice(["da", "en"])
        more = {
            "language": into,
            "source": paper.language,
            "fixed": {"target_language": into, "original": paper.recipe},
        }
        found.append(make("translation", about, facts, draw, serves=paper.serves, **more))
    if needs_stamp(paper, facts):
        found.append(make("apostille", about, facts, draw, serves=paper.serves))
    return [replace(one, of=paper.key, key=f"{one.key}:{paper.key}") for one in found]


def plan(facts: Facts, draw: Random) -> tuple[Planned, ...]:
    """All papers of a case without any gap."""
    found: list[Planned] = []
    for one in owed(facts):
        shared = _with(one, facts)
        if shared:
            found = [replace(p, serves=(*p.serves, one)) if shared in p.serves else p for p in found]
            continue
        possible = ways(one, facts)
        if not possible:
            continue
        for name in draw.choice(possible):
            paper = make(name, one.subject, facts, draw, serves=[one])
            found += [paper, *_companions(paper, facts, draw)]
    return tuple(found)


def _with(one: Owed, facts: Facts) -> Owed | None:
    other = table("requirements")[facts.service][one.id].get("with")
    return Owed(other, one.subject) if other and other != "nothing" else None
