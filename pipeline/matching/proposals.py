"""Machine learning off: what a trained model says is a proposal; zones and check digits are believed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pipeline.matching.letters import agree
from pipeline.matching.names import tokens
from pipeline.matching.zone_names import names_in
from pipeline.records import (
    Alternative,
    ExtractedDocument,
    Field,
    InspectedPage,
    Inspection,
    Mrz,
)
from pipeline.vocabulary import ANYWHERE, FIELDS

_BY_CODE: Final = {
    "P": "passport",
    "V": "visa",
    "ID": "national_id",
    "IR": "residence_permit",
    "AR": "residence_permit",
}
"""Document code of a zone → label. Other codes of cards (`I`, `AC`) are used for several kinds."""
_SELF_PROVING: Final = frozenset({"iban"})
"""Values that are found only where their own check digits fit. A CPR number's need not (domain: 2007)."""


def proposed(inspection: Inspection) -> Inspection:
    """The upload with its labels and values as proposals, but for what a sound zone or check digits prove."""
    pages = {page.number: page for page in inspection.pages}
    documents = tuple(_proved(one) or _doubted(one, pages) for one in inspection.documents)
    return replace(inspection, documents=documents)


def _proved(document: ExtractedDocument) -> ExtractedDocument | None:
    """A travel document by its zone; None where no sound zone names its kind."""
    mrz = document.mrz
    label = _kind(mrz) if mrz is not None and mrz.valid else None
    if mrz is None or label is None:
        return None
    known = (*FIELDS[label], *ANYWHERE)
    fields = tuple(
        replace(one, accepted=one.accepted and _in_zone(one, mrz))
        for one in document.fields
        if one.name in known
    )
    return replace(
        document, label=label, confidence=1.0, alternatives=(), reasons=(), fields=fields, accepted=True
    )


def _kind(mrz: Mrz) -> str | None:
    if mrz.format == "IDFRA":
        return "national_id"
    code = mrz.lines[0][:2].rstrip("<")
    return _BY_CODE.get(code) or _BY_CODE.get(code[:1])


def _in_zone(field: Field, mrz: Mrz) -> bool:
    """Told by the zone itself; names also as printed, where the zone spells the same ones."""
    if field.name in ("surname", "given_names"):
        spelled = tokens(" ".join(names_in(mrz)))
        words = tokens(str(field.value))
        return bool(words) and all(any(agree(word, one) for one in spelled) for word in words)
    return field.source == "mrz" or field.name in _SELF_PROVING


def _doubted(document: ExtractedDocument, pages: Mapping[int, InspectedPage]) -> ExtractedDocument:
    """The model's label becomes the first of the alternatives; a page without a mark on it stays blank."""
    empty = all("blank" in pages[number].quality.issues for number in document.pages if number in pages)
    if document.label == "blank" and empty:
        return document
    own = () if document.label == "unknown" else (Alternative(document.label, document.confidence),)
    fields = tuple(
        replace(one, accepted=one.accepted and one.name in _SELF_PROVING) for one in document.fields
    )
    return replace(
        document, label="unknown", alternatives=(*own, *document.alternatives), fields=fields, accepted=False
    )
