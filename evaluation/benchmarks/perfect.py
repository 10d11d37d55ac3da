"""Perfect reading: the inspections that a reader without any fault would give of a planned case."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pipeline.records import (
    Alternative,
    ExtractedDocument,
    Failure,
    Field,
    Finding,
    InspectedPage,
    Inspection,
    JsonValue,
    Quality,
)
from samples.applications.application import Application
from samples.applications.flaws import LOST, UNUSABLE
from samples.applications.planning import Planned
from samples.applications.sending import Sent, sides_of

_NOT_FINAL: Final = frozenset({"booking", "advert"})
_MEANT: Final = "lease"
"""What a booking or an advertisement is sent for."""


def inspections(application: Application, uploads: Sequence[Mapping[str, Any]]) -> tuple[Inspection, ...]:
    """One an upload, from what was planned (`planned_uploads`)."""
    pairs = list(zip(application.files, uploads, strict=True))
    texts = {
        paper.key: " ".join(map(str, told["fields"].values()))
        for sent, upload in pairs
        for paper, told in zip(sent.papers, upload["documents"], strict=False)
    }
    return tuple(_inspection(sent, upload, texts) for sent, upload in pairs)


def _inspection(sent: Sent, upload: Mapping[str, Any], texts: Mapping[str, str]) -> Inspection:
    told = upload["documents"]
    documents = tuple(_document(paper, one) for paper, one in zip(sent.papers, told, strict=False) if told)
    failure = None
    if sent.condition in UNUSABLE:
        failure = Failure(sent.condition, "It can't be opened.", "Send it again.")
    content = repr([(one.label, one.sides, one.fields, one.pages, one.findings) for one in documents])
    own = (
        content if documents else f"{sent.condition} {sent.name}"
    )  # a file that says nothing is known by its name alone
    return Inspection(
        file=sent.name,
        upload_name=sent.name,
        sha256=hashlib.sha256(own.encode()).hexdigest(),
        bytes=1000,
        media_type=sent.media_type,
        pages=tuple(_pages(sent, told, texts)),
        documents=documents,
        failure=failure,
        seconds=0.0,
        versions={},
    )


def _pages(
    sent: Sent, told: Sequence[Mapping[str, Any]], texts: Mapping[str, str]
) -> Iterator[InspectedPage]:
    """Pages whose text holds the values alone; a translation's holds those of its original too."""
    for paper, document in zip(sent.papers, told, strict=False):
        readable = paper.condition not in LOST
        issues = ("cut_off",) if paper.condition == "cut_off" else ()
        for number in document["pages"]:
            quality = Quality(readable, 1.0 if readable else 0.1, issues)
            text = " ".join(texts.get(key, "") for key in (paper.key, paper.of))
            language = paper.language if readable else None
            yield InspectedPage(
                number, 1654, 2339, 200.0, 0, "ocr", text, language, "Latn", quality, "perfect"
            )


def _document(paper: Planned, told: Mapping[str, Any]) -> ExtractedDocument:
    pages = tuple(told["pages"])
    lost = paper.condition in LOST
    label = "unknown" if lost or paper.doubtful else told["label"]
    sides = sides_of(paper)
    return ExtractedDocument(
        pages=pages,
        label=label,
        confidence=0.99 if label != "unknown" else 0.6,
        alternatives=_alternatives(paper),
        reasons=(),
        mrz=None,
        sides=tuple(sides) if sides and not lost else None,
        fields=tuple(_field(name, value, pages[0]) for name, value in _values(paper, told["fields"])),
        findings=tuple(_findings(paper, pages[-1])),
        accepted=label != "unknown",
    )


def _values(paper: Planned, printed: Mapping[str, JsonValue]) -> Iterator[tuple[str, JsonValue]]:
    """What stands in print, and what such a reader sees to be left out."""
    yield from printed.items()
    if paper.condition == "sound" and not paper.draft:
        yield from ((name, None) for name in paper.absent if name not in printed)


def _alternatives(paper: Planned) -> tuple[Alternative, ...]:
    if paper.doubtful:
        return (Alternative(paper.label, 0.6),)
    if paper.draft:
        return (Alternative(paper.label, 0.2),)
    return (Alternative(_MEANT, 0.2),) if paper.kind in _NOT_FINAL else ()


def _findings(paper: Planned, page: int) -> Iterator[Finding]:
    if paper.draft or paper.kind in _NOT_FINAL:
        yield Finding("not_final", page=page)
    if paper.condition == "last_page_lost":
        yield Finding("page_missing", page=page)
    if paper.copy or paper.facts.get("notarised") is False:
        yield Finding("original_required", page=page)


def _field(name: str, value: JsonValue, page: int) -> Field:
    return Field(
        name,
        value,
        "" if value is None else str(value),
        1.0,
        accepted=True,
        page=page,
        box=None,
        source="rule",
    )
