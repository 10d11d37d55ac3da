"""What would make a case complete: the smallest sets of papers, from the policy and what is still open."""

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final

from pipeline.deciding.owed import Owed, facts_about, owed_by
from pipeline.deciding.policy import Policy
from pipeline.records import Assessment, MatchedCase, Wanted

COMPANIONS: Final = {
    "translation_missing": frozenset({"translation"}),
    "translation_incomplete": frozenset({"translation"}),
    "legalisation_missing": frozenset({"apostille"}),
    "name_mismatch_needs_proof": frozenset({"marriage_certificate", "name_change"}),
}
"""Codes that another paper mends, beside the one that is there."""
OPEN: Final = ("missing", "defective", "uncertain")


def smallest_sets(
    assessment: Assessment, matched: MatchedCase, *, using: Policy
) -> tuple[tuple[Wanted, ...], ...]:
    """Each set: papers that, all sound, would make the case complete; none when it is, or nothing would.

    A paper that serves two requirements of one person stands once.
    """
    wanted = tuple(_wanted(assessment, matched, using))
    if not wanted:
        return ()
    return (reduce(_joined, wanted, ()),)


def _wanted(assessment: Assessment, matched: MatchedCase, policy: Policy) -> Iterator[Wanted]:
    owed = {(one.requirement.id, one.person.id): one for one in owed_by(matched, policy)}
    for result in assessment.requirements:
        one = owed[(result.id, result.subject)]
        if result.status in OPEN and one.requirement.counts:
            codes = [finding.code for finding in result.findings]
            yield Wanted((result.id,), result.subject, _serving(one, codes, matched, policy))


def _serving(owed: Owed, codes: Sequence[str], matched: MatchedCase, policy: Policy) -> tuple[str, ...]:
    beside = next((COMPANIONS[code] for code in codes if code in COMPANIONS), None)
    if beside:
        return tuple(sorted(beside))
    facts = facts_about(owed.person, matched, policy.defaults)
    accepted = (one for one in owed.requirement.accepts if one.when is None or one.when.holds(facts))
    return tuple(dict.fromkeys(label for one in accepted for label in one.labels))


def _joined(chosen: tuple[Wanted, ...], new: Wanted) -> tuple[Wanted, ...]:
    """Adds what is wanted, or lets a paper that is wanted already serve this too."""
    for place, one in enumerate(chosen):
        shared = tuple(label for label in one.any_of if label in new.any_of)
        if one.subject == new.subject and shared:
            both = Wanted((*one.requirements, *new.requirements), one.subject, shared)
            return (*chosen[:place], both, *chosen[place + 1 :])
    return (*chosen, new)
