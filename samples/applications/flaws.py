"""Plants flaws in a plan: what is wrong with which paper, and what must follow for the requirement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any, Final

from samples.applications.facts import Facts, table
from samples.applications.filling import Filling, renamed
from samples.applications.owing import Owed, holds, owed, rows_of
from samples.applications.planning import Planned, make
from samples.people.persons import Person

UNUSABLE: Final = frozenset({"password_protected", "corrupt", "empty"})
LOST: Final = UNUSABLE | {"unreadable"}
_PERMIT_IS_IDENTITY: Final = frozenset({"third_protection", "refugee", "stateless"})
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a flaw means for a requirement; `code` None: nothing is asked. `open`: asking nothing is right.

    `notes`: codes of findings that must stand there although nothing is asked.
    """

    owed: Owed
    status: str
    code: str | None
    why: str
    status_also: tuple[str, ...] = ()
    code_also: tuple[str, ...] = ()
    open: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it is sent: the facts, the papers, and what must follow from the flaws planted."""

    facts: Facts
    papers: tuple[Planned, ...]
    consequences: tuple[Consequence, ...] = ()


@dataclass(frozen=True, slots=True)
class Chance:
    """A flaw that could be planted: its row, the requirement that suffers, the paper it befalls."""

    row: Row
    owed: Owed
    paper: Planned | None


# ── where a flaw could be planted ─────────────────────────────────────────────────────────────────


def _spoilable(one: Owed, case: Case) -> bool:
    """Not where another paper of the case saves it, or where names rest on it; one flaw a requirement."""
    facts = case.facts
    if one in {hit.owed for hit in case.consequences}:
        return False
    if one.id == "identity" and facts.basis in _PERMIT_IS_IDENTITY:
        return False
    if one.id == "fee" and facts.basis == "name_change":
        return False
    return not (one.id == "civil_status" and facts.applicant.former)


def _alone(paper: Planned, one: Owed, case: Case) -> bool:
    return not any(one in other.serves and other is not paper and not other.of for other in case.papers)


def _befalls(row: Row, paper: Planned, one: Owed, case: Case) -> bool:
    if one not in paper.serves or paper.condition != "sound" or paper.draft or paper.set_aside:
        return False
    if row["papers"] == "*":
        return not paper.of and _alone(paper, one, case)
    fits = paper.recipe in row["papers"] and row.get("about", paper.subject) == paper.subject
    return fits and (not row.get("only") or _alone(paper, one, case))


def _chances(row: Row, case: Case) -> list[Chance]:
    facts = case.facts
    if row.get("service", facts.service) != facts.service or not holds(
        row.get("when", ""), facts, facts.applicant
    ):
        return []
    suffering = [one for one in owed(facts) if one.id in row.get("for", [one.id]) and _spoilable(one, case)]
    if "papers" not in row:
        return [Chance(row, one, None) for one in suffering[: 1 if "profile" in row else None]]
    return [
        Chance(row, one, paper)
        for one in suffering
        for paper in case.papers
        if _befalls(row, paper, one, case) and all(_spoilable(other, case) for other in _hit(row, paper, one))
    ]


def _hit(row: Row, paper: Planned, one: Owed) -> tuple[Owed, ...]:
    """Who suffers: all that the paper serves, where the row does not say which."""
    if "for" not in row or "cast" in row or "swap" in row:
        return paper.serves
    return tuple(
        other for other in paper.serves if other.id in row["for"] and other.subject == one.subject
    ) or (one,)


# ── what it does to the case ──────────────────────────────────────────────────────────────────────


def _strangers(paper: Planned, part: str, facts: Facts) -> dict[str, Person]:
    other, stranger = facts.others["other"], facts.others["stranger"]
    if part == "parents":
        return {**paper.cast, "father": other, "mother": stranger}
    if part == "renamed":
        return {**paper.cast, "subject": renamed(paper.cast["subject"], facts)}
    state = paper.cast["subject"].state
    return {**paper.cast, part: replace(other, state=state)}


def _changed(row: Row, paper: Planned, facts: Facts, draw: Random) -> Planned:
    """The paper with its flaw."""
    if "swap" in row:
        swapped = make(row["swap"], paper.subject, facts, draw, serves=paper.serves)
        return replace(swapped, doubtful=bool(row.get("doubtful")), set_aside=_aside(swapped))
    about = facts.member(paper.subject)
    told = Filling(facts, about, draw, paper.language, dict(paper.facts)).filled(row.get("set", {}))
    absent = tuple(name for name in row.get("set", {}) if told.get(name) is None and paper.facts.get(name))
    return replace(
        paper,
        facts=told,
        absent=absent,
        cast=_strangers(paper, row["cast"], facts) if "cast" in row else paper.cast,
        condition=row.get("condition", "sound"),
        draft=bool(row.get("draft")),
        copy=bool(row.get("copy")),
        set_aside="wrong_person"
        if row.get("cast") == "subject"
        else ("not_needed" if row.get("draft") else None),
    )


def _aside(paper: Planned) -> str | None:
    return "not_needed" if paper.label == "other" else None


def _without(one: Owed, case: Case) -> tuple[tuple[Planned, ...], tuple[Owed, ...]]:
    """The papers left when all that was sent for a requirement is not, and who suffers from that."""
    lost = [paper for paper in case.papers if one in paper.serves]
    hit = dict.fromkeys([one, *(other for paper in lost for other in paper.serves)])
    return tuple(paper for paper in case.papers if paper not in lost), tuple(hit)


def _profile(change: str, facts: Facts, draw: Random) -> Facts:
    if change == "outside":
        others = [code for code in table("municipalities") if code != facts.municipality]
        return replace(facts, municipality=draw.choice(others))
    if change == "no_stay" or facts.stay_from is None:
        return replace(facts, stay_from=None)
    asked = table("parameters")["residence_years"][facts.basis]
    return replace(facts, stay_from=facts.received - timedelta(days=int(asked * 365 * 0.4)))


def _stamps_left(lost: Planned, case: Case, why: str) -> tuple[Consequence, ...]:
    """Nothing tells which certificate an apostille is for: with one too few, a doubt about each is right."""
    known = {one.owed for one in case.consequences} | set(lost.serves)
    left = [
        one for other in case.papers if lost.recipe == other.recipe == "apostille" for one in other.serves
    ]
    return tuple(Consequence(one, "satisfied", None, why, ("uncertain",)) for one in left if one not in known)


def plant(chance: Chance, case: Case, draw: Random) -> Case:
    """The case with one more flaw."""
    row, paper, facts = chance.row, chance.paper, case.facts
    papers = case.papers
    hit: tuple[Owed, ...] = (chance.owed,)
    if row.get("drop") == "all":
        papers, hit = _without(chance.owed, case)
    elif paper is not None and "drop" in row:
        papers = tuple(other for other in papers if other is not paper)
        shared = _stamps_left(paper, Case(facts, papers, case.consequences), row["why"])
        case = replace(case, consequences=(*case.consequences, *shared))
    elif paper is not None:
        hit = _hit(row, paper, chance.owed)
        if "profile" not in row:
            changed = _changed(row, paper, facts, draw)
            papers = tuple(changed if other is paper else other for other in papers)
    if "profile" in row:
        facts = _profile(row["profile"], facts, draw)
    return Case(facts, papers, (*case.consequences, *(_consequence(row, one, facts) for one in hit)))


def _own(one: Owed, facts: Facts) -> str:
    """The code when nothing was sent for a requirement."""
    return str(rows_of(facts)[one.id].get("own") or "document_missing")


def _consequence(row: Row, one: Owed, facts: Facts) -> Consequence:
    code = row["code"]
    if row.get("drop") == "all" and code is not None and "for" in row and one.id not in row["for"]:
        code = _own(one, facts)
    return Consequence(
        owed=one,
        status=row.get("status", "defective" if code else "uncertain"),
        code=code,
        why=row["why"],
        status_also=tuple(row.get("status_also", ())),
        code_also=tuple(row.get("code_also", ())),
        open=bool(row.get("open")),
        notes=tuple(row.get("notes", ())),
    )


# ── how many, and which ───────────────────────────────────────────────────────────────────────────


def _drawn(case: Case, draw: Random) -> Chance | None:
    """A code first, each as likely as its rows weigh, then where."""
    possible: dict[str, list[Chance]] = {}
    for place, row in enumerate(table("flaws")):
        found = _chances(row, case)
        if found:
            possible[f"{row['code']}" if row["code"] else f"doubt {place}"] = [
                *possible.get(str(row["code"]), []),
                *found,
            ]
    if not possible:
        return None
    weights = [max(one.row.get("weight", 1) for one in some) for some in possible.values()]
    return draw.choice(possible[draw.choices(list(possible), weights)[0]])


def spoiled(case: Case, count: int, draw: Random) -> Case:
    """The case with up to `count` flaws, no two on the same paper or requirement."""
    for _ in range(count):
        chance = _drawn(case, draw)
        if chance is not None:
            case = plant(chance, case, draw)
    return replace(case, consequences=_weighed(case))


def _weighed(case: Case) -> tuple[Consequence, ...]:
    """A lost file doesn't say what it was: with several gaps each may be asked for."""
    lost = [paper for paper in case.papers if paper.condition in LOST]
    gaps: Sequence[Consequence] = [
        one for one in case.consequences if one.code and one.owed.id != "host_declaration"
    ]
    if not lost or len(gaps) < 2:
        return case.consequences
    words = tuple("unreadable" if paper.condition == "unreadable" else "file_unusable" for paper in lost)
    return tuple(
        replace(
            one,
            status_also=tuple(dict.fromkeys([*one.status_also, "missing", "defective"])),
            code_also=tuple(dict.fromkeys([*one.code_also, _own(one.owed, case.facts), *words])),
        )
        if one.code and (one.status == "missing" or one.code in {"unreadable", "file_unusable"})
        else one
        for one in case.consequences
    )
