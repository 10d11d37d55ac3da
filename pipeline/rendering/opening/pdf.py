"""PDF → pages: drawn by PDFium, mended where needed; by poppler what PDFium cannot draw or draws blank."""

from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from pipeline.rendering.opening import poppler
from pipeline.rendering.opening.answers import Layer, Part, Request, count, failed, page, signatures
from pipeline.rendering.opening.flattening import is_blank, lean
from pipeline.rendering.opening.mending import mended
from pipeline.rendering.opening.scale import drawing_dpi, page_budget
from pipeline.rendering.opening.signature_fields import signature_fields
from pipeline.rendering.opening.signature_proofs import proved
from pipeline.rendering.opening.text_layer import text_layer
from pipeline.rendering.refusals import Corrupt, PasswordProtected, TooManyPages, Truncated

_LOCKED: Final = frozenset({pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY})
_END_WITHIN: Final = 2048
_LEAST_POINTS: Final = 1.0
_MOST_POINTS: Final = 144_000.0  # ISO 32000, annex C: 14,400 units; ten times that for larger units


def open_pdf(request: Request, content: bytes) -> Iterator[Part]:
    """The pages of a PDF, or what keeps each from being one. Raises UploadError."""
    document = _document(content)
    pages = len(document) if document else poppler.pages(content)
    if not pages:
        raise _broken(content)
    if pages > request.pages:
        raise TooManyPages(file="")
    yield count(pages)
    fields = signature_fields(document) if document else ()
    if fields:
        yield signatures(fields)
    budget = page_budget(pages, request.page_pixels)
    for number in range(1, pages + 1):
        yield _page(document, content, number, budget)
    if fields:  # at the end: what breaks over them costs no page
        yield signatures(proved(content, fields, request.roots))


def _document(content: bytes) -> pdfium.PdfDocument | None:
    """None where PDFium finds no document in it, mended or not. Raises PasswordProtected."""
    document = _opened(content)
    again = mended(content) if document is None else None
    return _opened(again) if again else document


def _opened(content: bytes) -> pdfium.PdfDocument | None:
    try:
        document = pdfium.PdfDocument(content)
        document.init_forms()
    except pdfium.PdfiumError as error:
        if error.err_code in _LOCKED:
            raise PasswordProtected(file="") from error
        return None
    return document


def _broken(content: bytes) -> Corrupt | Truncated:
    return Corrupt(file="") if b"startxref" in content[-_END_WITHIN:] else Truncated(file="")


def _page(document: pdfium.PdfDocument | None, content: bytes, number: int, budget: int) -> Part:
    drawn = _drawn(document, number, budget) if document else None
    if drawn is None or is_blank(drawn[0]):
        picture = poppler.draw(content, number, budget)
        if picture and (drawn is None or not is_blank(picture)):
            return page(number, lean(picture), None, drawn[2] if drawn else Layer())
    if drawn is None:
        return failed(number, "corrupt")
    return page(number, lean(drawn[0]), drawn[1], drawn[2])


def _drawn(document: pdfium.PdfDocument, number: int, budget: int) -> tuple[Image.Image, float, Layer] | None:
    """The page by PDFium: picture, dpi, layer; None where it cannot."""
    try:
        sheet = document[number - 1]
        layer = text_layer(sheet)
        width, height = sheet.get_size()
        if not (min(width, height) >= _LEAST_POINTS and max(width, height) <= _MOST_POINTS):
            return None
        dpi = drawing_dpi(width, height, budget, has_text=bool(layer.words))
        bitmap = sheet.render(scale=dpi / 72, rev_byteorder=True)
        return bitmap.to_pil().convert("RGB"), dpi, layer
    except pdfium.PdfiumError:
        return None
