"""Contracts, payslips, letters, statements, tests: fields told by labels, by form, by wording."""

import pytest

from pipeline.extracting.anchoring import labelled_values
from pipeline.extracting.layout import sheet_of
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.placing import Anchored


def test_given_a_letter_of_an_employer_when_read_then_its_sentence_tells_all(values, paper):
    paper.line(0.1, 0.05, "Kattegat Shipping A/S").line(0.1, 0.1, "Copenhagen, 21 January 2026")
    paper.line(
        0.1, 0.2, "This is to confirm that Ingrid Næss has been employed with us since 1 May 2023 as a clerk."
    )
    paper.line(0.1, 0.22, "Her weekly working time is 37 hours and her gross monthly salary is DKK 48,200.")
    read = values("employer_letter", paper)
    assert read == {
        "person_name": "Ingrid Næss", "employer_name": "Kattegat Shipping A/S", "start_date": "2023-05-01",
        "weekly_hours": 37, "monthly_pay": "48200.00 DKK", "issue_date": "2026-01-21",
    }  # fmt: skip


def test_given_a_payslip_when_read_then_period_and_pay(values, paper):
    paper.line(0.1, 0.1, "CVR-nr. 31 55 60 28").line(0.1, 0.13, "Lønperiode: 01.11.25 – 30.11.25")
    paper.line(0.1, 0.3, "Bruttoløn").line(0.7, 0.3, "33.500,00")
    paper.line(0.1, 0.33, "Til udbetaling").line(0.7, 0.33, "19.404,68")
    assert values("payslip", paper) == {
        "employer_cvr": "31556028", "period_start": "2025-11-01", "period_end": "2025-11-30",
        "gross_pay": "33500.00 DKK", "net_pay": "19404.68 DKK",
    }  # fmt: skip


def test_given_the_addressee_of_a_letter_when_no_label_names_the_person_then_it_is_he(values, paper):
    paper.line(0.1, 0.1, "Sergei Tamm").line(0.1, 0.116, "Ribegade 17, 1. tv").line(
        0.1, 0.132, "2100 København Ø"
    )
    paper.line(0.1, 0.3, "Indkomstår: 2025")
    read = values("tax_statement", paper)
    assert (read["person_name"], read["year"]) == ("Sergei Tamm", "2025")


@pytest.mark.parametrize(
    ("label", "text", "field", "value"),
    [
        ("study_admission", "The offer is conditional upon your final grades.", "conditional", True),
        ("study_admission", "You are unconditionally admitted.", "conditional", False),
        ("language_test", "Resultat: ikke bestået", "passed", False),
        ("language_test", "Prøven er bestået", "passed", True),
        ("language_test", "Bevis for Prøve i Dansk 3", "test", "PD3"),
        ("citizenship_test", "Medborgerskabsprøven", "test", "medborgerskabsprøven"),
        ("citizenship_test", "Indfødsretspréven - resultat", "test", "indfødsretsprøven"),
        ("eu_residence_document", "Grundlag: studerende", "basis", "student"),
        ("eu_residence_document", "Bevis for tidsubegrænset ophold", "permanent", True),
        ("residence_permit", "MIDLERTIDIG", "permanent", False),
    ],
)
def test_given_a_wording_when_read_then_the_flag_it_settles(values, paper, label, text, field, value):
    assert values(label, paper.line(0.1, 0.2, text))[field] == value


def test_given_a_ticked_box_among_others_when_read_then_the_ticked_basis(values, paper):
    paper.line(0.1, 0.2, "☐ arbejdstager").line(0.1, 0.22, "☒ studerende").line(0.1, 0.24, "☐ familiemedlem")
    assert values("eu_residence_document", paper)["basis"] == "student"


def test_given_a_cpr_anywhere_when_read_then_it_stands_on_any_label(values, paper):
    assert values("payslip", paper.line(0.1, 0.2, "CPR-nr. 010190-1234"))["cpr"] == "0101901234"


def test_given_two_parents_with_a_label_each_when_read_then_both(values, paper):
    paper.line(0.1, 0.2, "Mutter: Claudia Feld").line(0.1, 0.23, "Vater: Sven Feld")
    assert values("birth_certificate", paper)["parent_names"] == ["Claudia Feld", "Sven Feld"]


def test_given_a_table_with_a_column_a_spouse_when_read_then_both_names(values, paper):
    paper.line(0.1, 0.2, "Ægtefæller").line(0.35, 0.2, "Katja Blom").line(0.65, 0.2, "Omar Idris")
    assert values("marriage_certificate", paper)["spouse_names"] == ["Katja Blom", "Omar Idris"]


def test_given_a_place_and_a_day_under_a_label_when_read_then_it_is_no_name(values, paper):
    paper.line(0.1, 0.8, "Udlejer").line(0.1, 0.82, "Odense, den 3. maj 2026")
    assert "landlord_name" not in values("lease", paper)


def test_given_two_days_with_a_dash_and_no_label_then_they_are_the_period(values, paper):
    paper.line(0.1, 0.1, "Kontooversigt").line(0.5, 0.1, "01.12.2025 - 31.12.2025")
    paper.line(0.1, 0.2, "Saldo 02.01.2026: 96.120,55")
    found = values("bank_statement", paper)
    assert (found["period_start"], found["period_end"]) == ("2025-12-01", "2025-12-31")


def test_given_two_days_with_words_between_then_they_are_no_period(values, paper):
    paper.line(0.1, 0.1, "Oprettet 01.12.2025 og rettet 31.12.2025")
    assert "period_start" not in values("bank_statement", paper)


def test_given_a_label_known_from_another_kind_of_paper_when_read_then_it_leads_here_too(values, paper):
    paper.line(0.1, 0.2, "Efternavn og fornavn").line(0.4, 0.2, "Omar Said")
    assert values("application_form", paper)["person_name"] == "Omar Said"


@pytest.mark.parametrize(
    ("said", "permanent"),
    [
        ("Indehaveren har ret til tidsubegrænset ophold i Danmark (bevis for tidsubegrænset ophold).", True),
        ("Efter fem år kan indehaveren søge om et bevis, der giver permanent residence i Danmark.", None),
        ("Indehaveren har ret til ophold i Danmark efter EU-reglerne som arbejdstager i landet her.", False),
    ],
)
def test_given_a_sentence_about_permanence_then_only_what_it_says_counts(values, paper, said, permanent):
    assert values("eu_residence_document", paper.line(0.1, 0.3, said)).get("permanent") is permanent


def test_given_a_form_without_its_date_then_neither_print_nor_birth_nor_entry_is_its_day(values, paper):
    paper.line(0.1, 0.02, "Udskrevet 27.03.2023 10:33").line(0.1, 0.06, "Ansøgning om dansk indfødsret")
    for row, (label, value) in enumerate(
        [("Navn", "Nabil Bouazza"), ("Fødselsdato", "1999-03-25"), ("Indrejsedato", "2026-03-09")]
    ):
        paper.line(0.1, 0.12 + row * 0.03, label).line(0.4, 0.12 + row * 0.03, value)
    read = values("application_form", paper)
    assert read["person_name"] == "Nabil Bouazza"
    assert "issue_date" not in read


def test_given_a_form_with_its_date_then_that_is_its_day(values, paper):
    paper.line(0.1, 0.02, "Udskrevet 27.03.2023 10:33").line(0.1, 0.06, "Navn").line(0.4, 0.06, "Bo Lind")
    paper.line(0.1, 0.6, "Dato").line(0.4, 0.6, "28.03.2023")
    assert values("application_form", paper)["issue_date"] == "2023-03-28"


def test_given_a_table_that_leans_then_what_stands_under_a_label_is_its_value(values, paper):
    fall = 0.035  # of the page, from the left edge to the right one

    def line(x: float, y: float, text: str) -> None:
        for word in text.split():
            paper.line(x, y + fall * x, word)
            paper.lines -= 1
            x += 0.0105 * len(word) + 0.0063
        paper.lines += 1

    line(0.1, 0.1, "1. Asmenys, sudarę santuoką")
    line(0.1, 0.113, "Daiva Ugnė Ramanauskaitė ir Donatas Norkus")
    line(0.1, 0.15, "10. Įregistravimo data")
    line(0.1, 0.163, "2022 m. spalio 30 d.")
    line(0.1, 0.2, "Santuokos įrašas sudarytas Gyventojų registre Vilniaus mieste")
    read = values("marriage_certificate", paper)
    assert read["spouse_names"] == ["Daiva Ugnė Ramanauskaitė", "Donatas Norkus"]
    assert read["marriage_date"] == "2022-10-30"


def test_given_a_short_contract_then_a_day_under_its_signatures_is_its_day(values, paper):
    paper.line(0.1, 0.1, "Ansat / Employee").line(0.5, 0.1, "Agnieszka Wilk")
    paper.line(0.1, 0.13, "Ansat fra / From").line(0.5, 0.13, "01-06-2026")
    paper.line(0.1, 0.48, "Virksomheden / Company").line(0.5, 0.48, "Den ansatte / Employee")
    paper.line(0.1, 0.495, "22-05-2026").line(0.5, 0.495, "22-05-2026")
    read = values("employment_contract", paper)
    assert (read["start_date"], read["issue_date"]) == ("2026-06-01", "2026-05-22")


def test_given_children_with_their_birthdays_then_each_is_a_child(values, paper):
    paper.line(0.1, 0.1, "Child 1: Luka Petrov, 3 May 2014")
    paper.line(0.1, 0.13, "Child 2: Mila Petrova, 12 Dec 2016")
    assert values("custody_or_consent", paper)["child_names"] == ["Luka Petrov", "Mila Petrova"]


def test_given_a_divorce_then_the_day_of_the_wedding_is_not_its_day(values, paper):
    paper.line(0.1, 0.1, "Bevilling til skilsmisse gives til").line(0.1, 0.12, "Ewa Malin og Bo Ipsen.")
    paper.line(
        0.1, 0.15, "Parterne blev gift den 30. august 2014. Ægteskabet ophører i dag, den 14. marts 2024."
    )
    assert values("divorce_decree", paper)["decree_date"] == "2024-03-14"


def test_given_two_names_over_a_day_of_the_next_row_then_the_day_does_not_make_them_a_place(values, paper):
    paper.line(0.1, 0.1, "Mellem").line(0.4, 0.1, "Edda Palsdottir og Runa Olafsdottir")
    paper.line(0.1, 0.116, "Ægteskabet er opløst den").line(0.4, 0.116, "2020-12-07")
    read = values("divorce_decree", paper)
    assert read["spouse_names"] == ["Edda Palsdottir", "Runa Olafsdottir"]
    assert read["decree_date"] == "2020-12-07"


def test_given_a_day_under_a_label_that_goes_on_then_it_is_not_the_childs(values, paper):
    paper.line(0.1, 0.2, "Date of birth").line(0.1, 0.215, "5 July 2021")
    paper.line(0.1, 0.3, "Date of birth of stepfather").line(0.1, 0.315, "23 January 1998")
    assert values("birth_certificate", paper)["birth_date"] == "2021-07-05"


def test_given_colons_read_as_letters_then_labels_are_found(values, new_paper):
    paper = (
        new_paper(source="ocr")
        .line(0.1, 0.2, "Start dates 15 June 2026")
        .line(0.1, 0.3, "Monthly renti 7.650,00 kr.")
    )
    read = values("lease", paper)
    assert (read["start_date"], read["monthly_rent"]) == ("2026-06-15", "7650.00 DKK")


def test_given_a_form_that_numbers_its_labels_without_a_stop_then_a_birth_is_still_not_its_day(values, paper):
    paper.line(0.1, 0.1, "Ansøgning om opholdsret").line(0.1, 0.13, "OD1")
    for y, label, value in (
        (0.2, "1 Navn", "Nabil Bouazza"),
        (0.24, "2 Fødselsdato", "25-03-1999"),
        (0.28, "3 Indrejsedato", "09-03-2026"),
        (0.32, "4 Nationalitet", "Marokko"),
    ):
        paper.line(0.1, y, label).line(0.1, y + 0.014, value)
    assert "issue_date" not in values("application_form", paper)


@pytest.mark.parametrize(
    ("rows", "balances"),
    [
        (("177.661,00", "16.051,00", "31.739,00"), {"123280.00 DKK"}),
        (("177.661,00",), {"123280.00 DKK", "177661.00 DKK"}),
    ],
)
def test_given_several_amounts_under_a_label_then_it_heads_a_table_and_leads_to_none(
    finder, paper, rows, balances
):
    for x, head in zip((0.1, 0.3, 0.5, 0.7), ("Bogført", "Tekst", "Beløb", "Saldo"), strict=True):
        paper.line(x, 0.2, head)
    for row, balance in enumerate(rows, 1):
        y = 0.2 + row * 0.018
        paper.line(0.1, y, f"{row}. april 2026").line(0.3, y, "Husleje").line(0.7, y, balance)
    sheet = sheet_of(paper.line(0.1, 0.4, "Indestående").line(0.3, 0.4, "123.280,00 kr.").read())
    form = Anchored(sheet, finder.phrases.hits(sheet, "bank_statement"))
    found = labelled_values(form, Context(latest_year=2041))
    assert {one.value for one in found if one.name == "closing_balance"} == balances


def test_given_amounts_under_each_other_that_have_labels_of_their_own_then_each_leads_to_its_own(
    finder, paper
):
    rows = (
        ("Rent payable monthly", "14,050 kr."),
        ("Heating per month", "425 kr."),
        ("Deposit", "16,900 kr."),
    )
    for row, (label, amount) in enumerate(rows):
        paper.line(0.5, 0.2 + row * 0.03, label).line(0.5, 0.213 + row * 0.03, amount)
    sheet = sheet_of(paper.read())
    form = Anchored(sheet, finder.phrases.hits(sheet, "lease"))
    found = labelled_values(form, Context(latest_year=2041))
    assert {one.value for one in found if one.name == "monthly_rent"} == {"14050.00 DKK"}
