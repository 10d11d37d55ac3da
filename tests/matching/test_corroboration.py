"""What the profile bears out is used; what it does not, stays as it was read."""

from dataclasses import replace

import pytest

from pipeline.matching.corroboration import corroborated
from pipeline.records import ExtractedDocument, Inspection, Mrz
from tests.deciding.papers import paper, passport, profile, read, someone, upload

SPOUSE = someone(id="spouse", role="spouse", given_names="Juan", surname="Pérez", birth_date="1990-01-02")
CHILD = someone(
    id="child-1", role="child", given_names="Eva", surname="Pérez García", birth_date="2020-01-02"
)
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


def test_given_a_paper_about_a_child_then_a_grown_ups_name_is_not_the_childs():
    family = profile(SPOUSE, CHILD)
    for stated, field in (
        (paper("custody_or_consent"), "child_names"),
        (paper("birth_certificate"), "person_name"),
    ):
        (found,) = corroborated(on_paper(stated, f"{OWN} og Juan Pérez"), family).documents
        assert found.field(field) is None
        (found,) = corroborated(on_paper(stated, OWN, "Eva Pérez García"), family).documents
        assert found.field(field).value in ("Eva Pérez García", ["Eva Pérez García"])


def test_given_a_birth_date_of_another_then_the_name_on_the_paper_is_not_the_holders():
    stated = paper("application_form", birth_date="2001-02-03")
    assert after(on_paper(stated, f"Værge: {OWN}")) == stated


def test_given_the_host_alone_then_the_host_is_no_tenant():
    family = profile(someone(id="host", role="host", given_names="Bo", surname="Hansen"))
    (found,) = corroborated(on_paper(paper("lease"), "Udlejer Bo Hansen"), family).documents
    assert found.field("tenant_names") is None


def test_given_a_bank_statement_then_who_got_money_is_not_its_holder():
    assert after(on_paper(paper("bank_statement"), f"Overførsel {OWN} -500,00")).field("holder_names") is None


def test_given_parents_that_no_label_led_to_then_they_are_found():
    stated = on_paper(
        paper("birth_certificate", person_name="Eva Pérez García"), f"Padres {OWN} y Juan Pérez"
    )
    (found,) = corroborated(stated, profile(SPOUSE, CHILD)).documents
    assert found.field("parent_names").value == [OWN, "Juan Pérez"]


@pytest.mark.parametrize(
    "shown", ["Nørrebrogade 12B, 3. tv, 2200 København", "Norrebrogade I2B, 3. tv 2200 Kobenhavn N"]
)
def test_given_the_home_with_letters_misread_then_it_is_the_home(shown):
    found = after(upload(paper("lease", address=read("address", shown, accepted=False))))
    assert (found.field("address").value, found.field("address").accepted) == (FAMILY.address, True)


@pytest.mark.parametrize(
    "address", [None, "Skolegade 5, 8000 Aarhus C", read("address", "Skolegade 5", accepted=False)]
)
def test_given_a_lease_of_another_home_then_the_tenants_own_address_is_not_the_leases(address):
    stated = paper("lease", tenant_names=[OWN], address=address)
    assert after(on_paper(stated, f"Lejers nuværende adresse {FAMILY.address}")) == stated


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


def test_given_the_representatives_name_where_the_principal_stands_then_it_was_misread():
    helper = someone(
        id="helper", role="representative", given_names="Kirsten", surname="Dahl", birth_date=None
    )
    misread = paper("power_of_attorney", person_name=read("person_name", "Kirsten Dahl", accepted=False))
    (found,) = corroborated(
        on_paper(misread, f"Fuldmagtsgiver {OWN}", "til Kirsten Dahl"), profile(helper)
    ).documents
    assert found.field("person_name").value == OWN


ZONE = Mrz(
    "TD3",
    ("P<ESPGARCIA<LOPEZ<<MARIA<JOSE<<<<<<<<<<<<<<<", "XDA1234567ESP9104077F3105011<<<<<<<<<<<<<<08"),
    valid=True,
    checks={},
)


@pytest.mark.parametrize(
    ("printed", "sound", "accepted"),
    [
        ("GAR", True, True),
        ("LÓPEZ", True, True),
        ("GARČIA LÓPEZ", True, True),
        ("PÉREZ", True, False),
        ("GAR", False, False),
    ],
)
def test_given_a_name_read_in_part_then_a_sound_zone_that_spells_the_profiles_tells_the_rest(
    printed, sound, accepted
):
    read_in_part = passport(surname=read("surname", printed, accepted=False))
    found = after(upload(replace(read_in_part, mrz=replace(ZONE, valid=sound)))).field("surname")
    assert (found.accepted, found.value) == (accepted, "GARCIA LOPEZ" if accepted else printed)


def test_given_letters_that_readers_take_for_others_then_the_profiles_own_stand_there():
    holder = someone(given_names="Radosław", surname="Bąk", birth_date=None)
    statement = paper("bank_statement", holder_names=["Radostaw Bąk", "Anna Statek"])
    (found,) = corroborated(upload(statement), profile(applicant=holder)).documents
    assert found.field("holder_names").value == ["Radosław Bąk", "Anna Statek"]


@pytest.mark.parametrize(
    ("line", "born", "surname"),
    [
        ("AC1234 GARCIA LOPEZ", "1991-04-07", "GARCIA LOPEZ"),
        ("ΓΚΑΡΣΙΑ/GARCIA LOPEZ", "1991-04-07", "GARCIA LOPEZ"),
        ("AC1234 GARCIA LOPEZ", "1991-04-01", "Sur"),
        ("AC1234 GARCIA", "1991-04-07", "Sur"),
        ("GARCIA< LOPEZ<< MARIA<JOSE", "1991-04-07", "Sur"),
    ],
)
def test_given_a_card_with_own_given_names_and_day_then_the_surname_that_stands_there_is_read(
    line, born, surname
):
    doubted = read("surname", "Sur", accepted=False)
    card = paper("national_id", surname=doubted, given_names="MARÍA JOSÉ", birth_date=born)
    found = after(on_paper(card, "COGNOME / SURNAME", line)).field("surname")
    assert (found.value, found.accepted) == (surname, surname != "Sur")


def test_given_a_card_with_own_surname_and_day_then_the_given_names_that_stand_there_are_read():
    card = paper("national_id", surname="GARCÍA LÓPEZ", birth_date="1991-04-07")
    assert after(on_paper(card, "MARIA JOSE")).field("given_names").value == "MARIA JOSE"


def test_given_an_applicant_who_is_a_child_then_the_parents_on_the_certificate_are_found_too():
    child = someone(given_names="Eva", surname="Pérez García", birth_date="2020-01-02")
    doubted = read("parent_names", ["Juan Pérez", "Carmen"], accepted=False)
    certificate = on_paper(paper("birth_certificate", parent_names=doubted), "Padres: Juan Pérez y Carmen")
    (found,) = corroborated(certificate, profile(SPOUSE, applicant=child)).documents
    assert (found.field("parent_names").value, found.field("parent_names").accepted) == (["Juan Pérez"], True)


@pytest.mark.parametrize(
    ("told", "born", "accepted"),
    [
        ("Puspita", "1986-12-16", True),
        ("Puspita", "1986-12-17", False),
        ("Puspita Sari", "1986-12-16", False),
    ],
)
def test_given_the_only_name_somebody_bears_when_the_day_of_birth_agrees_then_it_was_read_right(
    told, born, accepted
):
    holder = someone(given_names=told, surname=None, birth_date="1986-12-16")
    card = passport(
        surname=None,
        given_names=read("given_names", "PUSPITA", accepted=False),
        birth_date=read("birth_date", born),
    )
    (found,) = corroborated(upload(card), replace(FAMILY, persons=(holder,))).documents
    assert found.field("given_names").accepted is accepted
