"""Passports and cards: labels, the machine-readable zone, and both together."""

import pytest

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.joining import join
from pipeline.extracting.names_apart import apart
from pipeline.records import Box, Field, Mrz, Word

LINES = ("P<DEUBRUECKNER<<MILA<MARIE<<<<<<<<<<<<<<<<<<", "C9RT201772DEU2011091F2901097<<<<<<<<<<<<<<<8")
CHECKS = {"document_number": True, "birth_date": True, "expiry_date": True, "composite": True}
ZONE = Mrz(
    "TD3", LINES, valid=True, checks=CHECKS, boxes=(Box(0.05, 0.8, 0.95, 0.83), Box(0.05, 0.84, 0.95, 0.87))
)
CARD = Mrz(
    "TD1",
    ("IRDNKDK78333016<<<<<<<<<<<<<<<", "9010129M2903312BRA<<<<<<<<<<<4", "ALBUQUERQUE<NUNES<<THIAGO<<<<<"),
    valid=True,
    checks=CHECKS,
)


def test_given_a_zone_alone_when_read_then_its_fields(values, new_paper):
    assert values("passport", new_paper(mrz=ZONE).line(0.1, 0.1, "REISEPASS")) == {
        "surname": "BRUECKNER", "given_names": "MILA MARIE", "birth_date": "2020-11-09", "sex": "F",
        "nationality": "DEU", "issuing_state": "DEU", "document_number": "C9RT20177",
        "expiry_date": "2029-01-09",
    }  # fmt: skip


def test_given_the_name_printed_with_its_letters_when_it_agrees_with_the_zone_then_it_stands(
    extracted, new_paper
):
    paper = new_paper(mrz=ZONE).line(0.1, 0.2, "Name / Surname").line(0.1, 0.22, "BRÜCKNER")
    surname = extracted("passport", paper).field("surname")
    assert (surname.value, surname.source, surname.conflicts) == ("BRÜCKNER", "anchor", ())


def test_given_a_printed_day_against_the_zone_when_joined_then_both_are_kept_and_found(extracted, new_paper):
    paper = new_paper(mrz=ZONE).line(0.1, 0.2, "Date of birth: 09.11.2021")
    found = extracted("passport", paper)
    field = found.field("birth_date")
    assert field.value == "2020-11-09"
    assert field.conflicts == ("anchor: 2021-11-09",)
    assert field.confidence < 0.7
    assert [(one.code, one.field) for one in found.findings] == [("conflicting_fields", "birth_date")]


def test_given_a_printed_day_that_agrees_when_joined_then_it_is_surer(extracted, new_paper):
    paper = new_paper(mrz=ZONE).line(0.1, 0.2, "Date of birth: 09.11.2020")
    field = extracted("passport", paper).field("birth_date")
    assert field.confidence > 0.99
    assert field.box.y0 < 0.3


def test_given_a_zone_whose_check_digit_fails_when_read_then_the_value_is_not_accepted(extracted, new_paper):
    broken = Mrz("TD3", LINES, valid=False, checks={**CHECKS, "document_number": False})
    assert (
        not extracted("passport", new_paper(mrz=broken).line(0.1, 0.1, "PASS"))
        .field("document_number")
        .accepted
    )


def test_given_labels_over_values_in_columns_when_read_then_each_value_has_its_own(values, paper):
    paper.line(0.1, 0.2, "Sex/Sexe").line(0.35, 0.2, "Place of birth/Lieu de naissance")
    paper.line(0.1, 0.22, "F").line(0.35, 0.22, "COIMBRA")
    assert values("passport", paper) == {"sex": "F", "birth_place": "COIMBRA"}


def test_given_numbered_labels_of_a_licence_when_read_then_the_numbers_are_skipped(values, paper):
    paper.line(0.1, 0.2, "1. Efternavn: HOLM").line(0.1, 0.23, "4a. Udstedt: 03.05.2021")
    paper.line(0.1, 0.26, "4b. Udløbsdato: 03.05.2036")
    assert values("driving_licence", paper) == {
        "surname": "HOLM", "issue_date": "2021-05-03", "expiry_date": "2036-05-03",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "value"),
    [("Geburtsdatum", "09.11.2020"), ("Data urodzenia", "09.11.2020"), ("Fecha de nacimiento", "09/11/2020"),
     ("Fødselsdato", "09-11-2020"), ("Data nașterii", "09.11.2020"), ("Date de naissance", "09 11 2020")],
)  # fmt: skip
def test_given_a_label_in_any_language_when_read_then_the_day(values, paper, label, value):
    paper.line(0.1, 0.2, label).line(0.1, 0.22, value)
    assert values("national_id", paper)["birth_date"] == "2020-11-09"


def test_given_a_card_with_zone_and_names_on_one_page_when_read_then_both_sides(extracted, new_paper):
    paper = (
        new_paper(mrz=CARD)
        .line(0.1, 0.1, "Surname: ALBUQUERQUE NUNES")
        .line(0.1, 0.13, "Given names: THIAGO")
    )
    assert extracted("residence_permit", paper).sides == ("front", "back")


def test_given_the_front_alone_when_read_then_one_side(extracted, paper):
    paper.line(0.1, 0.1, "Surname: NUNES").line(0.1, 0.13, "Given names: THIAGO")
    assert extracted("national_id", paper).sides == ("front",)


def test_given_a_passport_when_read_then_it_has_no_sides(extracted, paper):
    assert extracted("passport", paper.line(0.1, 0.1, "PASSPORT")).sides is None


def test_given_a_name_in_other_letters_when_the_zone_spells_it_then_it_stands_in_latin_ones(
    extracted, new_paper
):
    zone = Mrz(
        "TD3",
        ("P<UKRTKACHENKO<<MARIANA<<<<<<<<<<<<<<<<<<<<<", "C9RT201772UKR2011091F2901097<<<<<<<<<<<<<<<8"),
        valid=True,
        checks=CHECKS,
    )
    paper = new_paper(mrz=zone).line(0.1, 0.2, "Given Names").line(0.1, 0.22, "МАР'ЯНА")
    given = extracted("passport", paper).field("given_names")
    assert (given.value, given.raw, given.accepted) == ("MARIANA", "МАР'ЯНА", True)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ALI HAMAD AL-KAABI", "ALI HAMAD AL-KAABI", ("AL-KAABI", "ALI HAMAD", False)),
        ("García García", "María", ("García García", "María", True)),
        ("García", "García", ("García", "García", True)),
        ("da Silva Santos", "Ana da Silva", ("da Silva Santos", "Ana da Silva", True)),
    ],
)
def test_given_a_whole_name_in_both_places_then_its_last_word_is_the_surname_in_doubt(one, other, expected):
    fields = [
        Field(name, value, value, 0.9, True, 1, None, "model")
        for name, value in (("surname", one), ("given_names", other))
    ]
    surname, given = apart(fields)
    assert (surname.value, given.value, surname.accepted) == expected


LICENCE = (
    (0.1, 0.2, "DRIVER LICENSE"),
    (0.1, 0.3, "LIC #: 034568"),
    (0.1, 0.35, "DOB: 03/04/1988"),
    (0.1, 0.4, "EXP: 03/23/2026"),
    (0.1, 0.45, "ISS: 03/05/2019"),
    (0.1, 0.5, "1GARCIA"),
)


def test_given_a_licence_that_puts_the_month_first_then_all_its_days_are_read_so(values, new_paper):
    paper = new_paper()
    for x, y, text in LICENCE:
        paper.line(x, y, text)
    assert values("driving_licence", paper) == {
        "surname": "GARCIA", "document_number": "034568", "birth_date": "1988-03-04",
        "issue_date": "2019-03-05", "expiry_date": "2026-03-23",
    }  # fmt: skip


def test_given_a_card_whose_labels_stand_under_their_values_then_each_has_its_own(values, paper):
    left = [("YIZHAK", "Efternavn/Surname"), ("04-05-2001", "Fødselsdato/Date of birth")]
    right = [("MYKOLA", "Fornavne/Given names"), ("P72661589", "Kortnummer/Document No.")]
    left.append(("11-08-2029", "Udløbsdato/Date of expiry"))
    for x, column in ((0.1, left), (0.5, right)):
        for row, (value, label) in enumerate(column):
            paper.line(x, 0.2 + row * 0.04, value).line(x, 0.213 + row * 0.04, label)
    read = values("residence_permit", paper)
    assert (read["surname"], read["given_names"]) == ("YIZHAK", "MYKOLA")
    assert (read["birth_date"], read["expiry_date"]) == ("2001-05-04", "2029-08-11")


def test_given_a_zone_and_a_tagger_that_disagree_then_the_zone_stands():
    word = Word("2026-04-20", Box(0.1, 0.1, 0.2, 0.12), 1.0, 0)
    zone = Candidate("expiry_date", "2032-08-16", "320816", (word,), 1, 0.99, "mrz")
    tagged = Candidate("expiry_date", "2026-04-20", "20 APR 2026", (word,), 1, 0.999, "model")
    field = join([zone, tagged], ["expiry_date"]).fields[0]
    assert (field.value, field.accepted, field.conflicts) == ("2032-08-16", True, ())


def test_given_a_danish_health_card_then_the_name_stands_under_the_number(values, paper):
    paper.line(0.1, 0.1, "SUNDHEDSKORT").line(0.1, 0.12, "Gladsaxe Kommune").line(
        0.1, 0.14, "Lægerne Buddinge"
    )
    paper.line(0.1, 0.16, "021203 5085").line(0.1, 0.18, "Villads Skovgaard").line(0.1, 0.2, "2860 Søborg")
    assert values("health_insurance_card", paper)["person_name"] == "Villads Skovgaard"


def test_given_a_european_card_with_its_labels_last_then_both_names(values, paper):
    paper.line(0.1, 0.1, "Pokorný Radek Petr").line(
        0.1, 0.113, "4. Jméno / Given names 3. Příjmení / Surname"
    )
    paper.line(0.1, 0.15, "17 05 1977 770517/5554").line(0.1, 0.163, "5. Datum narození / Date of birth")
    assert values("health_insurance_card", paper)["person_name"] == "Pokorný Radek Petr"


def test_given_a_number_with_a_stroke_that_the_zone_cannot_hold_then_it_stands_as_printed(values, new_paper):
    paper = new_paper(mrz=CARD).line(0.1, 0.1, "Card no.").line(0.1, 0.113, "DK-7833301")
    assert values("residence_permit", paper)["document_number"] == "DK-7833301"


@pytest.mark.parametrize(("title", "state"), [("Führerausweis", "CHE"), ("RIDICSKÝ PRÚKAZ", "CZE")])
def test_given_a_licence_then_its_title_tells_the_state(values, paper, title, state):
    assert values("driving_licence", paper.line(0.1, 0.1, title))["issuing_state"] == state


def test_given_a_zone_that_reads_i_for_l_then_the_print_is_no_contradiction(extracted, new_paper):
    zone = Mrz("TD1", (*CARD.lines[:2], "IIEN<<KARI<GRO<<<<<<<<<<<<<<<<"), valid=True, checks=CHECKS)
    found = extracted(
        "national_id", new_paper(mrz=zone).line(0.1, 0.2, "Etternavn/Surname").line(0.1, 0.22, "LIEN")
    )
    assert (found.field("surname").value, found.findings) == ("LIEN", ())


def test_given_even_rows_whose_columns_end_in_labels_then_each_value_stands_over_its_label(values, paper):
    rows = [
        "ELISA",
        "Nome / Given names",
        "RINALDI",
        "Cognome / Surname",
        "ITALIANA",
        "Cittadinanza / Nationality",
    ]
    for row, text in enumerate([*rows, "2030-06-10", "Data di scadenza / Date of expiry"]):
        paper.line(0.1, 0.1 + row * 0.02, text)
    for row, text in enumerate(["2023-06-27", "Data di rilascio / Date of issue"]):
        paper.line(0.6, 0.5 + row * 0.02, text)
    read = values("national_id", paper)
    assert (read["surname"], read["given_names"], read["nationality"]) == ("RINALDI", "ELISA", "ITA")
    assert (read["issue_date"], read["expiry_date"]) == ("2023-06-27", "2030-06-10")


def test_given_a_name_in_letters_read_by_their_looks_when_a_stroke_follows_then_the_second_spelling(
    values, paper
):
    paper.line(0.1, 0.2, "Given names").line(0.1, 0.22, "OTEINH/FOTEINI")
    assert values("national_id", paper)["given_names"] == "FOTEINI"


def test_given_two_spellings_in_latin_letters_when_a_stroke_parts_them_then_the_first(values, paper):
    paper.line(0.1, 0.2, "Surname").line(0.1, 0.22, "MÜLLER/MUELLER")
    assert values("national_id", paper)["surname"] == "MÜLLER"


def test_given_a_single_name_when_the_zone_has_a_line_of_its_own_for_it_then_that_line_prints_none(
    values, new_paper
):
    lines = (
        "IRDNKP240752142<<<<<<<<<<<<<<<",
        "8612168F2605052IDN<<<<<<<<<<<2",
        "PUSPITA<<<<<<<<<<<<<<<<<<<<<<<",
    )
    paper = new_paper(mrz=Mrz("TD1", lines, valid=True, checks=CHECKS))
    paper.line(0.1, 0.2, "Given names: PUSPITA").line(0.1, 0.8, lines[2])
    assert values("residence_permit", paper)["surname"] == "PUSPITA"
