"""Whose a digital signature is, and what it says beside ink."""

from collections.abc import Callable

import pytest

from pipeline.extracting import FieldFinder, extract
from pipeline.records import Box, DigitalSignature, Document, ExtractedDocument, Reading, Upload

AT_LANDLORD, AT_TENANT = Box(0.12, 0.65, 0.38, 0.698), Box(0.57, 0.65, 0.83, 0.698)


def signature(
    signer: str | None = "Anna Holm", box: Box | None = None, state: str = "intact", **told: object
) -> DigitalSignature:
    facts = {"field": "Signature1", "page": 1, "whole": True, "time": None, "trusted": None, **told}
    return DigitalSignature(signer=signer, box=box, state=state, **facts)


@pytest.fixture
def read(finder: FieldFinder) -> Callable[..., ExtractedDocument]:
    def run(label: str, paper, *signatures: DigitalSignature) -> ExtractedDocument:
        upload = Upload("a.pdf", "a.pdf", "0" * 64, "application/pdf", b"")
        reading = Reading(upload, (paper.read(),), (), signatures)
        return extract(reading, (Document((1,), label, 0.9),), using=finder)[0]

    return run


@pytest.fixture
def lease(paper):
    """Two empty lines to sign on."""
    paper.line(0.1, 0.2, "Lejer: Anna Holm").line(0.1, 0.23, "Udlejer: Karen Lund")
    paper.rule(0.1, 0.4, 0.7).rule(0.55, 0.85, 0.7)
    return paper.line(0.1, 0.708, "Udlejer").line(0.55, 0.708, "Lejer")


@pytest.fixture
def statement(paper):
    """One empty line to sign on, whose signer is named."""
    paper.line(0.1, 0.2, "Navn: Anna Holm").line(0.1, 0.7, "Underskrift:")
    return paper.rule(0.25, 0.6, 0.712)


def said(document: ExtractedDocument, name: str) -> tuple[object, bool] | None:
    field = document.field(name)
    return None if field is None else (field.value, field.accepted)


@pytest.mark.parametrize(
    ("box", "signer", "tenant", "landlord"),
    [
        (AT_TENANT, "Penneo Specimen", (True, True), (False, True)),
        (AT_LANDLORD, "Penneo Specimen", (False, True), (True, True)),
        (None, "Anna Marie Holm", (True, True), (False, True)),
        (None, "KAREN LUND, Lund Ejendomme", (False, True), (True, True)),
        (None, "Penneo Specimen", (False, False), (False, False)),
    ],
)
def test_given_a_signature_then_place_or_name_tells_whose(read, lease, box, signer, tenant, landlord):
    document = read("lease", lease, signature(signer, box))
    assert (said(document, "signed_tenant"), said(document, "signed_landlord")) == (tenant, landlord)


def test_given_a_signature_where_it_is_seen_then_that_place_is_its_proof(read, lease):
    field = read("lease", lease, signature(box=AT_TENANT)).field("signed_tenant")
    assert (field.box, field.page, field.source, field.raw) == (AT_TENANT, 1, "signature", "Anna Holm")


def test_given_anothers_signature_at_the_place_then_a_person_looks(read, lease):
    document = read("lease", lease, signature("Karen Lund", AT_TENANT))
    assert said(document, "signed_tenant") == (True, False)


def test_given_the_forms_own_name_of_the_field_then_it_tells_whose(read, lease):
    document = read("lease", lease, signature("Penneo Specimen", field="Underskrift_lejer"))
    assert said(document, "signed_tenant") == (True, True)


@pytest.mark.parametrize("state", ["changed", "unproved"])
def test_given_a_signature_that_does_not_hold_then_it_is_never_used(read, lease, state):
    document = read("lease", lease, signature(box=AT_TENANT, state=state))
    assert said(document, "signed_tenant") == (True, False)
    assert document.field("signed_tenant").conflicts
    assert [one.code for one in document.findings] == ["suspected_alteration"] * (state == "changed")


def test_given_a_file_changed_since_then_it_is_found_also_where_nobody_signs(read, paper):
    document = read("bank_statement", paper.line(0.1, 0.1, "Kontoudtog"), signature(state="changed"))
    assert [one.code for one in document.findings] == ["suspected_alteration"]


def test_given_an_untrusted_certificate_then_a_person_looks(read, lease):
    document = read("lease", lease, signature(box=AT_TENANT, trusted=False))
    assert said(document, "signed_tenant") == (True, False)
    assert "root" in document.field("signed_tenant").conflicts[0]


def test_given_an_empty_field_then_the_place_is_empty(read, paper):
    paper.line(0.1, 0.2, "Navn: Anna Holm").line(0.1, 0.7, "Erklærende")
    document = read("sworn_statement", paper, signature(None, Box(0.1, 0.65, 0.3, 0.69), "empty"))
    assert said(document, "signed_declarant") == (False, True)


def test_given_an_empty_field_out_of_sight_then_nothing_is_said(read, paper):
    paper.line(0.1, 0.2, "Navn: Anna Holm")
    assert said(read("sworn_statement", paper, signature(None, None, "empty")), "signed_declarant") is None


def test_given_an_empty_field_under_ink_then_it_is_signed(read, statement):
    statement.ink(0.3, 0.71)
    document = read("application_form", statement, signature(None, Box(0.25, 0.66, 0.6, 0.712), "empty"))
    assert said(document, "signed_applicant") == (True, True)


def test_given_the_only_signer_by_another_certificate_then_a_person_looks(read, statement):
    assert said(read("application_form", statement, signature()), "signed_applicant") == (True, True)
    sealed = read("application_form", statement, signature("Penneo Specimen"))
    assert said(sealed, "signed_applicant") == (True, False)


def test_given_two_tenants_of_whom_one_signed_then_a_person_looks(read, paper):
    paper.line(0.1, 0.2, "Lejer 1: Anna Holm").line(0.1, 0.23, "Lejer 2: Jens Lund")
    one, other = signature(), signature("Jens Lund", field="Signature2")
    alone, both = read("lease", paper, one), read("lease", paper, one, other)
    assert alone.field("tenant_names").value == ["Anna Holm", "Jens Lund"]
    assert said(alone, "signed_tenant") == (True, False)
    assert said(both, "signed_tenant") == (True, True)
