"""The truth of a file as one line of JSON; `docs/schemas/truth.json` tells its shape."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pipeline.records import Box, JsonValue
from samples.document import PageTruth, SampleFile, Truth

SCHEMA: Final = "sagsklar/truth/1"
_SCRIPTS: Final = {
    "ar": "Arab", "fa": "Arab", "uk": "Cyrl", "ru": "Cyrl", "bg": "Cyrl", "el": "Grek", "hi": "Deva",
    "zh": "Hans",
}  # fmt: skip


def script_of(language: str | None) -> str | None:
    """The script (ISO 15924) that a language is written in."""
    return _SCRIPTS.get(language, "Latn") if language else None


def _edges(box: Box) -> list[float]:
    return [round(edge, 4) for edge in (box.x0, box.y0, box.x1, box.y1)]


def _page(page: PageTruth) -> dict[str, Any]:
    return {
        "number": page.number,
        "turn": page.turn,
        "text": page.text,
        "words": [{"text": word.text, "box": _edges(word.box), "line": word.line} for word in page.words],
    }


def _document(truth: Truth) -> dict[str, Any]:
    places = {
        name: [{"page": one.page, "box": _edges(one.box)} for one in boxes]
        for name, boxes in truth.field_boxes.items()
    }
    return {
        "pages": [page.number for page in truth.pages],
        "label": truth.label,
        "kind": truth.kind,
        "language": truth.language,
        "script": script_of(truth.language),
        "state": truth.state,
        "family": truth.family,
        "fields": dict(truth.fields),
        "field_boxes": {name: boxes for name, boxes in places.items() if not name.startswith("signed_")},
        "signature_boxes": {name: boxes for name, boxes in places.items() if name.startswith("signed_")},
    }


def _pages(file: SampleFile) -> Iterator[PageTruth]:
    """The pages of the file; one that holds several documents carries the words of all."""
    found: dict[int, PageTruth] = {}
    for page in (page for document in file.documents for page in document.pages):
        known = found.get(page.number)
        found[page.number] = joined(known, page) if known else page
    yield from (found[number] for number in sorted(found))


def joined(first: PageTruth, second: PageTruth) -> PageTruth:
    """Two documents that share a page: the words of both, lines counted on."""
    after = max((word.line for word in first.words), default=-1) + 1
    moved = tuple(type(word)(word.text, word.box, word.line + after) for word in second.words)
    return PageTruth(first.number, (*first.words, *moved), first.turn)


def truth_line(file: SampleFile, made: Mapping[str, JsonValue]) -> dict[str, Any]:
    """All that is known of a file; `made` says from which seed and index it comes."""
    capture = file.capture
    return {
        "schema": SCHEMA,
        "file": file.name,
        "media_type": file.media_type,
        **made,
        "split": file.truth.split,
        "capture": {
            "way": capture.way,
            "strength": round(capture.strength, 3),
            "readable": capture.readable,
            "issues": list(capture.issues),
            "parameters": dict(capture.parameters),
        },
        "pages": [_page(page) for page in _pages(file)],
        "documents": [_document(truth) for truth in file.documents],
    }
