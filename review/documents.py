"""One document as a person sees it: what was read, what is doubtful, what a person already said."""

from dataclasses import dataclass
from typing import Final, Literal

from flows.ledger.desk import CaseView, UploadView
from pipeline.errors import WrongUse
from pipeline.exchange import inspection_from_json
from pipeline.matching.corrections import corrected
from pipeline.matching.ownership import label_is_sure
from pipeline.records import Correction, ExtractedDocument, Field, InspectedPage, Inspection, JsonValue
from pipeline.vocabulary import ANYWHERE, FIELDS
from review.asked import Ask, asks
from review.values import Kind, kind_of
from review.words import Words

RowState = Literal["sure", "doubtful", "absent", "empty"]
DOUBTS: Final = frozenset({"low_confidence", "conflicting_fields"})


class DocumentMissing(WrongUse):
    """There is no such document in this case (any more)."""

    code = "document_missing"
    message = "The case has no such document."
    remedy = "Open it again from its case."


@dataclass(frozen=True, slots=True)
class Row:
    """One field in the form. `value` is None when nothing was read, or when it is not in the document.

    `state`: `sure` is shown filled in, `doubtful` is typed or taken over by hand, `absent` a person said.
    """

    name: str
    kind: Kind
    state: RowState
    field: Field | None

    @property
    def value(self) -> JsonValue:
        return self.field.value if self.field else None


@dataclass(frozen=True, slots=True)
class DocumentShown:
    """A document of a case with its upload.

    `read`: as the machine read it; `document`: with what persons `said` since. `doubted`: fields that keep a
    requirement open.
    """

    upload: UploadView
    inspection: Inspection
    document: ExtractedDocument
    read: ExtractedDocument
    said: Correction | None
    asked: tuple[Ask, ...]
    doubted: frozenset[str]

    @property
    def pages(self) -> tuple[InspectedPage, ...]:
        """The pages of this document only."""
        return tuple(page for page in self.inspection.pages if page.number in self.document.pages)

    @property
    def label_doubtful(self) -> bool:
        """The type must be chosen by hand: nothing is pre-accepted."""
        return not label_is_sure(self.document) or any(ask.kind == "label" for ask in self.asked)


def show_document(case: CaseView, sha256: str, first_page: int, words: Words) -> DocumentShown:
    """The document of a case that begins on that page of that upload. Raises DocumentMissing."""
    upload = next((one for one in case.uploads if one.sha256 == sha256), None)
    if upload is None or upload.inspection is None:
        raise DocumentMissing
    inspection = inspection_from_json(upload.inspection)
    now = corrected(inspection, case.corrections)
    both = zip(inspection.documents, now.documents, strict=True)
    read, document = next((pair for pair in both if pair[0].pages[0] == first_page), (None, None))
    if read is None or document is None:
        raise DocumentMissing
    return DocumentShown(
        upload=upload,
        inspection=inspection,
        document=document,
        read=read,
        said=next((one for one in case.corrections if (one.sha256, one.pages) == (sha256, read.pages)), None),
        asked=_asked_of(case, upload, read, words),
        doubted=_doubted(case, upload, read),
    )


def _asked_of(case: CaseView, upload: UploadView, read: ExtractedDocument, words: Words) -> tuple[Ask, ...]:
    """What the current verdict asks about this document; nothing while a newer one is being made."""
    if case.screening is None or not case.settled:
        return ()
    every = asks(case.case_key, case.screening.verdict, words)
    return tuple(
        ask for ask in every if ask.file == upload.name and (ask.page is None or ask.page in read.pages)
    )


def _doubted(case: CaseView, upload: UploadView, read: ExtractedDocument) -> frozenset[str]:
    """The fields that the current verdict could not rest upon."""
    if case.screening is None or not case.settled:
        return frozenset()
    every = case.screening.verdict["requirements"]
    findings = [
        one for open_one in every if open_one["status"] == "uncertain" for one in open_one["findings"]
    ]
    return frozenset(
        one["field"]
        for one in findings
        if one["field"] and one["code"] in DOUBTS and one["file"] == upload.name and one["page"] in read.pages
    )


def rows(shown: DocumentShown, label: str) -> tuple[Row, ...]:
    """The form's fields for a label: doubtful ones first, then in the contract's order."""
    names = [*FIELDS[label], *(name for name in ANYWHERE if shown.document.field(name))]
    found = [_row(shown, name) for name in names]
    return tuple(sorted(found, key=lambda row: row.state != "doubtful"))


def _row(shown: DocumentShown, name: str) -> Row:
    field = shown.document.field(name)
    return Row(name, kind_of(name), _state(field, doubted=name in shown.doubted), field)


def _state(field: Field | None, *, doubted: bool) -> RowState:
    if field is not None and field.source == "person":
        return "absent" if field.value is None else "sure"
    if doubted:
        return "doubtful"
    if field is None or field.value is None:
        return "empty"
    return "sure" if field.accepted else "doubtful"
