"""Verdicts with perfect reading: what is right follows from the facts of each planned case."""

import pytest

from evaluation.benchmarks.expectations import differences
from evaluation.benchmarks.verdicts import codes, screened, told

COUNT = 400


@pytest.fixture(scope="module")
def cases():
    return [screened(index, 7, "test") for index in range(COUNT)]


def test_given_perfect_reading_then_verdicts_are_as_expected(cases):
    wrong = {one.index: [str(it) for it in one.differences] for one in cases if one.differences}
    assert len(wrong) <= 4, wrong


def test_given_perfect_reading_then_no_complete_case_is_asked_for_anything(cases):
    asked = [
        one.index for one in cases if one.expected["outcome"] == "complete" and one.verdict["missing_items"]
    ]
    assert asked == []


def test_given_perfect_reading_then_no_gap_is_called_complete(cases):
    passed = [
        one.index
        for one in cases
        if one.verdict["outcome"] == "complete"
        and "complete" not in (one.expected["outcome"], *one.expected.get("outcome_also", ()))
    ]
    assert passed == []


def test_given_all_services_then_most_codes_occur_and_the_figures_are_told(cases):
    assert len({one.expected["service"] for one in cases}) == 4
    assert len(codes(cases)) >= 30
    assert any("400" in line for line in told(cases, show=3))


def test_given_a_verdict_that_differs_then_each_kind_of_difference_is_told(cases):
    one = next(case for case in cases if case.verdict["missing_items"])
    spoiled = {**one.verdict, "outcome": "complete", "missing_items": [], "requirements": []}
    kinds = {found.kind for found in differences(one.expected, spoiled)}
    assert kinds == {"outcome", "status", "missing item"}
