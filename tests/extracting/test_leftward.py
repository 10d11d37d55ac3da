"""Papers whose script runs to the left: values stand left of their labels, or follow them on the line."""

import pytest

BIRTH = "birth_certificate"


@pytest.fixture
def arabic(paper):
    """Rows with the label at the right edge and the value far to its left, laid out as they are seen."""
    paper.script = "Arab"
    for number, (value, label) in enumerate(
        [("حداد نور", "الاسم"), ("2019 مارس 3", "الميلاد تاريخ"), ("دمشق", "الولادة مكان")]
    ):
        paper.line(0.3, 0.2 + number * 0.05, value).line(0.75, 0.2 + number * 0.05, label)
    return paper


def test_given_labels_at_the_right_then_the_values_to_their_left_are_theirs(extracted, arabic):
    found = {field.name: field for field in extracted(BIRTH, arabic).fields}
    assert found["birth_date"].value == "2019-03-03"
    assert found["person_name"].value == "نور حداد"


def test_given_a_value_then_its_box_is_where_it_stands_on_the_page(extracted, arabic):
    day = next(one for one in extracted(BIRTH, arabic).fields if one.name == "birth_date")
    assert 0.29 < day.box.x0 < day.box.x1 < 0.6
