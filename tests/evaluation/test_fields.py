"""How found fields are counted against what a generated paper says."""

from dataclasses import replace
from pathlib import Path

from evaluation.benchmarks.fields import answer, told, values
from pipeline.records import ExtractedDocument, Field

MADE = {
    "capture": {"way": "scan", "readable": True},
    "documents": [
        {
            "pages": [1],
            "label": "lease",
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
