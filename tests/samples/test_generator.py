"""The generator: pure, truthful, and apart between its splits."""

import re

import pytest

from pipeline.vocabulary import ANYWHERE, FIELDS, LABELS
from samples.document import SampleFile, Typeset
from samples.generator import labels, make_file, typeset
from samples.identity.mrz import check_digit
from samples.looks.families import NUMBERS


@pytest.fixture(scope="module", params=labels())
def printed(request: pytest.FixtureRequest) -> Typeset:
    return typeset(3, 1, "train", label=request.param)


def shown(document: Typeset, field: str) -> str:
    """The words whose middle lies in a box of the field, without blanks."""
    found = []
    for place in document.truth.field_boxes[field]:
        for word in document.truth.pages[place.page - 1].words:
            x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
            if place.box.x0 <= x <= place.box.x1 and place.box.y0 <= y <= place.box.y1:
                found.append(word.text)
    return "".join(found)


def test_every_label_of_the_contract_is_made():
    assert set(labels()) == set(LABELS)


def test_given_any_label_then_its_fields_are_the_contracts(printed: Typeset):
    assert set(printed.truth.fields) <= {*FIELDS[printed.truth.label], *ANYWHERE}


def test_given_any_label_then_every_printed_field_has_words_in_its_box(printed: Typeset):
    for field in printed.truth.field_boxes:
        if not field.startswith("signed_"):
            assert shown(printed, field), field


def test_given_names_and_addresses_then_their_box_holds_them_to_the_letter(printed: Typeset):
    """Right-to-left runs too: their words come from the writer, not from the PDF's order of signs."""
    plain = {"person_name", "landlord_name", "employer_name", "address", "institution", "host_name"}
    for field in plain & set(printed.truth.field_boxes) & set(printed.truth.fields):
        wanted = re.sub(r"[\s.]", "", str(printed.truth.fields[field]))
        assert wanted in re.sub(r"[\s.]", "", shown(printed, field))


def test_given_a_seed_and_an_index_then_the_same_bytes_come_twice():
    assert typeset(5, 2, "test", label="lease").pdf == typeset(5, 2, "test", label="lease").pdf


@pytest.mark.parametrize("way", ["scan", "scan_jpeg", "photo", "cropped"])
def test_given_a_capture_then_the_same_file_comes_twice(way: str):
    first, second = (make_file(5, 3, "train", label="national_id", way=way) for _ in range(2))
    assert first == second


def test_given_splits_then_no_family_stands_in_two():
    train, calibration, test = (set(NUMBERS[split]) for split in ("train", "calibration", "test"))
    assert not train & calibration | train & test | calibration & test


@pytest.fixture(scope="module")
def photo() -> SampleFile:
    return make_file(8, 4, "train", label="national_id", way="photo")


def test_given_a_card_before_the_camera_then_both_sides_lie_on_one_page(photo: SampleFile):
    assert len(photo.truth.pages) == 1
    assert {place.page for places in photo.truth.field_boxes.values() for place in places} == {1}


def test_given_a_passport_then_its_number_checks_in_its_zone():
    truth = typeset(9, 1, "train", label="passport").truth
    lines = [word.text for word in truth.pages[0].words if len(word.text) == 44]
    assert lines[1][9] == check_digit(lines[1][:9])
    assert lines[1][:9].rstrip("<") == truth.fields["document_number"]
