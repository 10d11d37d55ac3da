import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.matching.birth_dates import Agreement, agreement

DAYS = st.dates().map(str)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1991-04-07", "1991-07-04", Agreement.SLIP),
        ("1991-04-07", "1991-04-01", Agreement.SLIP),
        ("1991-04-07", "1970-12-24", Agreement.CONTRADICT),
        ("1991-XX-XX", "1991-04-07", Agreement.AGREE),
        (None, "1991-04-07", Agreement.UNKNOWN),
    ],
)
def test_given_two_dates_then_their_agreement(one, other, expected):
    assert agreement(one, other) == expected


@given(DAYS, DAYS)
def test_given_any_dates_then_only_equal_ones_agree_and_order_is_nothing(one, other):
    assert (agreement(one, other) == Agreement.AGREE) == (one == other)
    assert agreement(one, other) == agreement(other, one)
