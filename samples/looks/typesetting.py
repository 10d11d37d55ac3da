"""HTML to PDF with its truth: every word of the text layer and every marked field with its box."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unicodedata import category

import pypdfium2
import weasyprint
from weasyprint.text.fonts import FontConfiguration

from pipeline.records import Box, enclosing
from samples.document import FieldBox, PageTruth, TruthWord

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_SHAPED = re.compile("[\u0590-\u097f\ufb1d-\ufdff\ufe70-\ufeff]")
"""Letters that change with their neighbours: a PDF tells their glyphs, not how they are spelled."""
_FONTS = FontConfiguration()
_BROKEN = "\ufffe"
"""What PDFium tells for the hyphen of a word broken at a line's end."""
_MARKS_RISE = 0.008
_OWN_RUNS = "\u0590"
"""Signs from here on (Arabic, Devanagari, Chinese …) are read run by run: they join, or know no blanks."""


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


def _owner(box: Box, runs: list[_Piece]) -> int:
    """Which run a sign stands in; -1 for none."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    inside = (
        place
        for place, piece in enumerate(runs)
        if piece.box.x0 <= x <= piece.box.x1 and piece.box.y0 <= y <= piece.box.y1
    )
    return next(inside, -1)


def _signs(page: Any) -> Iterator[tuple[str, Box | None]]:
    """The signs of one PDF page in reading order; blanks and line ends have no box."""
    text_page = page.get_textpage()
    width, height = page.get_size()
    for place in range(text_page.count_chars()):
        sign = text_page.get_text_range(place, 1)
        if sign.isspace():
            yield sign, None
            continue
        left, bottom, right, top = text_page.get_charbox(place)
        box = _clamped(left / width, 1 - top / height, right / width, 1 - bottom / height)
        yield ("-" if sign == _BROKEN else sign), box
        if sign == _BROKEN:
            yield "\n", None


def _words(page: Any, runs: list[_Piece]) -> list[TruthWord]:
    """Words of one PDF page, parted by blanks; Arabic, Indian, Chinese ones end with their run, too."""
    words: list[TruthWord] = []
    text, line, owner = "", 0, -1
    boxes: list[Box] = []
    for sign, box in [*_signs(page), ("\n", None)]:
        own = sign >= _OWN_RUNS or text[-1:] >= _OWN_RUNS
        now = _owner(box, runs) if box and own else owner
        if text and (box is None or now != owner):
            words.append(TruthWord(text, enclosing(boxes), line))
            text, boxes = "", []
        owner = now
        if box:
            text += sign
            boxes.append(box)
        line += sign == "\n"
    return words


def _centre_in(word: TruthWord, box: Box, slack: float = 0.004) -> bool:
    x, y = (word.box.x0 + word.box.x1) / 2, (word.box.y0 + word.box.y1) / 2
    return box.x0 - slack <= x <= box.x1 + slack and box.y0 <= y <= box.y1


def _spread(piece: _Piece, line: int) -> list[TruthWord]:
    """The words of a piece where each may stand, by its share of the letters."""
    written, box = piece.text.split(), piece.box
    step, passed, found = (box.x1 - box.x0) / len(piece.text), 0, []
    for word in written:
        passed = piece.text.index(word, passed)
        near, far = passed * step, (passed + len(word)) * step
        passed += len(word)
        turned = _RTL.search(piece.text) is not None
        left, right = (box.x1 - far, box.x1 - near) if turned else (box.x0 + near, box.x0 + far)
        found.append(TruthWord(word, _clamped(left, box.y0, right, box.y1), line))
    return found


def _near(word: TruthWord, box: Box) -> bool:
    """The word's middle lies in a box or just above or below: marks over letters stand out of their line."""
    high = _clamped(box.x0, box.y0 - _MARKS_RISE, box.x1, box.y1 + _MARKS_RISE)
    return _centre_in(word, high, 0.002)


def _claims(words: list[TruthWord], pieces: list[_Piece]) -> dict[int, list[int]]:
    """Which words are a piece's: each goes to the piece around it whose middle line is nearest."""
    claims: dict[int, list[int]] = {}
    for place, word in enumerate(words):
        middle = word.box.y0 + word.box.y1
        around = [
            (abs(piece.box.y0 + piece.box.y1 - middle), number)
            for number, piece in enumerate(pieces)
            if piece.text and _near(word, piece.box)
        ]
        if around:
            claims.setdefault(min(around)[1], []).append(place)
    return claims


def _is_mark(text: str) -> bool:
    """Only signs that stand over or under a letter, which a PDF sometimes tells apart from it."""
    return all(category(sign) in {"Mn", "Mc"} for sign in text)


def _spelled(words: list[TruthWord], pieces: list[_Piece]) -> list[TruthWord]:
    """Words of joined scripts spelled as written; where the PDF counts other words, ours take their place."""
    if not any(_SHAPED.search(piece.text) for piece in pieces):
        return words
    kept = {place: [word] for place, word in enumerate(words)}
    for number, inside in _claims(words, pieces).items():
        piece, line = pieces[number], words[inside[0]].line
        if not _SHAPED.search(piece.text):
            continue
        written = piece.text.split()
        if len(inside) == len(written):
            for place, text in zip(inside, written, strict=True):
                kept[place] = [TruthWord(text, words[place].box, words[place].line)]
        else:
            kept |= {place: [] for place in inside}
            kept[inside[0]] = _spread(piece, line)
    return [word for found in kept.values() for word in found if not _is_mark(word.text)]


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
        words = _spelled(_words(read, [one for one in pieces if one.text]), pieces)
        pages.append(PageTruth(number, tuple(words)))
        for name, box in _marked(number, words, pieces):
            marked[name] = (*marked.get(name, ()), box)
    reader.close()
    return Printed(pdf, tuple(pages), marked)
