"""What comes when: every label, kind and language, soon and in turn."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.vocabulary import LABELS
from samples.rota import labels, place, placed
from samples.tally import OTHER_KINDS, wanted_languages
from samples.writing.content_files import kinds

TWO_TURNS = 2 * (len(labels()) + 3)


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_two_turns_show_every_label(seed: int):
    assert {place(seed, index).label for index in range(TWO_TURNS)} == set(LABELS)


def test_no_label_but_other_comes_more_often_than_the_rest():
    counts = Counter(place(1, index).label for index in range(20 * (len(labels()) + 3)))
    assert {count for label, count in counts.items() if label != "other"} == {20}


@pytest.mark.parametrize("label", labels())
def test_given_a_label_then_it_is_worded_in_every_wanted_language(label: str):
    written = {language for kind in kinds().get(label, ()) for language in kind.languages}
    assert wanted_languages(label) <= written


@pytest.mark.parametrize("label", [label for label in labels() if label in kinds()])
def test_given_a_label_then_a_hundred_documents_show_each_wanted_language(label: str):
    assert wanted_languages(label) <= {placed(7, label, number).language for number in range(110)}


def test_other_has_at_least_thirty_kinds():
    assert len(kinds()["other"]) >= OTHER_KINDS
