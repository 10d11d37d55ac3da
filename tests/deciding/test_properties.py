"""What holds for every case of registering entry."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.deciding import decide, load_policies
from pipeline.matching import match
from pipeline.records import Assessment, Inspection
from tests.deciding.conftest import POLICIES
from tests.deciding.papers import (
    case,
    complete,
    eu_document,
    failed,
    lease,
    paper,
    passport,
    permit,
    read,
    upload,
)

RANK = {"missing": 0, "defective": 1, "uncertain": 2, "satisfied": 3, "not_applicable": 3}
ENTRY = load_policies(POLICIES)["dk-cpr-entry"][0]
"""Not a fixture: a failing case prints all that it is given."""
OFFERS = (
    *complete(),
    upload(passport(expiry_date="2020-01-01", document_number="OLD")),
    upload(passport(given_names="Olga", surname="Ivanova", birth_date="1960-10-10")),
    upload(passport(birth_date=read("birth_date", "1991-04-07", accepted=False))),
    upload(eu_document(issue_date="2020-01-01", document_number="EU-0")),
    upload(lease(signed_landlord=False)),
    upload(lease(tenant_names=["Olga Ivanova"])),
    upload(lease(address="Rolighedsvej 9, 1958 Frederiksberg C", start_date=None)),
    upload(paper("unknown", confidence=0.2)),
    upload(paper("unknown", confidence=0.2, alternatives={"lease": 0.4})),
    upload(paper("other")),
    upload(paper("visa", surname="García López", given_names="María José", birth_date="1991-04-07")),
    upload(paper("unknown"), readable=False),
    upload(permit()),
    failed("corrupt"),
    failed("unreadable"),
    failed("engine_crashed"),
)
CASES = st.lists(st.integers(0, len(OFFERS) - 1), max_size=7)
"""Numbers of offers: a failing case prints short."""
QUICK = settings(max_examples=150, deadline=None)


def screened(numbers: list[int], *more: Inspection) -> Assessment:
    return decide(match(case(*(OFFERS[number] for number in numbers), *more)), using=ENTRY)


def gist(found: Assessment) -> tuple[object, ...]:
    statuses = [(one.id, one.subject, one.status) for one in found.requirements]
    items = [(one.requirement, one.subject, one.code) for one in found.missing_items]
    return found.outcome, found.completeness, found.next, statuses, items


@QUICK
@given(CASES, st.randoms())
def test_given_any_order_then_the_same_verdict(numbers, random):
    shuffled = random.sample(numbers, len(numbers))
    assert screened(shuffled) == screened(numbers)


@QUICK
@given(CASES, st.data())
def test_given_other_names_of_files_then_the_same_verdict(numbers, data):
    names = data.draw(st.lists(st.text(min_size=1, max_size=8), min_size=len(numbers), max_size=len(numbers)))
    renamed = [replace(OFFERS[one], file=name) for one, name in zip(numbers, names, strict=True)]
    assert gist(screened([], *renamed)) == gist(screened(numbers))


@QUICK
@given(CASES, st.data())
def test_given_duplicates_then_the_same_verdict(numbers, data):
    more = data.draw(st.lists(st.sampled_from(numbers), max_size=3)) if numbers else []
    assert gist(screened([*numbers, *more])) == gist(screened(numbers))


@QUICK
@given(CASES, st.integers(0, len(complete()) - 1))
def test_given_one_more_sound_paper_then_no_status_is_worse(numbers, sound):
    before, after = screened(numbers), screened([*numbers, sound])
    for one, other in zip(before.requirements, after.requirements, strict=True):
        assert RANK[other.status] >= RANK[one.status]


@QUICK
@given(CASES)
def test_given_any_case_then_completeness_and_outcome_agree(numbers):
    found = screened(numbers)
    statuses = {one.status for one in found.requirements}
    assert 0 <= found.completeness <= 1
    assert (found.completeness == 1.0) == (found.outcome == "complete") == (found.next == "book_verification")
    assert (found.outcome == "needs_review") == ("uncertain" in statuses) == bool(found.questions)


@QUICK
@given(CASES)
def test_given_any_case_then_only_gaps_are_asked_for_each_once(numbers):
    found = screened(numbers)
    gaps = {(one.id, one.subject) for one in found.requirements if one.status in ("missing", "defective")}
    asked = [(one.requirement, one.subject) for one in found.missing_items]
    assert len(asked) == len(set(asked))
    assert set(asked) <= gaps


@pytest.mark.parametrize("count", [1, 2, 3])
def test_given_ever_more_of_what_is_owed_then_completeness_grows(count):
    assert screened(list(range(count))).completeness == [0.33, 0.66, 1.0][count - 1]
