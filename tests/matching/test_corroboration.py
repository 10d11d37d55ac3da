"""What the profile bears out is used; what it does not, stays as it was read."""

from dataclasses import replace

import pytest

from pipeline.matching.corroboration import corroborated
from pipeline.records import ExtractedDocument, Inspection
from tests.deciding.papers import paper, passport, profile, read, someone, upload

SPOUSE = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")
FAMILY = profile(SPOUSE)
OWN = "María José García López"


def on_paper(document: ExtractedDocument, *lines: str) -> Inspection:
    made = upload(document)
    return replace(made, pages=(replace(made.pages[0], text="\n".join(lines)),))


def after(inspection: Inspection) -> ExtractedDocument:
    (document,) = corroborated(inspection, FAMILY).documents
    return document


def test_given_own_name_read_badly_then_the_profile_bears_it_out():
    found = after(upload(passport(surname=read("surname", "GARCIA LOPEZ", accepted=False))))
    assert found.field("surname").accepted


def test_given_half_a_name_then_it_stays_doubtful():
    found = after(upload(paper("payslip", person_name=read("person_name", "García López", accepted=False))))
    assert not found.field("person_name").accepted


@pytest.mark.parametrize(("born", "accepted"), [("1991-04-07", True), ("1991-04-01", False)])
def test_given_a_birth_date_read_badly_then_agreement_decides(born, accepted):
    found = after(upload(passport(birth_date=read("birth_date", born, accepted=False))))
    assert found.field("birth_date").accepted is accepted


def test_given_no_name_was_read_then_the_lines_are_searched():
    found = after(on_paper(paper("application_form"), "OD1", f"Navn: {OWN}."))
    assert (found.field("person_name").value, found.field("person_name").source) == (OWN, "rule")


def test_given_a_part_was_read_then_the_whole_takes_its_place():
    found = after(on_paper(paper("application_form", person_name="García López"), f"2 {OWN} 7.4.1991"))
    assert found.field("person_name").value == OWN


def test_given_another_name_was_read_surely_then_it_stays():
    stated = paper("payslip", person_name="Olga Ivanova")
    assert after(on_paper(stated, f"Til {OWN}")) == stated


def test_given_two_of_the_case_on_a_paper_of_one_then_nobody_is_chosen():
    assert after(on_paper(paper("application_form"), OWN, "Juan Pérez")).field("person_name") is None


def test_given_the_name_of_another_then_it_is_not_found():
    stated = paper("application_form")
    assert after(on_paper(stated, "María José García Ruiz", "Ana García López")) == stated


def test_given_a_name_over_two_lines_then_it_is_found():
    found = after(on_paper(paper("application_form"), "Navn: María José", "García López"))
    assert found.field("person_name").value == OWN


def test_given_a_lone_word_was_taken_for_the_name_then_the_name_takes_its_place():
    found = after(on_paper(paper("payment_receipt", person_name="Gebyr"), f"Gebyr {OWN}"))
    assert found.field("person_name").value == OWN


def test_given_one_spouse_alone_then_the_list_is_left_open():
    stated = paper("marriage_certificate", spouse_names=read("spouse_names", [OWN], accepted=False))
    assert after(on_paper(stated, OWN)) == stated
    assert after(on_paper(stated, f"{OWN} og Juan Pérez")).field("spouse_names").value == [OWN, "Juan Pérez"]


def test_given_consent_then_a_name_somewhere_is_not_enough():
    stated = paper("custody_or_consent", child_names=None)
    assert after(on_paper(stated, OWN)).field("holder_names") is None


def test_given_parents_that_no_label_led_to_then_they_are_found():
    stated = paper("birth_certificate", person_name="Eva Pérez García")
    assert after(on_paper(stated, f"Padres {OWN} y Juan Pérez")).field("parent_names").value == [
        OWN,
        "Juan Pérez",
    ]


@pytest.mark.parametrize(
    "shown", ["Nørrebrogade 12B, 3. tv, 2200 København", "Norrebrogade I2B, 3. tv 2200 Kobenhavn N"]
)
def test_given_the_home_with_letters_misread_then_it_is_the_home(shown):
    found = after(upload(paper("lease", address=read("address", shown, accepted=False))))
    assert (found.field("address").value, found.field("address").accepted) == (FAMILY.address, True)


def test_given_no_address_was_read_then_the_lines_are_searched():
    found = after(
        on_paper(paper("utility_bill"), "Leveret til", "Nørrebrogade 12B 3. tv", "2200 København N")
    )
    assert found.field("address").value == FAMILY.address


def test_given_another_home_was_read_surely_then_it_stays():
    stated = paper("lease", address="Skolegade 5, 8000 Aarhus C")
    assert after(on_paper(stated, f"Nuværende adresse {FAMILY.address}")) == stated


def test_given_another_door_then_it_is_not_the_home():
    stated = paper(
        "lease", address=read("address", "Nørrebrogade 12B, 3. th, 2200 København N", accepted=False)
    )
    assert after(upload(stated)) == stated


def test_given_letters_that_readers_do_not_know_then_the_name_is_found_all_the_same():
    who = profile(someone(given_names="Þórunn Edda", surname="Þórsdóttir"))
    (found,) = corroborated(
        on_paper(paper("payment_receipt"), "pórunn Edda pórsdóttir kr. 6.000,-"), who
    ).documents
    assert found.field("person_name").accepted
