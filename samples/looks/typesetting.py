"""HTML to PDF with its truth: every word of the text layer and every marked field with its box."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from pipeline.records import Box, enclosing
from samples.document import FieldBox, PageTruth, TruthWord

_RTL = re.compile(r"[֐-ࣿיִ-﷿ﹰ-﻿]")
_FONTS = FontConfiguration()


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, its words, and where marked values (`data-field`) and places (`data-place`) stand."""

    pdf: bytes
    pages: tuple[PageTruth, ...]
    field_boxes: dict[str, tuple[FieldBox, ...]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text or an area of the layout, in fractions of the page."""

    box: Box
    text: str
    field: str | None
    place: str | None


def _clamped(x0: float, y0: float, x1: float, y1: float) -> Box:
    inside = [min(1.0, max(0.0, edge)) for edge in (x0, y0, x1, y1)]
    return Box(inside[0], inside[1], max(inside[0], inside[2]), max(inside[1], inside[3]))


def _pieces(page: Any) -> Iterator[_Piece]:
    """The laid-out boxes that matter; WeasyPrint keeps the element that made each."""
    for box in page._page_box.descendants(placeholders=True):  # noqa: SLF001 (the layout tree has no public door)
        element = getattr(box, "element", None)
        text = getattr(box, "text", "") or ""
        place = element.get("data-place") if element is not None and not text else None
        if not text and not place:
            continue
        field = element.get("data-field") if element is not None else None
        wide, high = getattr(box, "width", 0), getattr(box, "height", 0)
        if not isinstance(wide, (int, float)) or not isinstance(high, (int, float)):
            continue
        x, y = box.position_x / page.width, box.position_y / page.height
        yield _Piece(_clamped(x, y, x + wide / page.width, y + high / page.height), text, field, place)


def _words(page: Any) -> list[TruthWord]:
    """Words of one PDF page: runs of characters between blanks and line ends."""
    text_page = page.get_textpage()
    width, height = page.get_size()
    words: list[TruthWord] = []
    text, line = "", 0
    boxes: list[Box] = []
    for place in range(text_page.count_chars()):
        sign = text_page.get_text_range(place, 1)
        if sign.isspace():
            if text:
                words.append(TruthWord(text, enclosing(boxes), line))
            text, boxes = "", []
            line += sign == "\n"
        else:
            left, bottom, right, top = text_page.get_charbox(place)
            text += sign
            boxes.append(_clamped(left / width, 1 - top / height, right / width, 1 - bottom / height))
    if text:
        words.append(TruthWord(text, enclosing(boxes), line))
    return words


def _centre_in(word: TruthWord, box: Box, slack: float = 0.004) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return box.x0 - slack <= x <= box.x1 + slack and box.y0 <= y <= box.y1


def _right_to_left(words: list[TruthWord], pieces: list[_Piece]) -> list[TruthWord]:
    """Spelling of right-to-left runs as written; the PDF's own order of ligatures is not the writer's."""
    spelled = dict(enumerate(words))
    for piece in pieces:
        if not _RTL.search(piece.text):
            continue
        inside = [place for place, word in spelled.items() if _centre_in(word, piece.box, 0)]
        written = piece.text.split()
        if len(inside) == len(written):
            for place, text in zip(inside, written, strict=True):
                spelled[place] = TruthWord(text, words[place].box, words[place].line)
    return list(spelled.values())


def _marked(number: int, words: list[TruthWord], pieces: list[_Piece]) -> Iterator[tuple[str, FieldBox]]:
    for piece in pieces:
        if piece.place:
            yield piece.place, FieldBox(number, piece.box)
        elif piece.field:
            inside = [word.box for word in words if _centre_in(word, piece.box)]
            yield piece.field, FieldBox(number, enclosing(inside) if inside else piece.box)


def typeset_html(html: str) -> Printed:
    """Lay out a page of HTML; a few hundredths of a second a page.

    Raises:
        ValueError: When the PDF has other pages than the layout.
    """
    document = weasyprint.HTML(string=html).render(font_config=_FONTS)
    pdf = document.write_pdf()
    reader = pypdfium2.PdfDocument(pdf)
    pages: list[PageTruth] = []
    marked: dict[str, tuple[FieldBox, ...]] = {}
    for number, (laid, read) in enumerate(zip(document.pages, reader, strict=True), start=1):
        pieces = list(_pieces(laid))
        words = _right_to_left(_words(read), pieces)
        pages.append(PageTruth(number, tuple(words)))
        for name, box in _marked(number, words, pieces):
            marked[name] = (*marked.get(name, ()), box)
    reader.close()
    return Printed(pdf, tuple(pages), marked)
