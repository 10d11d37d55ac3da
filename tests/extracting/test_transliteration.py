"""Printed names against machine-readable ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extracting.transliteration import agrees


@pytest.mark.parametrize(
    ("printed", "machine"),
    [
        ("BRÜCKNER", "BRUECKNER"), ("ØDEGÅRD", "OEDEGAARD"), ("García López", "GARCIA LOPEZ"),
        ("Wiśniewska", "WISNIEWSKA"),
        ("O'Neill-Strauß", "ONEILL STRAUSS"), ("Жданов", "ZHDANOV"),
        ("Papandropoulou Alexandra", "PAPANDROPOULOU ALEXAND"),
    ],
)  # fmt: skip
def test_given_one_name_in_both_zones_when_compared_then_they_agree(printed, machine):
    assert agrees(printed, machine)


@pytest.mark.parametrize(
    ("printed", "machine"), [("Anna", "ANNE"), ("Søren", "SEREN"), ("Li", "LIU"), ("Anna", "")]
)
def test_given_two_names_when_compared_then_they_do_not_agree(printed, machine):
    assert not agrees(printed, machine)


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ ", min_size=1).filter(str.strip))
def test_given_a_plain_name_when_compared_with_itself_then_it_agrees(name):
    assert agrees(name, name)
