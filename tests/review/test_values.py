"""What people type, in the contract's normal form, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from review.values import ValueNotUnderstood, kind_of, understood, written


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("start_date", "31.3.2027", "2027-03-31"),
        ("start_date", "2027-03-31", "2027-03-31"),
        ("birth_date", "xx.XX.1970", "1970-XX-XX"),
        ("monthly_rent", "12.500,50 kr.", "12500.50 DKK"),
        ("monthly_rent", "12.500", "12500.00 DKK"),
        ("monthly_rent", "1,200.5 EUR", "1200.50 EUR"),
        ("weekly_hours", "37,5", 37.5),
        ("nationality", "esp", "ESP"),
        ("employer_cvr", "12 34 56 78", "12345678"),
        ("signed_tenant", "true", True),
        ("tenant_names", "Ana  Díaz\n\n Bo Hansen ", ["Ana Díaz", "Bo Hansen"]),
        ("address", " Nørrebrogade 12B,  3. tv ", "Nørrebrogade 12B, 3. tv"),
        ("sex", "F", "F"),
    ],
)
def test_given_what_a_person_types_then_it_is_understood(field, typed, value):
    assert understood(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("start_date", "31.13.2027"),
        ("start_date", "soon"),
        ("monthly_rent", "a lot"),
        ("weekly_hours", "many"),
        ("nationality", "Spain"),
        ("cpr", "070761"),
        ("passed", "perhaps"),
        ("basis", "tourist"),
    ],
)
def test_given_what_is_no_value_then_the_hint_of_its_kind_is_named(field, typed):
    with pytest.raises(ValueNotUnderstood) as refused:
        understood(field, typed)
    assert refused.value.key == f"hint.{kind_of(field)}"
    assert typed not in str(refused.value)


@given(some.dates(), some.sampled_from(["da", "en"]))
def test_given_any_day_when_written_then_it_is_understood_again(day, language):
    value = day.isoformat()
    assert understood("issue_date", written("issue_date", value, language)) == value


@given(some.integers(0, 10**9), some.sampled_from(["DKK", "EUR"]), some.sampled_from(["da", "en"]))
def test_given_any_amount_when_written_then_it_is_understood_again(cents, currency, language):
    value = f"{cents / 100:.2f} {currency}"
    assert understood("amount", written("amount", value, language)) == value


@given(some.text())
def test_given_any_text_then_nothing_but_a_refusal_is_raised(typed):
    for field in ("start_date", "amount", "weekly_hours", "cpr", "nationality", "tenant_names"):
        try:
            understood(field, typed)
        except ValueNotUnderstood:
            continue
