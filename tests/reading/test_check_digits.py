import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from, text

from pipeline.reading.check_digits import ALPHABET, check_digit, proves

ZONE_TEXT = text(sorted(ALPHABET), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("field", "digit"),
    [("520727", 3), ("AB2134<<<", 5), ("D23145890734", 9), ("L898902C3", 6), ("ZE184226B<<<<<", 1)],
)
def test_given_the_examples_of_icao_then_the_digit_is_theirs(field, digit):
    assert check_digit(field) == digit


@given(ZONE_TEXT)
def test_given_any_text_when_its_digit_is_added_then_it_is_proved(field):
    assert proves(str(check_digit(field)), field)


@given(ZONE_TEXT, integers(1, 9))
def test_given_any_text_then_no_other_digit_proves_it(field, step):
    assert not proves(str((check_digit(field) + step) % 10), field)


@given(ZONE_TEXT, integers(0, 39), sampled_from("0123456789"))
def test_given_one_digit_read_as_another_then_the_sum_tells(field, place, other):
    at = place % len(field)
    wrong = field[:at] + other + field[at + 1 :]
    if field[at].isdecimal() and field[at] != other:
        assert not proves(str(check_digit(field)), wrong)


@given(ZONE_TEXT, sampled_from(["0K", "0U", "<A", "6G", "8S", "1L"]))
def test_given_signs_that_are_equal_modulo_ten_then_the_sum_cannot_tell(field, pair):
    assert check_digit(field + pair[0]) == check_digit(field + pair[1])


def test_given_a_filler_for_a_digit_then_only_an_empty_field_is_proved():
    assert proves("<", "<<<<<<")
    assert not proves("<", "A<<<<<")


def test_given_a_sign_outside_the_alphabet_then_there_is_no_digit():
    with pytest.raises(KeyError):
        check_digit("Ø")
