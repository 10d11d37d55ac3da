"""Persons and places: invented, and shaped as where they come from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.chance import chance, share
from samples.people.persons import cpr_number, make_person, origins
from samples.people.places import home_address, places

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


@given(born=st.dates(date(1937, 1, 1), date(2025, 12, 31)), seed=st.integers(0, 10**6))
def test_a_cpr_number_is_nobodys_since_it_fails_modulus_11(born: date, seed: int):
    digits = cpr_number(born, "F", chance(seed)).replace("-", "")
    assert sum(int(one) * weight for one, weight in zip(digits, WEIGHTS, strict=True)) % 11 != 0


@given(born=st.dates(date(1937, 1, 1), date(2025, 12, 31)), sex=st.sampled_from("MF"))
def test_a_cpr_number_tells_day_century_and_sex(born: date, sex: str):
    digits = cpr_number(born, sex, chance("cpr")).replace("-", "")
    assert digits[:6] == f"{born:%d%m%y}"
    assert (int(digits[9]) % 2 == 1) == (sex == "M")
    assert (digits[6] in "0123") == (born.year < 2000)


@pytest.mark.parametrize("state", origins())
def test_given_an_origin_then_its_persons_have_names_of_their_split(state: str):
    for split in ("train", "calibration", "test"):
        person = make_person(state, split, chance(state, split))
        assert person.name
        assert person.birth_place


def test_given_an_indonesian_then_a_single_name_stands_alone():
    assert make_person("IDN", "train", chance(1)).surname == ""


def test_given_a_ukrainian_then_the_family_name_comes_first_in_cyrillic():
    person = make_person("UKR", "train", chance(1))
    assert person.native_name == f"{person.native_surname} {person.native_given}"


@given(st.integers(5, 60))
def test_long_lists_are_shared_out_without_overlap_or_loss(size: int):
    parts = [share(range(size), split) for split in ("train", "calibration", "test")]
    assert sorted(one for part in parts for one in part) == list(range(size))


@given(st.integers(0, 10**6))
def test_an_address_ends_with_postcode_and_town(seed: int):
    towns = {street.split(" | ")[1] for street in places()["streets"]}
    assert home_address("train", chance(seed)).rpartition(", ")[2] in towns
