"""Builds cases out of plain values, as if all had been read."""

import hashlib
from datetime import date
from typing import Any

from pipeline.records import (
    Alternative,
    Box,
    CaseFile,
    ExtractedDocument,
    Failure,
    Field,
    InspectedPage,
    Inspection,
    Person,
    Profile,
    Quality,
)
from pipeline.vocabulary import CARDS

RECEIVED = date(2026, 3, 2)
ADDRESS = "Nørrebrogade 12B, 3. tv, 2200 København N"
HOLDER = {"surname": "García López", "given_names": "María José", "birth_date": "1991-04-07"}
PLACE = Box(0.1, 0.1, 0.4, 0.13)


def someone(**told: Any) -> Person:
    known = {
        "id": "applicant",
        "role": "applicant",
        "nationality": "ESP",
        "sex": "F",
        "marital_status": "single",
    }
    return Person(**{**known, **HOLDER, **told})


CHILD = someone(
    id="child-1",
    role="child",
    given_names="Eva",
    surname="García",
    birth_date="2020-01-02",
    marital_status=None,
    other_parent="in_case",
    parents_married=True,
)
"""A married applicant's child that comes with both parents."""


def profile(*others: Person, **told: Any) -> Profile:
    known = {
        "case_id": "TEST-1",
        "municipality": "0101",
        "service": "dk-cpr-entry",
        "received": RECEIVED,
        "language": "en",
        "basis": "eu_worker",
        "stay_from": date(2026, 3, 1),
        "address": ADDRESS,
        "answers": {"housing": "lease"},
    }
    applicant = told.pop("applicant", someone())
    return Profile(**{**known, "persons": (applicant, *others), **told})


FLOOR = 0.9
"""Under it a label is in doubt."""


def read(name: str, value: Any, *, accepted: bool = True) -> Field:
    return Field(name, value, str(value), 0.95 if accepted else 0.4, accepted, 1, PLACE, "anchor")


def paper(label: str, *, confidence: float = 0.98, **fields: Any) -> ExtractedDocument:
    """A document of one page; a field given as `read(...)` stands as it is, None is left out."""
    plain = fields.pop("alternatives", {})
    found = {name: value if isinstance(value, Field) else read(name, value) for name, value in fields.items()}
    return ExtractedDocument(
        pages=(1,),
        label=label,
        confidence=confidence,
        alternatives=tuple(Alternative(other, share) for other, share in plain.items()),
        reasons=(),
        mrz=None,
        sides=("front", "back") if label in CARDS else None,
        fields=tuple(one for one in found.values() if one.value is not None or one.source == "person"),
        findings=(),
        accepted=label != "unknown" and confidence >= FLOOR,
    )


def upload(
    *documents: ExtractedDocument, file: str = "scan.pdf", language: str | None = "en", readable: bool = True
) -> Inspection:
    """The upload's digest comes from what it holds, never from its name."""
    page = InspectedPage(
        1,
        1000,
        1400,
        200.0,
        0,
        "ocr",
        "",
        language,
        "Latn",
        Quality(readable, 0.9 if readable else 0.1),
        "test",
    )
    digest = hashlib.sha256(repr((documents, language)).encode()).hexdigest()
    return Inspection(file, file, digest, 1000, "application/pdf", (page,), documents, None, 0.1, {})


def failed(code: str, file: str = "broken.pdf") -> Inspection:
    digest = hashlib.sha256(code.encode()).hexdigest()
    failure = Failure(code, "It failed.", "Send it again.")
    return Inspection(file, file, digest, 10, "application/pdf", (), (), failure, 0.1, {})


def case(*uploads: Inspection, who: Profile | None = None, **more: Any) -> CaseFile:
    who = who or profile()
    return CaseFile(who, uploads, more.pop("as_of", who.received), **more)


def passport(**fields: Any) -> ExtractedDocument:
    known = {"document_number": "XDA123456", "expiry_date": "2031-05-01", "nationality": "ESP"}
    return paper("passport", **{**HOLDER, **known, **fields})


def eu_document(**fields: Any) -> ExtractedDocument:
    known = {
        "person_name": "María José García López",
        "birth_date": "1991-04-07",
        "issue_date": "2026-02-20",
        "document_number": "EU-26-0001",
    }
    return paper("eu_residence_document", **{**known, **fields})


def lease(**fields: Any) -> ExtractedDocument:
    known = {
        "tenant_names": ["María José García López"],
        "landlord_name": "Bo Hansen",
        "address": ADDRESS,
        "start_date": "2026-03-01",
        "end_date": "2028-02-29",
        "signed_tenant": True,
        "signed_landlord": True,
    }
    return paper("lease", **{**known, **fields})


def permit(**fields: Any) -> ExtractedDocument:
    known = {
        "document_number": "DK0001",
        "issue_date": "2026-02-01",
        "expiry_date": "2028-02-01",
        "permit_kind": "Arbejde / Work",
        "permanent": False,
    }
    return paper("residence_permit", **{**HOLDER, **known, **fields})


def complete() -> tuple[Inspection, ...]:
    """All that the plain profile owes."""
    return (
        upload(passport(), file="pas.jpg"),
        upload(eu_document(), file="eu.pdf"),
        upload(lease(), file="lejekontrakt.pdf", language="da"),
    )
