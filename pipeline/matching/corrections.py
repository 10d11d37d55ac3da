"""What a person said about a document beats the machine."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.records import CaseFile, Correction, ExtractedDocument, Field, Inspection, JsonValue
from pipeline.vocabulary import ANYWHERE, FIELDS


def corrected(inspection: Inspection, corrections: Sequence[Correction]) -> Inspection:
    """The upload with every correction of its documents applied; a later one beats an earlier one."""
    own = [one for one in corrections if one.sha256 == inspection.sha256]
    if not own:
        return inspection
    documents = inspection.documents
    for correction in own:
        documents = tuple(
            _apply(document, correction) if document.pages == correction.pages else document
            for document in documents
        )
    return replace(inspection, documents=documents)


def of_this_case(case: CaseFile) -> Iterator[Inspection]:
    """Without documents that belong to another case: of a stranger's paper nothing stands in a verdict."""
    elsewhere = {(one.sha256, one.pages) for one in case.corrections if one.elsewhere}
    for inspection in case.inspections:
        own = tuple(one for one in inspection.documents if (inspection.sha256, one.pages) not in elsewhere)
        if own or not inspection.documents:
            yield replace(inspection, documents=own)


def _apply(document: ExtractedDocument, correction: Correction) -> ExtractedDocument:
    label = correction.label or document.label
    allowed = (*FIELDS.get(label, ()), *ANYWHERE)
    kept = (one for one in document.fields if one.name in allowed and one.name not in correction.fields)
    said = (
        _said(document, name, value) for name, value in sorted(correction.fields.items()) if name in allowed
    )
    fields = (*kept, *said)
    if correction.label is None:
        return replace(document, fields=fields)
    return replace(document, label=label, confidence=1.0, alternatives=(), fields=fields, accepted=True)


def _said(document: ExtractedDocument, name: str, value: JsonValue) -> Field:
    """A person's value; it keeps the place where the machine had looked, as proof to look at."""
    before = document.field(name)
    page, box = (before.page, before.box) if before else (document.pages[0], None)
    raw = "" if value is None else str(value)
    return Field(name, value, raw, 1.0, accepted=True, page=page, box=box, source="person")
