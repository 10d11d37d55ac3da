"""Zones against the examples printed in ICAO Doc 9303, parts 4 to 6."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.identity.mrz import ZoneFacts, check_digit, td1, td2, td3, transliterated, visa_a

ERIKSSON = ZoneFacts(
    "P", "UTO", "Eriksson", "Anna Maria", "L898902C3", "UTO", "740812", "F", "120415", "ZE184226B"
)
CARD = replace(ERIKSSON, code="I", number="D23145890", optional="")


def test_given_the_standards_passport_then_both_lines_are_as_printed():
    assert td3(ERIKSSON) == (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )


def test_given_the_standards_card_then_all_three_lines_are_as_printed():
    assert td1(CARD) == (
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    )


def test_given_the_standards_td2_then_line_two_is_as_printed():
    assert td2(CARD)[1] == "D231458907UTO7408122F1204159<<<<<<<6"


def test_given_a_number_over_nine_signs_then_it_runs_on_in_the_optional_field():
    assert td1(replace(CARD, number="D23145890734"))[0] == "I<UTOD23145890<7349<<<<<<<<<<<"


@pytest.mark.parametrize(
    ("printed", "in_zone"),
    [("Ødegård", "OEDEGAARD"), ("Müller", "MUELLER"), ("D'Angelo", "DANGELO"), ("Karl-Heinz", "KARL<HEINZ"),
     ("Łukasz", "LUKASZ"), ("Țurcanu", "TURCANU"), ("Yılmaz", "YILMAZ"), ("Þórsson", "THORSSON")],
)  # fmt: skip
def test_given_letters_beyond_a_to_z_then_they_are_spelled_as_the_standard_says(printed: str, in_zone: str):
    assert transliterated(printed) == in_zone


def test_given_a_single_name_then_no_double_filler_stands_within_it():
    assert td3(replace(ERIKSSON, surname="", given_names="Sukarno"))[0].rstrip("<") == "P<UTOSUKARNO"


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", max_size=40))
def test_fillers_at_the_end_do_not_change_a_check_digit(text: str):
    assert check_digit(text) == check_digit(text + "<<<")


@given(name=st.text("ABCÆØÅéüß' -ABC", max_size=60), number=st.text("ABC0123456789", min_size=1, max_size=9))
def test_every_zone_has_its_width_and_its_letters(name: str, number: str):
    facts = replace(ERIKSSON, surname=name, number=number)
    widths = {td3: 44, visa_a: 44, td2: 36, td1: 30}
    for build, width in widths.items():
        assert all(len(line) == width for line in build(facts))
        assert all(set(line) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<") for line in build(facts))
