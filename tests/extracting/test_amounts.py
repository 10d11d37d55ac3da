"""Sums of money with any separators."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extracting.normalise.amounts import find_amounts
from pipeline.extracting.normalise.found import Context

CONTEXT = Context(latest_year=2041)


def first(text: str) -> object:
    found = find_amounts(text, CONTEXT)
    return found[0].value if found else None


@given(
    cents=st.integers(10_000, 99_999_999),
    language=st.sampled_from(["da", "en", "de", "fr", "es", "pl", "sv", "de_CH"]),
)
def test_given_any_sum_in_any_separators_when_read_then_its_normal_form(cents, language):
    sum_ = Decimal(cents) / 100
    assert first(f"{format_decimal(sum_, format='#,##0.00', locale=language)} kr.") == f"{sum_:.2f} DKK"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("kr. 12.600", "12600.00 DKK"),
        ("8.400,- kr", "8400.00 DKK"),
        ("DKK 48,200.", "48200.00 DKK"),
        ("€ 1,250.50", "1250.50 EUR"),
        ("2.000 zł", "2000.00 PLN"),
        ("-31.163", "-31163.00 DKK"),
        ("5 %", None),
        ("37 timer", None),
        ("12.03.2026", None),
    ],
)
def test_given_a_printed_form_when_read_then_its_normal_form(text, value):
    assert first(text) == value
