"""Planned cases of all services and bases as if all had been read, and the same cases told otherwise."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from evaluation.benchmarks.perfect import inspections
from pipeline.deciding import decide, load_policies, policy_in_force, smallest_sets
from pipeline.equip import POLICIES
from pipeline.exchange import json_line, profile_from_json
from pipeline.matching import match
from pipeline.records import Assessment, CaseFile, Field, Inspection, Profile, Wanted
from samples.applications.application import Application, planned_uploads
from samples.applications.facts import Facts, profile_of
from samples.applications.flaws import Case, spoiled
from samples.applications.households import draw_facts
from samples.applications.planning import Planned, plan
from samples.applications.sending import Sent
from samples.chance import chance

SEED, COUNT = 5, 120
RANK = {"missing": 0, "defective": 1, "uncertain": 2, "satisfied": 3, "not_applicable": 3}
Policies = cache(lambda: load_policies(POLICIES))
Told = Callable[[Facts], Facts]


@dataclass(frozen=True, slots=True)
class Sample:
    """A case: its profile, the uploads of a plan without gaps, and those of the same plan with flaws."""

    index: int
    profile: Profile
    sound: tuple[Inspection, ...]
    flawed: tuple[Inspection, ...]
    plan: tuple[Planned, ...]

    def __repr__(self) -> str:
        return f"case {self.index}, {self.profile.service} {self.profile.basis}"


@cache
def sample(index: int) -> Sample:
    """Case `index`; the services and their bases take turns."""
    return told_otherwise(index, lambda facts: facts)


def told_otherwise(index: int, change: Told) -> Sample:
    """Case `index` with other facts about the same things; chance falls as before."""
    facts = change(draw_facts(SEED, index, "test"))
    draw = chance("properties", SEED, index)
    whole = Case(facts, plan(facts, draw))
    broken = spoiled(whole, 2, draw)
    facts = broken.facts
    return Sample(
        index,
        profile_from_json(json_line(profile_of(facts))),
        _uploads(replace(whole, facts=facts)),
        _uploads(broken),
        broken.papers,
    )


def _uploads(case: Case) -> tuple[Inspection, ...]:
    """One file a paper."""
    files = tuple(
        Sent(f"{number}.pdf", "application/pdf", "scan", (paper,)) for number, paper in enumerate(case.papers)
    )
    application = Application(case, files)
    return inspections(application, planned_uploads(application))


def screened(profile: Profile, uploads: Sequence[Inspection]) -> Assessment:
    """The assessment by the policy in force."""
    policy = policy_in_force(Policies(), profile.service, profile.received)
    return decide(match(CaseFile(profile, tuple(uploads), profile.received)), using=policy)


def sets(profile: Profile, uploads: Sequence[Inspection]) -> tuple[tuple[Wanted, ...], ...]:
    """What would make the case complete."""
    policy = policy_in_force(Policies(), profile.service, profile.received)
    matched = match(CaseFile(profile, tuple(uploads), profile.received))
    return smallest_sets(decide(matched, using=policy), matched, using=policy)


def gist(found: Assessment) -> tuple[object, ...]:
    """The verdict without words and names of files."""
    statuses = sorted((one.id, one.subject, one.status) for one in found.requirements)
    items = sorted((one.requirement, one.subject, one.code) for one in found.missing_items)
    return found.outcome, found.completeness, found.next, statuses, items


def statuses(found: Assessment) -> Mapping[tuple[str, str], str]:
    return {(one.id, one.subject): one.status for one in found.requirements}


def with_values(upload: Inspection, change: Callable[[str, Any], Any]) -> Inspection:
    """The upload with every value of its documents told otherwise; `change` gets a field's name and value."""

    def changed(field: Field) -> Field:
        value = change(field.name, field.value)
        return replace(field, value=value, raw=str(value))

    documents = tuple(replace(one, fields=tuple(map(changed, one.fields))) for one in upload.documents)
    return replace(upload, documents=documents)
