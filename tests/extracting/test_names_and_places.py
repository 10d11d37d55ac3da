"""Names, addresses, states, sex, languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extracting.normalise.addresses import find_addresses
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.normalise.languages import find_languages
from pipeline.extracting.normalise.names import find_party, find_people, find_person, is_person
from pipeline.extracting.normalise.sexes import find_sex
from pipeline.extracting.normalise.states import state

CONTEXT = Context(latest_year=2041)


def first(found):
    return found[0].value if found else None


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("Nørrebrogade 12B, 3. tv, 2200 København N", "Nørrebrogade 12B, 3. tv, 2200 København N"),
        ("Nørrebrogade 12 B, 3.sal tv., 2200 København N", "Nørrebrogade 12B, 3. tv, 2200 København N"),
        ("Nørrebrogade 12B 3 tv 2200 København N, Danmark", "Nørrebrogade 12B, 3. tv, 2200 København N"),
        ("Skolegade 5, stuen th., DK-8000 Aarhus C", "Skolegade 5, st. th, 8000 Aarhus C"),
        ("Rektorparken 2, vær. 0417, 2450 København SV", "Rektorparken 2, vær. 0417, 2450 København SV"),
        ("Frederikssundsvej44D, 4. th, 2400 København NV", "Frederikssundsvej 44D, 4. th, 2400 København NV"),
        ("H.C. Andersens Boulevard 12, 1553 København V", "H.C. Andersens Boulevard 12, 1553 København V"),
        ("boligen på Ny Vestergade 7, 4. sal, 1471 København K", "Ny Vestergade 7, 4., 1471 København K"),
    ],
)
def test_given_an_address_as_printed_when_read_then_the_contracts_form(printed, normal):
    assert first(find_addresses(printed, CONTEXT)) == normal


@given(
    street=st.sampled_from(["Søndergade", "Ny Vestergade", "Østre Allé", "Sankt Hans Gade"]),
    number=st.integers(1, 999),
    floor=st.integers(1, 40),
    door=st.sampled_from(["tv", "th", "mf", "12"]),
    postcode=st.integers(1000, 9990),
)
def test_given_an_address_in_normal_form_when_read_then_it_stays_as_it_is(
    street, number, floor, door, postcode
):
    normal = f"{street} {number}, {floor}. {door}, {postcode} Aarhus C"
    assert first(find_addresses(normal, CONTEXT)) == normal


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anna Maria Holm, født 23.01.1990", "Anna Maria Holm"),
        ("19 – Vytautas Jonas", "Vytautas Jonas"),
        ("Hr. Jens Ole-Hansen (lejer)", "Jens Ole-Hansen"),
        ("van der Berg", "van der Berg"),
        ("Annalena Lind geb. Feld", "Annalena Lind geb. Feld"),
        ("Ingrid Næss has been with us", "Ingrid Næss"),
        ("王小明", "王小明"),
        ("skal betale leje", None),
        ("12.500,00 kr.", None),
    ],
)
def test_given_a_text_when_a_person_is_sought_then_the_name_at_its_head(text, name):
    assert first(find_person(text, CONTEXT)) == name


def test_given_a_list_of_names_when_read_then_each_name_until_what_is_none():
    found = find_people("Anna Holm og Per Lund, Søndergade 1", CONTEXT)
    assert [one.value for one in found] == ["Anna Holm", "Per Lund"]


def test_given_a_firm_when_a_party_is_sought_then_its_legal_form_belongs_to_it():
    assert first(find_party("Boligselskabet Havn A/S, Kajen 2", CONTEXT)) == "Boligselskabet Havn A/S"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("D", "DEU"), ("DNK", "DNK"), ("RKS", "RKS"), ("XXA", "XXA"), ("UTO", "UTO"), ("Irland", "IRL"),
        ("POLSKIE", "POL"),
        ("PORTUGUESA", "PRT"), ("Deutschland", "DEU"), ("Türkiye", "TUR"), ("México", "MEX"), ("中国", "CHN"),
        ("norsk", "NOR"), ("Storbritannien", "GBR"), ("Ruritania", None), ("QQQ", None),
    ],
)  # fmt: skip
def test_given_a_state_in_any_words_when_read_then_its_code(printed, code):
    assert state(printed) == code


@pytest.mark.parametrize(
    ("printed", "sex"),
    [
        ("K/F", "F"),
        ("F", "F"),
        ("M/M", "M"),
        ("V/M", "M"),
        ("F/M", "M"),
        ("weiblich", "F"),
        ("X", "X"),
    ],
)
def test_given_a_sex_as_printed_when_read_then_one_letter(printed, sex):
    assert first(find_sex(printed, CONTEXT)) == sex


def test_given_languages_in_any_language_when_read_then_their_codes():
    assert [one.value for one in find_languages("from Turkish into engelsk", CONTEXT)] == ["tr", "en"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vindrosen Energi A/S", ["Vindrosen Energi A/S"]),
        ("Vindrosen Energi A/S, CVR 12345678", ["Vindrosen Energi A/S"]),
        ("Anna Berg og Bo Berg", ["Anna Berg", "Bo Berg"]),
        ("Anna Berg & Bo AS Berg", ["Anna Berg", "Bo AS Berg"]),
    ],
)
def test_given_a_list_of_holders_then_a_firm_is_one_of_them(text, names):
    assert [one.value for one in find_people(text, Context(latest_year=2030, language="da"))] == names


@pytest.mark.parametrize("name", ["Ja-Hyun Kim", "Ja Young Kim", "No Min-su"])
def test_given_a_name_that_begins_like_a_box_of_a_form_then_it_is_a_name(name):
    assert is_person(name)


@pytest.mark.parametrize("ticked", ["Ja", "Nej.", "Ja Nej", "Nej. Udgiften", "Evt."])
def test_given_words_beside_boxes_then_they_are_no_names(ticked):
    assert not is_person(ticked)


def test_given_a_single_name_joined_to_a_whole_one_then_both_are_persons():
    assert [one.value for one in find_people("Joko and Birgitte Andersen", CONTEXT)] == [
        "Joko",
        "Birgitte Andersen",
    ]
    assert find_people("Joko and the others", CONTEXT) == ()


def test_given_names_in_han_letters_then_each_is_whole_without_a_space():
    for printed in ("吴欣怡、陈军", "吴欣怡和陈军"):
        assert [one.value for one in find_people(printed, CONTEXT)] == ["吴欣怡", "陈军"]


@pytest.mark.parametrize("heading", ["Part B – Purpose of stay", "Del C Erklæring", "Section 2"])
def test_given_the_heading_of_a_forms_part_then_it_is_no_name(heading):
    assert find_person(heading, CONTEXT) == ()


@pytest.mark.parametrize("printed", ["EY0YMIOY", "Novak0va Jana"])
def test_given_a_figure_within_a_word_then_what_stands_before_it_is_no_name(printed):
    assert first(find_person(printed, CONTEXT)) is None


def test_given_an_address_where_a_party_is_looked_for_then_there_is_none():
    assert find_party("Jagtvej 91, 2200 København N", CONTEXT) == ()
    assert first(find_party("Ejendomsselskabet Jagtvej 91 ApS, 2200 København N", CONTEXT)) == (
        "Ejendomsselskabet Jagtvej 91 ApS"
    )
