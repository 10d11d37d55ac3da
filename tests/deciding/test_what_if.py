"""What would make a case complete."""

from typing import Any

import pytest

from pipeline.deciding import Policy, decide, smallest_sets
from pipeline.matching import match
from pipeline.records import CaseFile, Inspection, Wanted
from pipeline.vocabulary import SERVICES
from tests.deciding.papers import case, complete, profile
from tests.deciding.planned import COUNT, sample, screened
from tests.deciding.planned import sets as planned_sets


@pytest.fixture
def sets(entry: Policy):
    def found(*uploads: Inspection, **told: Any) -> tuple[tuple[Wanted, ...], ...]:
        matched = match(case(*uploads, who=profile(**told)))
        return smallest_sets(decide(matched, using=entry), matched, using=entry)

    return found


def test_given_a_complete_case_then_nothing_is_wanted(sets: Any):
    assert sets(*complete()) == ()


def test_given_no_home_then_a_lease_is_among_what_would_do(sets: Any):
    ((wanted,),) = sets(*complete()[:2])
    assert wanted.requirements == ("proof_of_address",)
    assert "lease" in wanted.any_of


def test_given_one_paper_serves_two_requirements_then_it_stands_once(sets: Any):
    ((wanted,),) = sets(*complete()[:2], answers={"housing": "host"})
    assert wanted == Wanted(("proof_of_address", "host_declaration"), "applicant", ("landlord_declaration",))


def test_given_a_citizen_of_the_union_then_an_identity_card_would_do_too(sets: Any):
    ((wanted,),) = sets(*complete()[1:])
    assert set(wanted.any_of) == {"passport", "national_id"}


def sound_papers(index: int, wanted: Wanted) -> list[Inspection] | None:
    """Papers of the plan without gaps that are wanted, with what comes with them; None where it has none."""
    case = sample(index)
    laid = match(CaseFile(case.profile, case.sound, case.profile.received)).documents
    kinds = {one.sha256 for one in laid if one.document.label in (*wanted.any_of, "translation", "apostille")}
    if not any(one.document.label in wanted.any_of for one in laid):
        return None
    return [one for one in case.sound if one.sha256 in kinds]


@pytest.mark.parametrize("service", SERVICES)
def test_given_what_is_wanted_then_the_case_is_complete(service: str):
    tried = 0
    for index in range(COUNT):
        case = sample(index)
        if case.profile.service != service:
            continue
        (wanted, *_) = planned_sets(case.profile, case.flawed) or ((),)
        sent = [sound_papers(index, one) for one in wanted]
        explaining = any(set(one.any_of) & {"marriage_certificate", "name_change"} for one in wanted)
        if not wanted or None in sent or explaining:
            continue
        tried += 1
        more = [paper for some in sent for paper in some or ()]
        assert screened(case.profile, [*case.flawed, *more]).outcome == "complete", (case, wanted)
    assert tried >= 15
