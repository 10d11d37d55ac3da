"""CPR, CVR, IBAN, hours, document numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extracting.normalise.cpr import birth_date, find_cprs, plausible
from pipeline.extracting.normalise.cvr import find_cvrs
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.normalise.hours import find_hours
from pipeline.extracting.normalise.iban import find_ibans

CONTEXT = Context(latest_year=2041)


def values(found):
    return [one.value for one in found]


@pytest.mark.parametrize(
    ("text", "cprs"),
    [
        ("CPR-nr. 010190-1234", ["0101901234"]),
        ("0101901234", ["0101901234"]),
        ("670190-1234", ["6701901234"]),
        ("320190-1234", []),
        ("tlf. 33445566", []),
        ("12345678901", []),
    ],
)
def test_given_a_text_when_cprs_are_sought_then_only_plausible_days_count(text, cprs):
    assert values(find_cprs(text, CONTEXT)) == cprs


@given(st.integers(0, 9999))
def test_given_any_last_four_when_the_day_is_right_then_modulus_11_never_rejects(last):
    assert plausible(f"010165{last:04}")


def test_given_a_replacement_number_when_the_birth_date_is_asked_then_it_tells_none():
    assert birth_date("6701901234") is None


def test_given_the_seventh_digit_when_the_birth_date_is_asked_then_it_tells_the_century():
    assert [birth_date("0101054321"), birth_date("0101051321")] == ["2005-01-01", "1905-01-01"]


@pytest.mark.parametrize("text", ["31 55 60 28", "31556028", "DK31556028", "DK-31556028"])
def test_given_a_cvr_in_any_grouping_when_read_then_eight_digits(text):
    assert values(find_cvrs(text, CONTEXT)) == ["31556028"]


def test_given_words_after_an_iban_when_read_then_it_ends_where_its_check_digits_fit():
    found = find_ibans("IBAN: DK50 0040 0440 1162 43 SALDO", CONTEXT)
    assert values(found) == ["DK5000400440116243"]


def test_given_a_mistyped_iban_when_read_then_nothing_is_found():
    assert find_ibans("DK51 0040 0440 1162 43", CONTEXT) == ()


@pytest.mark.parametrize(
    ("text", "hours"), [("37 timer", 37), ("18,5 hours", 18.5), ("8.300 kr.", None), ("160 timer", None)]
)
def test_given_hours_when_read_then_a_number_of_a_week(text, hours):
    found = values(find_hours(text, CONTEXT))
    assert (found[0] if found else None) == hours
