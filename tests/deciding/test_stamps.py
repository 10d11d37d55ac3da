"""Apostilles: one for each certificate of a state."""

import pytest

from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.matching import match
from pipeline.records import ExtractedDocument
from tests.deciding.conftest import POLICIES
from tests.deciding.papers import case, complete, paper, profile, someone, upload

CHILDREN = tuple(
    someone(
        id=f"child-{place}",
        role="child",
        given_names=name,
        birth_date=f"201{place}-05-06",
        other_parent="none",
    )
    for place, name in ((1, "Eva"), (2, "Olivia"))
)


def birth(name: str, place: int) -> ExtractedDocument:
    return paper(
        "birth_certificate",
        person_name=f"{name} García López",
        birth_date=f"201{place}-05-06",
        parent_names=["María José García López"],
        issuing_state="IND",
    )


@pytest.mark.parametrize(("stamps", "expected"), [(0, "uncertain"), (1, "uncertain"), (2, "satisfied")])
def test_given_two_certificates_of_a_state_then_one_apostille_is_not_enough(stamps: int, expected: str):
    who = profile(*CHILDREN)
    papers = [birth("Eva", 1), birth("Olivia", 2)]
    papers += [
        paper("apostille", issuing_state="IND", document_number=str(number)) for number in range(stamps)
    ]
    policy = policy_in_force(load_policies(POLICIES), who.service, who.received)
    uploads = [*complete(), *map(upload, papers)]
    found = decide(match(case(*uploads, who=who)), using=policy)
    shown = {one.subject: one.status for one in found.requirements if one.id == "child_parentage"}
    assert set(shown.values()) == {expected}
    assert "legalisation_missing" not in {one.code for one in found.missing_items}
