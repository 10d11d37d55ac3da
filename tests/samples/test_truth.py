"""The truth of printed documents, read again by a library that did not make them (poppler)."""

import re
import subprocess
from html import unescape
from pathlib import Path

import pytest

from pipeline.records import Box
from samples.document import FieldBox, Typeset
from samples.generator import typeset
from samples.writing.content_files import kinds
from samples.writing.printing import printed
from samples.writing.values import Value

_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
SLACK = 0.006
STYLES = range(12)
LABELS = sorted(label for label in kinds() if label not in {"blank", "photo_portrait", "other"})


def words_of(pdf: bytes, folder: Path) -> list[list[tuple[Box, str]]]:
    """Page by page, each word and where poppler sees it."""
    path = folder / "document.pdf"
    path.write_bytes(pdf)
    shown = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = []
    for width, height, body in _PAGE.findall(shown):
        wide, high = float(width), float(height)
        pages.append(
            [
                (
                    Box(
                        *(
                            min(1.0, max(0.0, float(v) / s))
                            for v, s in zip(edges, (wide, high) * 2, strict=True)
                        )
                    ),
                    unescape(text),
                )
                for *edges, text in _WORD.findall(body)
            ]
        )
    return pages


def inside(word: Box, place: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return place.x0 - SLACK <= x <= place.x1 + SLACK and place.y0 - SLACK <= y <= place.y1 + SLACK


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00a0\u00ad-]", "", text).casefold()


def shown(boxes: tuple[FieldBox, ...], pages: list[list[tuple[Box, str]]]) -> str:
    return squeezed(
        "".join(text for one in boxes for word, text in pages[one.page - 1] if inside(word, one.box))
    )


SHAPES = {"date": r"\d{4}-\d\d-\d\d", "amount": r"-?\d+\.\d\d [A-Z]{3}", "address": r".+, \d{4} .+"}


def ways_to_print(value: str, language: str) -> set[str]:
    """How a value may stand on paper."""
    kind = next((kind for kind, shape in SHAPES.items() if re.fullmatch(shape, value)), "text")
    return {squeezed(printed(Value(kind, value), language, style)) for style in STYLES}  # type: ignore[arg-type]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("number", [0, 2])
def test_given_a_danish_or_english_document_then_every_field_stands_in_its_box(
    label: str, number: int, tmp_path: Path
):
    document = typeset(23, number, "train", label=label)
    pages = words_of(document.pdf, tmp_path)
    for name, value in document.truth.fields.items():
        if isinstance(value, str) and name in document.truth.field_boxes and _comparable(document, name):
            found = shown(document.truth.field_boxes[name], pages)
            language = str(document.truth.language)
            assert any(way in found for way in ways_to_print(value, language)), (name, value, found)


def _comparable(document: Typeset, name: str) -> bool:
    """Choices, states and flags are worded; numbers of persons have ways of their own."""
    worded = {
        "basis",
        "test",
        "issuing_state",
        "nationality",
        "sex",
        "source_language",
        "target_language",
        "cpr",
    }
    return name not in worded and not name.startswith("signed_") and document.truth.language in {"da", "en"}
