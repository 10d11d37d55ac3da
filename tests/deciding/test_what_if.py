"""What would make a case complete."""

from typing import Any

import pytest

from pipeline.deciding import Policy, decide, smallest_sets
from pipeline.matching import match
from pipeline.records import Inspection, Wanted
from tests.deciding.papers import case, complete, profile


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
