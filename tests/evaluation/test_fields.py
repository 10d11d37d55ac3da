"""How found fields are counted against what a generated paper says."""

from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.benchmarks.boxes import letters_of, overlap
from evaluation.benchmarks.fields import answer, told, told_of_boxes, told_of_letters, values
from pipeline.records import Box, ExtractedDocument, Field

MADE = {
    "file": "000001-lease.png",
    "capture": {"way": "scan", "readable": True},
    "documents": [
        {
            "pages": [1],
            "label": "lease",
            "script": "Latn",
            "field_boxes": {
                "tenant_names": [
                    {"page": 1, "box": [0.2, 0.2, 0.3, 0.22]},
                    {"page": 1, "box": [0.2, 0.23, 0.3, 0.25]},
                ]
            },
            "signature_boxes": {},
            "fields": {
                "tenant_names": ["Ana Sol", "Bo Dal"],
                "monthly_rent": "8400.00 DKK",
                "signed_tenant": True,
            },
        }
    ],
}


def found(**said: object) -> list[ExtractedDocument]:
    fields = tuple(
        Field(
            name, value, str(value), 0.9, accepted=name != "signed_tenant", page=1, box=None, source="anchor"
        )
        for name, value in said.items()
    )
    return [
        ExtractedDocument(
            pages=(1,),
            label="lease",
            confidence=0.99,
            alternatives=(),
            reasons=(),
            mrz=None,
            sides=(),
            fields=fields,
            findings=(),
        )
    ]


def test_given_values_in_another_order_and_case_then_they_are_exact():
    rows = list(values(MADE, found(tenant_names=["Bo DAL", "Ana Sol"], monthly_rent="8400.00 DKK")))
    exact = {(row.group, row.name): row.exact for row in rows}
    assert exact["scan", "tenant_names"]
    assert exact["lease", "monthly_rent"]
    assert not exact["lease", "signed_tenant"]


def test_given_a_wrong_value_that_was_used_then_it_is_told():
    said = told(values(MADE, found(tenant_names=["Bo Dal"], signed_tenant=True)))
    assert "lease: exact 0 of 2" in said
    assert "used 1, of those wrong 1 of 1" in said
    assert "signed: found 1 of 1, 100.0% [2.5%, 100.0%], called empty 0" in said


def test_given_nothing_found_then_the_file_is_unknown():
    assert answer(Path("scan.pdf"), [])["label"] == "unknown"
    assert list(values(MADE, [])) != []


def test_given_a_signed_place_called_empty_then_it_is_told():
    assert "called empty 1" in told(values(MADE, found(signed_tenant=False)))


def test_given_a_document_on_other_pages_then_it_tells_nothing_of_this_one():
    elsewhere = [replace(one, pages=(2,)) for one in found(monthly_rent="8400.00 DKK")]
    assert not any(row.exact for row in values(MADE, elsewhere))


@pytest.mark.parametrize(
    ("box", "fits"),
    [
        (Box(0.2, 0.2, 0.3, 0.22), 1.0),  # one line of two
        (Box(0.2, 0.2, 0.3, 0.25), 1.0),  # both lines
        (Box(0.2, 0.2, 0.24, 0.22), 0.4),  # the first word of a name
        (Box(0.6, 0.2, 0.7, 0.22), 0.0),
    ],
)
def test_given_a_box_then_it_is_held_against_each_line_and_all_lines(box, fits):
    (document,) = found(tenant_names=["Ana Sol", "Bo Dal"])
    boxed = replace(document, fields=(replace(document.fields[0], box=box),))
    rows = list(values(MADE, [boxed]))
    assert rows[0].fit == pytest.approx(fits)
    assert next(told_of_boxes(rows)).startswith(
        f"boxes of right values that show them: {int(fits >= 0.5)} of 1"
    )


def test_given_names_then_they_are_told_by_their_letters():
    rows = list(values(MADE, found(tenant_names=["Ana Sol", "Bo Dal"])))
    assert list(told_of_letters(rows)) == ["names in ASCII: exact 1 of 1, 100.0% [2.5%, 100.0%]"]
    assert letters_of("person_name", "Søren Æbelø", "Latn") == "Latin beyond ASCII"
    assert letters_of("person_name", "Леся Українка", "Cyrl") == "Cyrl"
    assert letters_of("monthly_rent", "8400.00 DKK", "Latn") is None


def test_given_the_same_box_then_it_overlaps_wholly_and_apart_not_at_all():
    assert overlap(Box(0.1, 0.1, 0.2, 0.2), Box(0.1, 0.1, 0.2, 0.2)) == pytest.approx(1.0)
    assert overlap(Box(0.1, 0.1, 0.2, 0.2), Box(0.3, 0.1, 0.4, 0.2)) == 0.0
