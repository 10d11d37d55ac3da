"""What would make a case complete: the smallest sets of papers, from the policy and what is still open."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import product
from typing import Final

from pipeline.deciding.owed import Owed, facts_about, owed_by
from pipeline.deciding.policy import Acceptance, Policy
from pipeline.records import Assessment, Finding, MatchedCase, RequirementResult, Wanted

COMPANIONS: Final = {
    "translation_missing": ("translation",),
    "translation_incomplete": ("translation",),
    "legalisation_missing": ("apostille",),
    "name_mismatch_needs_proof": ("marriage_certificate", "name_change"),
}
"""Codes that another paper mends, beside the one that is there."""
BY_A_PERSON: Final = frozenset({"address_outside_municipality"})
"""Codes that no paper mends: a register or the applicant's own word decides."""
OPEN: Final = ("missing", "defective", "uncertain")
Labels = tuple[str, ...]
Way = tuple[Labels, ...]
"""Papers that together show one requirement, each by the kinds that serve."""


def smallest_sets(
    assessment: Assessment, matched: MatchedCase, *, using: Policy
) -> tuple[tuple[Wanted, ...], ...]:
    """Each set: papers that, all sound, would make the case complete; none when it is, or nothing would.

    A paper that serves two requirements of one person stands once. What no paper can show, a person decides.
    """
    owed = {(one.requirement.id, one.person.id): one for one in owed_by(matched, using)}
    ways = [
        [[Wanted((one.id,), one.subject, labels) for labels in way] for way in _ways(it, one, matched, using)]
        for one in assessment.requirements
        if one.status in OPEN and (it := owed[one.id, one.subject]).requirement.counts
    ]
    if not ways:
        return ()
    nothing: tuple[Wanted, ...] = ()
    chosen = (reduce(_joined, (one for way in several for one in way), nothing) for several in product(*ways))
    sets = list(dict.fromkeys(chosen))
    fewest = min(map(len, sets), default=0)
    return tuple(one for one in sets if len(one) == fewest)


def _ways(owed: Owed, result: RequirementResult, matched: MatchedCase, policy: Policy) -> list[Way]:
    """The ways of fewest papers to show a requirement; one that no paper shows has none."""
    facts = facts_about(owed.person, matched, policy.defaults)
    accepted = [one for one in owed.requirement.accepts if one.when is None or one.when.holds(facts)]
    if any(finding.code in BY_A_PERSON for finding in result.findings):
        return []
    beside = _beside(result, accepted)
    whole = [*([beside] if beside else []), *((one.labels, *_with_it(one)) for one in accepted)]
    fewest = min(map(len, whole), default=0)
    least = [way for way in whole if len(way) == fewest]
    if fewest == 1:
        return [(_once(label for way in least for label in way[0]),)]
    return least


def _beside(result: RequirementResult, accepted: Sequence[Acceptance]) -> Way:
    """What is lacking beside a sound paper; empty where that paper itself must be replaced."""
    if not result.evidence:
        return ()
    own = [one for one in accepted if result.evidence[0].label in one.labels]
    wanted = [_mends(finding, result, own) for finding in result.findings]
    return tuple(dict.fromkeys(wanted)) if all(wanted) else ()


def _mends(finding: Finding, result: RequirementResult, accepted: Sequence[Acceptance]) -> Labels:
    """Kinds of which another paper mends what was found, the main one staying."""
    if finding.code in COMPANIONS:
        return COMPANIONS[finding.code]
    if finding.file is None:
        return next((labels for one in accepted for labels in _with_it(one, finding.code)), ())
    others = (one.label for one in result.evidence[1:] if one.file == finding.file)
    return () if finding.file == result.evidence[0].file else _once(others)


def _with_it(paper: Acceptance, code: str | None = None) -> tuple[Labels, ...]:
    """Further papers of an acceptance: parts and months that its checks look for; `code`: those it names."""
    parts = [part for part in paper.beside if code in (None, part.missing_code)]
    inner = [labels for part in paper.beside for labels in _with_it(part.paper, code)]
    months = [
        tuple(check.parameters["labels"])
        for check in paper.checks
        if check.rule == "months_shown" and code in (None, "period_gap")
    ]
    return (*(part.paper.labels for part in parts), *inner, *months)


def _once(labels: Iterable[str]) -> Labels:
    return tuple(dict.fromkeys(labels))


def _joined(chosen: tuple[Wanted, ...], new: Wanted) -> tuple[Wanted, ...]:
    """Adds what is wanted, or lets a paper that is wanted already serve this too."""
    for place, one in enumerate(chosen):
        shared = tuple(label for label in one.any_of if label in new.any_of)
        if one.subject == new.subject and shared:
            both = Wanted((*one.requirements, *new.requirements), one.subject, shared)
            return (*chosen[:place], both, *chosen[place + 1 :])
    return (*chosen, new)
