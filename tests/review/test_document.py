"""One document: shown, and answered."""

import pytest

from flows.ledger.audit import read_audit
from flows.ledger.desk import view_case


def corrections(desk):
    return view_case(desk.ledger, desk.case_key).corrections


def test_given_a_doubtful_document_then_its_fields_lie_over_its_picture(desk, lease_path):
    page = desk.get(lease_path).text
    assert 'data-field="start_date" class="desk-box desk-box-doubtful"' in page
    assert "Choose the type first" in page


def test_given_a_document_that_is_looked_at_then_the_audit_says_who(desk, lease_path):
    desk.get(lease_path)
    newest = read_audit(desk.ledger, limit=1)[0]
    assert (newest.who, newest.what) == ("caseworker", "document.read")
    assert newest.about["upload_id"] in {
        one.upload_id for one in view_case(desk.ledger, desk.case_key).uploads
    }


def test_given_a_doubtful_type_then_nothing_is_chosen_beforehand(desk, lease_path):
    page = desk.get(lease_path).text
    assert "44 % sure" in page
    assert "checked" not in page


def test_given_a_doubtful_value_then_it_is_offered_but_not_filled_in(desk, lease_path):
    page = desk.get(f"{lease_path}/fields?label=lease").text
    assert 'data-takes="field-start_date" data-value="07.03.2026"' in page
    assert 'name="field.start_date" value=""' in page
    assert "0l.03.2026" in page


def test_given_a_field_that_the_verdict_could_not_rest_upon_then_it_stands_first(desk, lease_path):
    page = desk.get(f"{lease_path}/fields?label=lease").text
    assert 'desk-row-doubtful" id="row-address"' in page
    assert page.index('id="row-address"') < page.index('id="row-tenant_names"')


def test_given_a_sure_type_then_it_is_chosen_and_sure_values_are_filled_in(desk):
    page = desk.get(f"/cases/{desk.case_key}/documents/{'a' * 64}/1").text
    assert 'value="passport" required checked' in page
    assert 'value="07.04.1991"' in page


def test_given_a_picture_of_a_page_then_it_is_a_png_and_audited(desk):
    answer = desk.get(f"/cases/{desk.case_key}/uploads/{'b' * 64}/pages/1.png")
    assert answer.content.startswith(b"\x89PNG")
    assert read_audit(desk.ledger, limit=1)[0].what == "document.read"


@pytest.mark.parametrize(
    "path", ["/cases/{k}/documents/{x}/1", "/cases/{k}/uploads/{x}/pages/1.png", "/cases/none"]
)
def test_given_what_is_not_of_this_case_then_it_is_not_found(desk, path):
    assert desk.get(path.format(k=desk.case_key, x="c" * 64)).status_code == 404


def test_given_a_chosen_type_and_a_typed_value_then_both_are_kept(desk, lease_path, answer_lease):
    answer_lease(**{"field.start_date": "01.03.2026"})
    said = corrections(desk)[0]
    assert (said.label, said.pages, dict(said.fields)) == ("lease", (1, 2), {"start_date": "2026-03-01"})


def test_given_an_answer_then_the_case_is_being_screened_at_once(desk, answer_lease):
    answer_lease()
    assert "The case is being screened" in desk.get(f"/cases/{desk.case_key}").text
    assert "The case is being screened" in desk.get(f"/cases/{desk.case_key}/outcome").text


def test_given_a_new_verdict_when_the_page_asks_then_it_shows_it(desk, answer_lease, screened_again):
    answer_lease()
    screened_again()
    state = desk.get(f"/cases/{desk.case_key}/state?seen=1").text
    assert "Complete" in state
    assert "Show the case" in state


def test_given_nothing_new_when_the_page_asks_again_then_nothing_is_said(desk):
    answer = desk.get(f"/cases/{desk.case_key}/state?seen=1&shown=1-settled-free")
    assert (answer.status_code, answer.text) == (204, "")


def test_given_a_type_from_the_whole_list_then_it_is_kept(desk, answer_lease):
    answer_lease(label="another", other_label="landlord_declaration")
    assert corrections(desk)[0].label == "landlord_declaration"


def test_given_a_value_that_is_not_there_then_that_is_kept(desk, answer_lease):
    answer_lease(**{"absent.end_date": "1"})
    assert corrections(desk)[0].fields == {"end_date": None}


def test_given_a_doubtful_type_that_nobody_chose_then_nothing_is_kept(desk, answer_lease):
    answer = answer_lease(label="")
    assert (answer.status_code, corrections(desk)) == (422, ())
    assert "Choose the type of the document." in answer.text


def test_given_a_value_that_is_not_understood_then_nothing_is_kept_or_lost(desk, answer_lease):
    answer = answer_lease(**{"field.start_date": "soon", "field.address": "Vej 1"})
    assert (answer.status_code, corrections(desk)) == (422, ())
    assert 'value="soon"' in answer.text
    assert 'value="Vej 1"' in answer.text


def test_given_a_sure_value_that_was_emptied_then_the_page_asks_what_is_meant(desk, answer_lease):
    answer = answer_lease(**{"field.landlord_name": ""})
    assert answer.status_code == 422
    assert "The field is empty." in answer.text


def test_given_a_sure_document_that_is_sent_unchanged_then_there_is_nothing_to_keep(desk):
    fields = {"surname": "García López de los Ríos", "given_names": "María José", "birth_date": "07.04.1991"}
    path = f"/cases/{desk.case_key}/documents/{'a' * 64}/1"
    answer = desk.post(path, label="passport", **{f"field.{name}": value for name, value in fields.items()})
    assert answer.status_code == 422
    assert "You have changed nothing." in answer.text


def test_given_an_answered_document_then_the_person_stands_as_its_source(desk, lease_path, answer_lease):
    answer_lease(**{"field.start_date": "01.03.2026"})
    page = desk.get(lease_path).text
    assert 'value="lease" required checked' in page
    assert 'name="field.start_date" value="01.03.2026"' in page
    assert "chosen by a caseworker" in page
