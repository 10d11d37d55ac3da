"""Leases: tables, sentences, headings with sub-labels."""

from dataclasses import replace


def test_given_a_table_of_labels_and_values_when_read_then_all_fields(values, paper):
    rows = [("Udlejer", "Boligselskabet Havn A/S"), ("Lejer", "Anna Holm og Per Lund"),
            ("Lejemål", "Søndergade 4, 2. th, 8000 Aarhus C"), ("Overtagelse", "1. marts 2026"),
            ("Månedlig leje", "8.400,00 kr.")]  # fmt: skip
    for place, (label, value) in enumerate(rows):
        paper.line(0.1, 0.2 + place * 0.03, label).line(0.4, 0.2 + place * 0.03, value)
    assert values("lease", paper) == {
        "landlord_name": "Boligselskabet Havn A/S",
        "tenant_names": ["Anna Holm", "Per Lund"],
        "address": "Søndergade 4, 2. th, 8000 Aarhus C",
        "start_date": "2026-03-01",
        "monthly_rent": "8400.00 DKK",
    }


def test_given_label_and_value_on_one_line_when_read_then_the_value_after_the_colon(values, paper):
    paper.line(0.1, 0.2, "Tenant: Maria José García").line(0.1, 0.23, "Monthly rent: DKK 9,250.00")
    assert values("lease", paper) == {"tenant_names": ["Maria José García"], "monthly_rent": "9250.00 DKK"}


def test_given_a_value_under_its_label_when_read_then_it_is_found(values, paper):
    paper.line(0.1, 0.2, "Mieter").line(0.1, 0.22, "Jürgen Groß").line(0.5, 0.2, "Mietbeginn")
    paper.line(0.5, 0.22, "01.05.2026")
    assert values("lease", paper) == {"tenant_names": ["Jürgen Groß"], "start_date": "2026-05-01"}


def test_given_parties_told_in_a_sentence_over_two_lines_when_read_then_each_has_his_role(values, paper):
    paper.line(0.1, 0.2, "This agreement is made between Henrik Winther Holm (the “Landlord”) and Maria")
    paper.line(
        0.1, 0.215, "Lind (the “Tenant”). The tenancy starts on 1 February 2026 and ends on 31 January"
    )
    paper.line(0.1, 0.23, "2028 without further notice.")
    read = values("lease", paper)
    assert read == {
        "landlord_name": "Henrik Winther Holm", "tenant_names": ["Maria Lind"],
        "start_date": "2026-02-01", "end_date": "2028-01-31",
    }  # fmt: skip


def test_given_a_heading_with_sub_labels_when_read_then_the_name_under_it(values, paper):
    paper.line(0.1, 0.2, "Udlejer:").line(0.1, 0.22, "Navn: Karen Lund").line(0.1, 0.26, "Lejer:")
    paper.line(0.1, 0.28, "Navn: Omar Said")
    assert values("lease", paper) == {"landlord_name": "Karen Lund", "tenant_names": ["Omar Said"]}


def test_given_a_wrong_neighbour_when_read_then_it_is_refused(values, paper):
    paper.line(0.1, 0.2, "Lejer:").line(0.3, 0.2, "12.500,00 kr.")
    assert "tenant_names" not in values("lease", paper)


def test_given_the_street_and_the_town_on_two_lines_when_read_then_one_address(values, paper):
    paper.line(0.1, 0.2, "Lejemål").line(0.4, 0.2, "Søndergade 4, 2. th").line(0.4, 0.215, "8000 Aarhus C")
    assert values("lease", paper)["address"] == "Søndergade 4, 2. th, 8000 Aarhus C"


def test_given_an_unknown_label_when_read_then_its_likeliest_fields_are_proposals(extracted, paper):
    from pipeline.records import Alternative

    paper.line(0.1, 0.2, "Lejer: Anna Holm")
    found = extracted("unknown", paper, alternatives=(Alternative("lease", 0.4), Alternative("other", 0.2)))
    assert [(one.name, one.accepted) for one in found.fields] == [("tenant_names", False)]


def test_given_a_misread_label_on_a_scan_when_read_then_the_value_is_found(values, new_paper):
    paper = new_paper(source="ocr").line(0.1, 0.2, "Udlejeren: Karen Lund", 0.9)
    paper.line(0.1, 0.23, "Månedslcje: 7.500 kr.", 0.9)
    assert values("lease", paper) == {"landlord_name": "Karen Lund", "monthly_rent": "7500.00 DKK"}


def test_given_a_value_when_read_then_its_box_encloses_its_words_alone(extracted, paper):
    paper.line(0.1, 0.2, "Lejer: Anna Holm")
    field = extracted("lease", paper).field("tenant_names")
    words = [word.box for word in paper.words[1:]]
    assert (field.box.x0, field.box.x1, field.raw) == (words[0].x0, words[1].x1, "Anna Holm")


def test_given_badly_read_words_when_read_then_the_confidence_falls(extracted, new_paper):
    clear = new_paper(source="ocr").line(0.1, 0.2, "Lejer: Anna Holm", 0.99)
    faint = new_paper(source="ocr").line(0.1, 0.2, "Lejer: Anna Holm", 0.3)
    sure, unsure = (extracted("lease", one).field("tenant_names").confidence for one in (clear, faint))
    assert unsure < sure


def test_given_a_box_with_small_captions_side_by_side_then_each_leads_down(values, paper):
    def small(x: float, y: float, text: str) -> None:
        paper.line(x, y, text)
        for word in paper.words[-len(text.split()) :]:
            paper.words[paper.words.index(word)] = replace(
                word, box=replace(word.box, y1=word.box.y0 + 0.007)
            )

    paper.line(0.1, 0.1, "Udlejeren:")
    small(0.1, 0.12, "Navn")
    small(0.6, 0.12, "Evt. CVR-nr./reg.nr.")
    paper.line(0.1, 0.13, "Ejendomskontoret Havnen I/S").line(0.6, 0.13, "28 70 45 19")
    paper.line(0.1, 0.3, "Udlejer: Ja Nej")
    assert values("lease", paper)["landlord_name"] == "Ejendomskontoret Havnen I/S"


def test_given_a_plain_address_below_a_partys_name_then_it_is_not_the_home(values, paper):
    paper.line(0.1, 0.1, "Beliggende: Falen 18, 1. th, 5000 Odense C").line(0.1, 0.13, "Udlejeren:")
    paper.line(0.1, 0.15, "Navn").line(0.3, 0.15, "Ejendomskontoret Havnen I/S")
    paper.line(0.1, 0.17, "Adresse").line(0.3, 0.17, "Vestergade 62, 5000 Odense C")
    assert values("lease", paper)["address"] == "Falen 18, 1. th, 5000 Odense C"


def test_given_parties_told_in_a_sentence_with_their_address_then_the_name_alone(values, paper):
    paper.line(0.1, 0.1, "Between Grethe Lauridsen, Hasserisvej 130, 9000 Aalborg (“the owner”)")
    paper.line(0.1, 0.12, "and Samira Haddad and Youssef Haddad (“the tenants”).")
    read = values("lease", paper)
    assert read["landlord_name"] == "Grethe Lauridsen"
    assert read["tenant_names"] == ["Samira Haddad", "Youssef Haddad"]


def test_given_an_address_beside_its_label_then_the_label_under_it_is_no_part_of_it(values, paper):
    paper.line(0.1, 0.1, "Adresse").line(0.4, 0.1, "Banegade 87A, 5000 Odense C")
    paper.line(0.1, 0.116, "Datum des Einzugs").line(0.4, 0.116, "30.09.2025")
    assert values("landlord_declaration", paper)["address"] == "Banegade 87A, 5000 Odense C"
