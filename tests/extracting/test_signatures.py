"""Whose place, and is there ink."""

import cv2
import pytest

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.consistency import without_days_of_others
from pipeline.extracting.layout import sheet_of
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.signatures import signing_days


def contract(paper):
    """Two places side by side: role under the line."""
    paper.line(0.1, 0.2, "Lejer: Anna Holm").line(0.1, 0.23, "Udlejer: Karen Lund")
    paper.rule(0.1, 0.4, 0.7).rule(0.55, 0.85, 0.7).line(0.1, 0.708, "Udlejer").line(0.55, 0.708, "Lejer")
    return paper


@pytest.mark.parametrize(
    ("strokes", "landlord", "tenant"),
    [((), False, False), ((0.12,), True, False), ((0.6,), False, True), ((0.12, 0.6), True, True)],
)
def test_given_lines_with_roles_under_them_when_read_then_ink_tells_who_signed(
    values, paper, strokes, landlord, tenant
):
    for x in strokes:
        contract(paper).ink(x, 0.695)
    read = values("lease", contract(paper))
    assert (read["signed_landlord"], read["signed_tenant"]) == (landlord, tenant)


def test_given_no_place_to_sign_when_read_then_nothing_is_said(values, paper):
    paper.line(0.1, 0.2, "Lejer: Anna Holm")
    assert not {"signed_tenant", "signed_landlord"} & set(values("lease", paper))


def test_given_a_label_with_a_line_beside_it_when_signed_then_true(values, paper):
    paper.line(0.1, 0.2, "Navn: Anna Holm").line(0.1, 0.7, "Underskrift:").rule(0.25, 0.6, 0.712).ink(
        0.3, 0.71
    )
    assert values("application_form", paper)["signed_applicant"] is True


def test_given_a_label_with_an_empty_line_beside_it_when_read_then_false(values, paper):
    paper.line(0.1, 0.2, "Navn: Anna Holm").line(0.1, 0.7, "Underskrift:").rule(0.25, 0.6, 0.712)
    assert values("application_form", paper)["signed_applicant"] is False


def test_given_a_typed_name_over_the_line_when_read_then_it_is_no_signature(values, paper):
    paper.line(0.55, 0.685, "Anna Holm")
    assert values("lease", contract(paper))["signed_tenant"] is False


def test_given_a_red_stamp_when_read_then_it_is_no_signature(values, paper):
    contract(paper).ink(0.6, 0.695, colour=(220, 20, 30))
    assert values("lease", paper)["signed_tenant"] is False


def test_given_names_under_the_lines_when_read_then_the_names_tell_whose(values, paper):
    paper.line(0.1, 0.1, "Arbejdsgiver: Limfjord Data ApS").line(0.1, 0.13, "Medarbejder: Sanne Vries")
    paper.rule(0.1, 0.4, 0.7).rule(0.55, 0.85, 0.7).ink(0.6, 0.695)
    paper.line(0.1, 0.708, "Limfjord Data ApS, Jesper Ring").line(0.55, 0.708, "Sanne Vries")
    read = values("employment_contract", paper)
    assert (read["signed_employer"], read["signed_employee"]) == (False, True)


def test_given_a_closing_with_ink_over_the_typed_name_when_read_then_signed(values, paper):
    paper.line(0.1, 0.5, "Med venlig hilsen").ink(0.1, 0.545).line(0.1, 0.56, "Oliver Lund, leder")
    assert values("employer_letter", paper)["signed_employer"] is True


def test_given_a_table_of_parties_when_nothing_is_signed_there_then_it_is_no_place(values, paper):
    for y in (0.2, 0.225, 0.25, 0.275):
        paper.rule(0.08, 0.9, y)
    paper.line(0.1, 0.208, "Lejer").line(0.5, 0.208, "Anna Holm").line(0.1, 0.233, "Udlejer").line(
        0.5, 0.233, "Karen Lund"
    )
    assert not {"signed_tenant", "signed_landlord"} & set(values("lease", paper))


@pytest.mark.parametrize("signed", [True, False])
def test_given_a_frame_with_the_role_at_its_foot_when_read_then_ink_in_it_tells(values, paper, signed):
    paper.rule(0.1, 0.4, 0.65).rule(0.1, 0.4, 0.712).line(0.11, 0.697, "Underskrift logivært")
    assert (
        values("landlord_declaration", paper.ink(0.15, 0.685) if signed else paper)["signed_host"] is signed
    )


def test_given_running_text_that_names_the_parties_when_read_then_it_is_no_place(values, paper):
    paper.line(
        0.1, 0.7, "Opsigelse sker skriftligt til den anden part efter lejelovens regler om varsler, og"
    )
    paper.line(0.1, 0.714, "lejer og udlejer")
    assert not {"signed_tenant", "signed_landlord"} & set(values("lease", paper))


@pytest.mark.parametrize(("colour", "signed"), [((30, 60, 160), True), ((20, 20, 20), False)])
def test_given_a_name_read_over_the_line_when_in_a_pens_blue_then_it_is_a_signature(
    values, new_paper, colour, signed
):
    paper = contract(new_paper(source="ocr"))
    paper.line(0.6, 0.675, "Holmberg", 0.95)
    cv2.putText(paper.picture, "Holmberg", (600, 962), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 0.9, colour, 1)
    assert values("lease", paper)["signed_tenant"] is signed


def test_given_a_numbered_heading_alone_when_its_room_is_empty_then_nothing_is_said(values, paper):
    paper.line(0.1, 0.2, "Oversætter: Kirsten Holm").line(0.1, 0.5, "6 UNDERSKRIFT")
    paper.line(0.1, 0.53, "Udstedelsesdato").line(0.4, 0.53, "07.09.2023").ink(0.12, 0.66)
    assert "signed_translator" not in values("translation", paper.line(0.1, 0.67, "Onderskrift og søgt"))


def test_given_rays_of_a_printed_ground_when_read_then_they_are_no_signature(values, paper):
    contract(paper)
    for x in (80, 300, 520, 640, 700, 820, 960):
        cv2.line(paper.picture, (x, 860), (x + 110, 1120), (120, 110, 90), 2)
    read = values("lease", paper)
    assert (read["signed_landlord"], read["signed_tenant"]) == (False, False)


def test_given_rays_behind_a_hand_when_read_then_it_is_still_a_signature(values, paper):
    contract(paper).ink(0.6, 0.695)
    cv2.line(paper.picture, (560, 860), (660, 1120), (120, 110, 90), 2)
    assert values("lease", paper)["signed_tenant"] is True


def test_given_a_closing_over_the_employers_line_when_it_is_signed_then_the_line_tells(values, paper):
    paper.line(0.1, 0.5, "Med venlig hilsen").rule(0.55, 0.85, 0.6).ink(0.6, 0.595)
    paper.line(0.55, 0.608, "Kirsten Holm").line(0.55, 0.622, "For arbejdsgiver")
    assert values("employer_letter", paper)["signed_employer"] is True


def test_given_a_ruled_heading_over_the_place_when_it_is_signed_then_the_heading_is_no_place(values, paper):
    paper.line(0.4, 0.08, "Part C - Signature").rule(0.1, 0.9, 0.095)
    paper.line(0.1, 0.5, "Part C - Signature").rule(0.1, 0.9, 0.515)
    paper.line(0.12, 0.53, "I consent to the authority obtaining the information needed.")
    paper.rule(0.1, 0.4, 0.65).ink(0.15, 0.645).line(0.1, 0.658, "Signature of applicant")
    assert values("application_form", paper)["signed_applicant"] is True


def test_given_a_hand_where_no_words_say_so_when_the_known_place_is_empty_then_a_person_looks(
    extracted, paper
):
    contract(paper).ink(0.6, 0.8)
    field = extracted("lease", paper).field("signed_tenant")
    assert (field.value, field.accepted) == (False, False)


def test_given_a_dark_ground_all_over_when_it_runs_through_the_place_then_a_person_looks(extracted, paper):
    contract(paper)
    for y in range(0, paper.picture.shape[0], 24):
        for x in range(0, paper.picture.shape[1], 24):
            cv2.circle(paper.picture, (x, y), 9, (30, 30, 30), 1)
    assert not extracted("lease", paper).field("signed_tenant").accepted


def test_given_a_light_ground_all_over_when_signed_upon_then_it_is_a_signature(extracted, paper):
    for y in range(0, paper.picture.shape[0], 24):
        for x in range(0, paper.picture.shape[1], 24):
            cv2.circle(paper.picture, (x, y), 9, (205, 205, 205), 1)
    read = {
        one.name: (one.value, one.accepted)
        for one in extracted("lease", contract(paper).ink(0.6, 0.695)).fields
    }
    assert (read["signed_landlord"], read["signed_tenant"]) == ((False, True), (True, True))


def test_given_a_name_and_its_role_under_a_wide_line_when_signed_then_true(values, paper):
    for y, name, role in ((0.4, "Karen Lund", "Fremlejegiver"), (0.5, "Anna Holm", "Fremlejetager")):
        paper.ink(0.12, y - 0.006).rule(0.08, 0.92, y).line(0.08, y + 0.004, name).line(0.08, y + 0.018, role)
    paper.line(0.08, 0.9, "Side 1 af 1")
    read = values("sublease", paper)
    assert (read["signed_landlord"], read["signed_tenant"]) == (True, True)


def ends_with(paper, *lines: str):
    paper.line(0.1, 0.1, "Lejekontrakt").line(0.1, 0.2, "Lejer: Anna Holm").line(
        0.1, 0.23, "Udlejer: Karen Lund"
    )
    for row, text in enumerate(lines):
        paper.line(0.1, 0.5 + row * 0.03, text)
    return paper


def noticed(document) -> list[str]:
    return [one.code for one in document.findings]


def test_given_a_contract_that_nowhere_speaks_of_signing_then_the_page_to_sign_is_missing(extracted, paper):
    assert noticed(extracted("lease", ends_with(paper, "Husdyr kræver tilladelse."))) == ["page_missing"]


@pytest.mark.parametrize(
    "words", ["Underskrift", "Dokumentet er underskrevet digitalt.", "Penneo dokumentnøgle: A1"]
)
def test_given_any_word_for_signing_then_a_person_looks_for_it(extracted, paper, words):
    assert noticed(extracted("lease", ends_with(paper, words))) == []


def test_given_a_hand_without_words_then_no_page_is_called_missing(extracted, paper):
    assert noticed(extracted("lease", ends_with(paper, "Husdyr kræver tilladelse.").ink(0.3, 0.7))) == []


def test_given_a_row_that_names_a_party_then_a_ground_over_it_is_no_signature(values, paper):
    paper.rule(0.1, 0.4, 0.19).line(0.1, 0.2, "Lejer").line(0.45, 0.2, "Anna Holm").ink(0.2, 0.195)
    paper.line(0.1, 0.23, "Udlejer").line(0.45, 0.23, "Karen Lund").line(
        0.1, 0.8, "Husdyr kræver tilladelse."
    )
    assert "signed_tenant" not in values("lease", paper)


def test_given_a_remark_in_brackets_when_it_speaks_of_a_signature_then_it_is_no_place(values, paper):
    paper.line(0.1, 0.3, "[Coat of arms]").line(0.1, 0.4, "[Signature illegible]")
    paper.rule(0.1, 0.4, 0.7).line(0.1, 0.708, "Sworn translator").ink(0.15, 0.695)
    assert values("translation", paper)["signed_translator"] is True


def test_given_a_scribble_that_stands_on_the_line_when_read_then_the_line_does_not_swallow_it(values, paper):
    paper.line(0.1, 0.2, "Navn: Anna Holm").rule(0.1, 0.4, 0.7).line(0.1, 0.708, "Ansøgers underskrift")
    assert values("application_form", paper.scribble(0.15, 0.7))["signed_applicant"] is True


@pytest.mark.parametrize(("confidence", "signed"), [(0.82, True), (1.0, False)])
def test_given_a_word_that_the_layer_lacks_when_read_in_doubt_over_the_place_then_it_is_a_hand(
    values, paper, confidence, signed
):
    paper.source = "mixed"
    paper.line(0.1, 0.2, "Navn: Anna Holm").rule(0.1, 0.4, 0.7).line(0.1, 0.708, "Ansøgers underskrift")
    paper.ink(0.15, 0.695, colour=(0, 0, 0)).line(0.145, 0.682, "Crancmuinwertss", confidence)
    assert values("application_form", paper)["signed_applicant"] is signed


def test_given_a_row_that_names_the_firm_when_its_place_has_no_line_then_the_row_is_no_place(values, paper):
    paper.line(0.1, 0.1, "Employee").line(0.1, 0.115, "Sanne Vries")
    paper.line(0.55, 0.1, "Company registration").line(0.55, 0.115, "12345674").rule(0.55, 0.75, 0.096)
    paper.line(0.1, 0.7, "For the employer").ink(0.1, 0.69)
    assert values("employment_contract", paper)["signed_employer"] is True


def test_given_a_typed_name_far_over_its_caption_when_there_is_ink_over_the_name_then_signed(values, paper):
    paper.line(0.1, 0.67, "Kirsten Birgitte").line(0.1, 0.688, "Andersen").line(0.1, 0.708, "Underskrift")
    assert values("landlord_declaration", paper)["signed_host"] is False
    assert values("landlord_declaration", paper.ink(0.1, 0.66))["signed_host"] is True


def test_given_a_role_with_one_letter_misread_when_signed_then_it_is_still_whose(values, paper):
    paper.source = "ocr"
    paper.rule(0.1, 0.4, 0.7).line(0.1, 0.708, "For the fandlord").ink(0.12, 0.695)
    assert values("lease", paper)["signed_landlord"] is True


def test_given_a_name_read_in_part_at_the_foot_of_a_frame_when_signed_over_it_then_true(values, paper):
    paper.line(0.1, 0.6, "Underskrevet den 26.06.2020").rule(0.1, 0.4, 0.63).rule(0.1, 0.4, 0.722)
    paper.line(0.11, 0.69, "Gro").line(0.11, 0.704, "Lønmodtager").ink(0.15, 0.675)
    assert values("employment_contract", paper)["signed_employee"] is True


@pytest.mark.parametrize(("signed", "accepted"), [(False, False), (True, True)])
def test_given_a_round_stamp_at_the_place_when_nothing_else_is_there_then_a_person_looks(
    extracted, paper, signed, accepted
):
    paper.rule(0.1, 0.5, 0.7).line(0.1, 0.708, "Oversætterens underskrift").stamp(0.18, 0.665)
    if signed:
        paper.ink(0.3, 0.695)
    field = extracted("translation", paper).field("signed_translator")
    assert (field.value, field.accepted) == (True, accepted)


def test_given_an_empty_line_when_a_round_stamp_stands_beside_it_then_a_person_looks(extracted, paper):
    paper.rule(0.1, 0.4, 0.7).line(0.1, 0.708, "Oversætterens underskrift").stamp(0.52, 0.68)
    assert not extracted("translation", paper).field("signed_translator").accepted


def test_given_the_known_name_far_over_its_caption_when_there_is_ink_over_the_name_then_signed(values, paper):
    paper.line(0.1, 0.2, "Navn: Goran Jurić").rule(0.1, 0.4, 0.66)
    paper.line(0.1, 0.668, "Goran Jurić").line(0.1, 0.688, "Signature of declarant")
    assert values("sworn_statement", paper.ink(0.12, 0.655))["signed_declarant"] is True


@pytest.mark.parametrize("strokes", [(0.6,), (0.66,)])
def test_given_two_places_of_one_signer_when_one_is_empty_then_not_all_have_signed(values, paper, strokes):
    for y in (0.6, 0.66):
        paper.line(0.1, y, "Lejers underskrift:").rule(0.35, 0.7, y + 0.012)
    for y in strokes:
        paper.ink(0.4, y + 0.01)
    assert values("lease", paper)["signed_tenant"] is False


@pytest.mark.parametrize("line", ["Signed in Copenhagen on 02 Apr 2026", "Underskrevet den 02.04.2026"])
def test_given_a_day_on_which_people_signed_then_no_term_is_proposed_by_it(paper, line):
    paper.line(0.1, 0.2, "From 26.03.2026").line(0.1, 0.5, line)
    signing = signing_days([sheet_of(paper.read())], Context(latest_year=2041))
    assert " ".join(word.text for word in paper.words if word in signing) in line
    began, ended = (
        Candidate(name, "2026-04-02", "02.04.2026", (word,), 1, 0.9, "model")
        for name, word in (("start_date", paper.words[1]), ("end_date", next(iter(signing))))
    )
    assert without_days_of_others([began, ended], signing, ()) == [began]
