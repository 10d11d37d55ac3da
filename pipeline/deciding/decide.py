"""The stage: evidence against policy, step by step."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from pipeline.deciding.asking import missing_items, result_of
from pipeline.deciding.elimination import second_looks
from pipeline.deciding.judging import Judged, judge
from pipeline.deciding.owed import owed_by
from pipeline.deciding.policy import Policy
from pipeline.deciding.questions import questions
from pipeline.deciding.rulings import ruled, to_a_person
from pipeline.deciding.usage import used
from pipeline.records import Assessment, MatchedCase, MissingItem, NextStep, Outcome, PolicyRef


def decide(matched: MatchedCase, *, using: Policy) -> Assessment:
    """What the policy says of a case: never by order or name of files, nor by the clock.

    Args:
        matched: Documents laid to persons.
        using: The policy that held when the case was received.

    Returns:
        `complete` only when all that counts is satisfied; what is uncertain is asked of a caseworker, certain
        gaps of the applicant.
    """
    using = replace(using, wording=using.wording.also_in(matched.profile.language))
    judged = tuple(_open(judge(owed, matched, using)) for owed in owed_by(matched, using))
    judged = to_a_person(second_looks(judged, matched))
    judged = ruled(judged, matched.rulings)
    items = missing_items(judged, matched, using)
    outcome = outcome_of(judged)
    return Assessment(
        profile=matched.profile,
        as_of=matched.as_of,
        policy=PolicyRef(using.version, using.digest, using.municipal),
        outcome=outcome,
        completeness=completeness_of(judged),
        requirements=tuple(result_of(one, using) for one in judged),
        missing_items=items,
        questions=questions(judged, using),
        documents=used(judged, matched),
        next=next_step(outcome, items, using, judged),
    )


def _open(judged: Judged) -> Judged:
    """What may or may not be owed waits for a person, unless it is shown already."""
    if judged.owed.applies != "unknown" or judged.status in ("satisfied", "not_applicable"):
        return judged
    return replace(judged, status="uncertain", flaws=(), code=None)


def owed_of(judged: Sequence[Judged]) -> list[Judged]:
    """What counts: optional papers never do, whatever they show."""
    return [one for one in judged if one.owed.requirement.counts and one.status != "not_applicable"]


def outcome_of(judged: Sequence[Judged]) -> Outcome:
    """`needs_review` as long as anything is uncertain, `complete` when all that is owed is satisfied."""
    statuses = {one.status for one in owed_of(judged)}
    if "uncertain" in statuses:
        return "needs_review"
    return "complete" if statuses <= {"satisfied"} else "incomplete"


def completeness_of(judged: Sequence[Judged]) -> float:
    """The weighted share of what is owed that is satisfied; two decimals, rounded down."""
    owed = owed_of(judged)
    whole = sum((_weight(one) for one in owed), Decimal(0))
    done = sum((_weight(one) for one in owed if one.status == "satisfied"), Decimal(0))
    if done == whole:
        return 1.0 if outcome_of(judged) == "complete" else 0.99
    return float((done / whole).quantize(Decimal("0.01"), ROUND_DOWN))


def next_step(
    outcome: Outcome, items: Sequence[MissingItem], policy: Policy, judged: Sequence[Judged]
) -> NextStep:
    """Booking when complete (or, by a setting, when all gaps are ones that the law lets wait)."""
    gaps = [one for one in judged if one.status in ("missing", "defective", "uncertain")]
    waits = policy.booking_despite_gaps and not any(one.owed.requirement.blocking for one in gaps)
    if outcome == "complete" or waits:
        return "book_verification"
    return "send_missing" if items else "wait_for_caseworker"


def _weight(judged: Judged) -> Decimal:
    return Decimal(str(judged.owed.requirement.weight))
