"""Zones against the examples of ICAO Doc 9303, parts 3 to 7, and a parser that did not make them."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mrz.checker.mrva import MRVACodeChecker
from mrz.checker.mrvb import MRVBCodeChecker
from mrz.checker.td1 import TD1CodeChecker
from mrz.checker.td2 import TD2CodeChecker
from mrz.checker.td3 import TD3CodeChecker

from samples.identity.mrz import (
    BUILDERS,
    ZoneFacts,
    check_digit,
    french_card,
    td1,
    td2,
    td3,
    transliterated,
    visa_a,
    visa_b,
)
from samples.identity.name_lines import TRUNCATIONS, name_line
from samples.identity.transliteration import VARIANTS, of_arabic, of_cyrillic

ERIKSSON = ZoneFacts(
    "P", "UTO", "Eriksson", "Anna Maria", "L898902C3", "UTO", "740812", "F", "120415", "ZE184226B"
)
CARD = replace(ERIKSSON, code="I", number="D23145890", optional="")
VISA = replace(
    ERIKSSON,
    code="V",
    number="L8988901C"[:9],
    nationality="XXX",
    birth="400907",
    expiry="961210",
    optional="6ZE184226B",
)
CHECKERS = {
    "TD1": TD1CodeChecker,
    "TD2": TD2CodeChecker,
    "TD3": TD3CodeChecker,
    "MRV-A": MRVACodeChecker,
    "MRV-B": MRVBCodeChecker,
}
CODES = {"TD1": "I", "TD2": "I", "TD3": "P", "MRV-A": "V", "MRV-B": "V", "IDFRA": "ID"}
WIDTHS = {"TD1": 30, "TD2": 36, "TD3": 44, "MRV-A": 44, "MRV-B": 36, "IDFRA": 36}
STATES = (
    "DEU", "UTO", "XXA", "XXB", "XXC", "XXX", "EUE", "RKS", "GBR", "GBD", "GBN", "GBO", "GBP", "GBS",
    "UNO", "UNA",    "DNK", "SWE", "UKR", "SYR", "VNM",
)  # fmt: skip

names = st.text("ABÆØÅÉÜÑßÞĐŁİıéöš' -.ZQ", max_size=60)
letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=24)
days = st.dates().map(lambda day: f"{day:%y%m%d}")
numbers = st.text("ABCXYZ0123456789", min_size=1, max_size=9)


def holder(surname: str, given_names: str, **told: str) -> ZoneFacts:
    return replace(ERIKSSON, surname=surname, given_names=given_names, **told)


holders = st.builds(
    holder,
    letters,
    letters,
    number=numbers,
    birth=days,
    expiry=days,
    sex=st.sampled_from("MF<"),
    nationality=st.sampled_from(STATES),
    state=st.sampled_from(["DNK", "DEU", "UTO", "SWE", "UKR"]),
    optional=st.text("0123456789ABC", max_size=7),
)


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


def test_given_the_standards_visas_then_line_two_is_as_printed():
    told = replace(VISA, number="L8988901C")
    assert visa_a(told)[1] == "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"
    assert visa_b(replace(told, optional=""))[1] == "L8988901C4XXX4009078F9612109<<<<<<<<"


def test_given_the_old_french_card_then_both_lines_are_in_its_own_order():
    card = ZoneFacts("ID", "FRA", "BERTHIER", "CORINNE", "880692310285", "FRA", "651206", "F", "")
    assert french_card(card)[1] == "8806923102858CORINNE<<<<<<<6512068F6"


@pytest.mark.parametrize(("build", "line"), [(td1, "I<UTOD23145890<7349<<<<<<<<<<<")])
def test_given_a_number_over_nine_signs_then_it_runs_on_in_the_optional_field(build, line: str):
    assert build(replace(CARD, number="D23145890734"))[0] == line


def test_given_a_long_number_in_a_td2_then_its_digit_follows_its_rest():
    assert td2(replace(CARD, number="D23145890734"))[1].startswith("D23145890<UTO7408122F1204159" + "7349<")


def test_given_a_number_too_long_for_a_passport_then_it_is_refused():
    with pytest.raises(ValueError, match="nine"):
        td3(replace(ERIKSSON, number="D23145890734"))


def test_given_unknown_parts_of_the_birth_date_then_they_are_fillers_in_the_sum_too():
    assert td3(replace(ERIKSSON, birth="74<<<<"))[1][13:20] == "74<<<<" + check_digit("74")


def test_given_a_full_optional_field_then_line_two_has_no_filler():
    full = replace(ERIKSSON, optional="12345678901234")
    assert "<" not in td3(full)[1]


@pytest.mark.parametrize(
    ("printed", "in_zone"),
    [("Ødegård", "OEDEGAARD"), ("Müller", "MUELLER"), ("D'Angelo", "DANGELO"), ("Karl-Heinz", "KARL<HEINZ"),
     ("Łukasz", "LUKASZ"), ("Țurcanu", "TURCANU"), ("Yılmaz", "YILMAZ"), ("Þórsson", "THORSSON"),
     ("Đặng Thị", "DANG<THI"), ("Œuvre", "OEUVRE"), ("IJssel ĳ", "IJSSEL<IJ"), ("Əliyev", "ELIYEV")],
)  # fmt: skip
def test_given_letters_beyond_a_to_z_then_they_are_spelled_as_the_standard_says(printed: str, in_zone: str):
    assert transliterated(printed) == in_zone


def test_given_letters_of_several_spellings_then_the_state_chooses():
    found = {transliterated("ü", {"Ü": one}) for one in VARIANTS["Ü"]}
    assert found == {"UE", "UXX", "U"}
    assert td3(replace(ERIKSSON, state="TUR", surname="Öztürk"))[0].startswith("P<TUROZTURK<<")


@pytest.mark.parametrize(
    ("native", "language", "latin"),
    [
        ("Юлія Гнатюк", "uk", "YULIIA HNATIUK"),
        ("Їжак Юрій", "uk", "YIZHAK YURII"),
        ("Юлия Щукина", "ru", "IULIIA SHCHUKINA"),
        ("Щерев", "bg", "SHTEREV"),
        ("Живковић Јелена", "sr", "ZIVKOVIC JELENA"),
        ("Џељ", "sr", "DZELJ"),
        ("Хаџи", "mk", "HADJI"),
        ("Анна-Мария", "ru", "ANNA-MARIIA"),
    ],
)
def test_given_cyrillic_then_each_language_has_its_own_way(native: str, language: str, latin: str):
    assert of_cyrillic(native, language) == latin


@pytest.mark.parametrize(
    ("native", "latin"),
    [("محمد", "MXHMD"), ("فاطمة", "FAXTTMXAH"), ("الشيخ", "ALXSHYXKH"), ("خديجة", "XKHDYJXAH")],
)
def test_given_arabic_then_the_tables_escapes_stand_there(native: str, latin: str):
    assert of_arabic(native) == latin


def test_given_a_single_name_then_no_double_filler_stands_within_it():
    assert td3(replace(ERIKSSON, surname="", given_names="Sukarno"))[0].rstrip("<") == "P<UTOSUKARNO"


@pytest.mark.parametrize("way", TRUNCATIONS)
def test_given_a_name_too_long_then_a_letter_stands_in_the_last_place(way):
    line = name_line("NILAVADHANANANDA", "CHAYAPA<DEJTHAMRONG<KRASUANG", 39, way)
    assert len(line) == 39
    assert line[-1].isalpha()
    assert line.startswith("NILAVADHA")


def test_given_the_standards_long_name_then_it_is_cut_as_printed_there():
    line = name_line("NILAVADHANANANDA", "CHAYAPA<DEJTHAMRONG<KRASUANG", 39)
    assert line == "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", max_size=40))
def test_fillers_at_the_end_do_not_change_a_check_digit(text: str):
    assert check_digit(text) == check_digit(text + "<<<")


@given(surname=names, given_names=names, number=numbers, way=st.sampled_from(TRUNCATIONS))
def test_every_zone_has_its_width_and_its_letters(surname: str, given_names: str, number: str, way):
    facts = holder(surname, given_names, number=number)
    for form, build in BUILDERS.items():
        for line in build(replace(facts, truncation=way)):
            assert len(line) == WIDTHS[form]
            assert re.fullmatch("[A-Z0-9<]+", line)


@pytest.mark.parametrize("form", sorted(CHECKERS))
@given(facts=holders)
def test_every_format_passes_a_parser_that_did_not_make_it(form: str, facts: ZoneFacts):
    lines = BUILDERS[form](replace(facts, code=CODES[form]))
    found = CHECKERS[form]("\n".join(lines), check_expiry=False)
    wrong = [name for name, fits in found.report.falses if fits is False and "hash" in name]
    assert wrong == []
    read = found.fields()
    assert (read.surname, read.name) == (
        facts.surname[: len(read.surname)],
        facts.given_names[: len(read.name)],
    )
    assert read.document_number.rstrip("<") == facts.number
    assert (read.birth_date, read.expiry_date) == (facts.birth, facts.expiry)
