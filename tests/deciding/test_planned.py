"""What holds for every case of every service: on planned cases, read without a fault."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.vocabulary import SERVICES
from tests.deciding.equal import (
    OTHER_LETTERS,
    born_on_new_year,
    in_own_letters,
    under_other_names,
    with_nationality,
    with_numbers,
)
from tests.deciding.planned import COUNT, RANK, gist, sample, screened, statuses, told_otherwise

CASES, SEEDS = st.integers(0, COUNT - 1), st.integers(0, 10_000)
QUICK = settings(max_examples=25, deadline=None)


def test_given_the_planned_cases_then_all_services_and_bases_are_among_them():
    bases = Counter((sample(index).profile.service, sample(index).profile.basis) for index in range(COUNT))
    assert Counter(service for service, _ in bases) == {
        "dk-cpr-entry": 12,
        "dk-eu-residence": 6,
        "dk-citizenship": 9,
        "dk-health-card": 9,
    }


def test_given_a_plan_without_gap_then_nothing_is_asked_for():
    asked = {
        index: found.missing_items
        for index in range(COUNT)
        if (found := screened(sample(index).profile, sample(index).sound)).missing_items
    }
    assert asked == {}


@QUICK
@given(CASES, st.randoms())
def test_given_any_order_then_the_same_verdict(index, random):
    case = sample(index)
    shuffled = random.sample(case.flawed, len(case.flawed))
    assert screened(case.profile, shuffled) == screened(case.profile, case.flawed)


@QUICK
@given(CASES, st.data())
def test_given_other_names_of_files_then_the_same_verdict(index, data):
    case = sample(index)
    count = len(case.flawed)
    names = data.draw(st.lists(st.text(min_size=1, max_size=8), min_size=count, max_size=count))
    renamed = [replace(one, file=name) for one, name in zip(case.flawed, names, strict=True)]
    assert gist(screened(case.profile, renamed)) == gist(screened(case.profile, case.flawed))


@QUICK
@given(CASES, st.data())
def test_given_duplicates_then_the_same_verdict(index, data):
    case = sample(index)
    more = data.draw(st.lists(st.sampled_from(case.flawed), max_size=3)) if case.flawed else []
    copies = [replace(one, file=f"copy {number}.pdf") for number, one in enumerate(more)]
    assert gist(screened(case.profile, [*case.flawed, *copies])) == gist(screened(case.profile, case.flawed))


@QUICK
@given(CASES, st.data())
def test_given_one_more_sound_paper_then_no_status_is_worse(index, data):
    case = sample(index)
    sent = data.draw(st.lists(st.sampled_from([*case.sound, *case.flawed]), max_size=6)) if case.sound else []
    more = data.draw(st.sampled_from(case.sound)) if case.sound else None
    assert_not_worse(case.profile, sent, [*sent, *([more] if more else [])])


@QUICK
@given(CASES, st.data())
def test_given_a_paper_less_then_no_status_is_better(index, data):
    case = sample(index)
    sent = data.draw(st.lists(st.sampled_from([*case.sound, *case.flawed]), max_size=8)) if case.sound else []
    less = data.draw(st.integers(0, len(sent) - 1)) if sent else 0
    assert_not_worse(case.profile, [one for place, one in enumerate(sent) if place != less], sent)


@pytest.mark.parametrize("service", SERVICES)
def test_given_sound_papers_then_faulty_ones_beside_them_do_no_harm(service):
    for index in range(COUNT):
        case = sample(index)
        if case.profile.service == service:
            assert_not_worse(case.profile, case.sound, [*case.flawed, *case.sound])


def assert_not_worse(profile, fewer, more):
    before, after = statuses(screened(profile, fewer)), statuses(screened(profile, more))
    worse = {key: (before[key], status) for key, status in after.items() if RANK[status] < RANK[before[key]]}
    assert worse == {}


# ── equal treatment ───────────────────────────────────────────────────────────────────────────────


@QUICK
@given(CASES, SEEDS)
def test_given_other_names_then_the_same_verdict(index, seed):
    case, other = sample(index), told_otherwise(index, under_other_names(seed))
    assert [paper.key for paper in other.plan] == [paper.key for paper in case.plan]
    assert gist(screened(other.profile, other.flawed)) == gist(screened(case.profile, case.flawed))


@QUICK
@given(CASES, SEEDS)
def test_given_papers_in_other_letters_then_the_same_verdict(index, seed):
    case = told_otherwise(index, under_other_names(seed, OTHER_LETTERS))
    spelled = in_own_letters(case)
    assert gist(screened(case.profile, spelled)) == gist(screened(case.profile, case.flawed))


@QUICK
@given(CASES, st.randoms())
def test_given_another_nationality_of_the_group_then_the_same_verdict(index, random):
    profile, uploads = with_nationality(sample(index), random)
    assert gist(screened(profile, uploads)) == gist(screened(sample(index).profile, sample(index).flawed))


@QUICK
@given(CASES)
def test_given_a_birth_on_the_first_of_january_then_the_same_verdict(index):
    case = sample(index)
    profile, uploads = born_on_new_year(case)
    assert gist(screened(profile, uploads)) == gist(screened(case.profile, case.flawed))


@QUICK
@given(CASES)
def test_given_numbers_that_fail_modulus_11_then_the_same_verdict(index):
    case = sample(index)
    fitting, failing = (with_numbers(case.profile, fitting=fits) for fits in (True, False))
    assert gist(screened(failing, case.flawed)) == gist(screened(fitting, case.flawed))
    assert gist(screened(failing, case.flawed)) == gist(screened(case.profile, case.flawed))
