"""The text that a PDF page carries, as words with boxes on the page as shown."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.leftward import runs_left
from pipeline.rendering.opening.answers import Layer, LayerWord

_MOST_SIGNS: Final = 60_000  # an A4 page of small print has 10,000
_GRID: Final = 1_000_000
_ENOUGH_SIGNS: Final = 20
_MAJORITY: Final = 0.9
_VISIBLE, _INVISIBLE, _MISCODED = 1.0, 0.8, 0.3
_HYPHENS: Final = frozenset({0x02, 0xAD, 0xFFFE})
_REPLACEMENT: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Sign:
    """One character. `rect`: left, bottom, right, top in points of the unturned page; `angle`: clockwise."""

    text: str
    rect: tuple[float, float, float, float]
    angle: int
    trust: float
    generated: bool


def text_layer(page: pdfium.PdfPage) -> Layer:
    """The words of a page; empty where it has none, or more than any page can show."""
    textpage = page.get_textpage()
    total = textpage.count_chars()
    if not 0 < total <= _MOST_SIGNS:
        return Layer()
    signs = [_sign(textpage.raw, at) for at in range(total)]
    words = [word for word in (_word(page, group, line) for line, group in _words(signs)) if word]
    return Layer(words, _turn(signs, page.get_rotation()))


def _sign(textpage: c.FPDF_TEXTPAGE, at: int) -> Sign:
    rect = c.FS_RECTF()
    c.FPDFText_GetLooseCharBox(textpage, at, rect)
    return Sign(
        text=_letter(c.FPDFText_GetUnicode(textpage, at)),
        rect=(rect.left, rect.bottom, rect.right, rect.top),
        angle=round(math.degrees(c.FPDFText_GetCharAngle(textpage, at))) % 360,
        trust=_trust(textpage, at),
        generated=c.FPDFText_IsGenerated(textpage, at) == 1,
    )


def _letter(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else _REPLACEMENT


def _trust(textpage: c.FPDF_TEXTPAGE, at: int) -> float:
    if c.FPDFText_HasUnicodeMapError(textpage, at) == 1:
        return _MISCODED
    drawn = c.FPDFText_GetTextObject(textpage, at)
    invisible = drawn and c.FPDFTextObj_GetTextRenderMode(drawn) == c.FPDF_TEXTRENDERMODE_INVISIBLE
    return _INVISIBLE if invisible else _VISIBLE


def _words(signs: Iterable[Sign]) -> Iterator[tuple[int, list[Sign]]]:
    """Groups of signs between blanks, each with the number of its line."""
    line, group = 0, list[Sign]()
    for sign in signs:
        if not sign.text.isspace():
            group.append(sign)
            continue
        if group:
            yield line, group
        group = []
        line += sign.text in "\r\n"
    if group:
        yield line, group


def _word(page: pdfium.PdfPage, group: Sequence[Sign], line: int) -> LayerWord | None:
    """None for words outside of what is shown of the page."""
    x0, y0 = shown(page, min(s.rect[0] for s in group), min(s.rect[1] for s in group))
    x1, y1 = shown(page, max(s.rect[2] for s in group), max(s.rect[3] for s in group))
    edges = [sorted((x0, x1)), sorted((y0, y1))]
    (left, right), (top, bottom) = [[min(max(one, 0.0), 1.0) for one in pair] for pair in edges]
    if left >= right or top >= bottom:
        return None
    trust = min(sign.trust for sign in group)
    text = "".join(sign.text for sign in _ligatures_whole(group))
    return LayerWord(text, (left, top, right, bottom), trust, line)


def _ligatures_whole(group: Sequence[Sign]) -> Iterator[Sign]:
    """The signs with those of one leftward shape (lam and alef) in order: PDFium turns each by itself."""
    for _, shape in groupby(group, key=lambda sign: sign.rect):
        signs = list(shape)
        yield from signs[::-1] if all(runs_left(sign.text) for sign in signs) else signs


def shown(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the page's own space → fractions of the page as shown (cropped, turned by its /Rotate)."""
    across, down = ctypes.c_int(), ctypes.c_int()
    c.FPDF_PageToDevice(page.raw, 0, 0, _GRID, _GRID, 0, x, y, across, down)
    return across.value / _GRID, down.value / _GRID


def _turn(signs: Sequence[Sign], page_rotation: int) -> int | None:
    """Clockwise degrees that make the shown text upright; None where too little of it agrees."""
    seen = Counter(sign.angle for sign in signs if not sign.generated and not sign.text.isspace())
    if seen.total() < _ENOUGH_SIGNS:
        return None
    angle, votes = seen.most_common(1)[0]
    if votes < _MAJORITY * seen.total() or angle % 90:
        return None
    return (-angle - page_rotation) % 360  # PDFium counts both clockwise
