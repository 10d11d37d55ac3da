"""Where a PDF has places for digital signatures; costs nothing where it has no form."""

import ctypes
from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.rendering.opening.answers import SignatureField
from pipeline.rendering.opening.text_layer import shown

_MOST_PAGES: Final = 40
"""Pages whose fields are looked at; who signs a longer paper signs in front or at its end."""
_INVISIBLE: Final = "signature without a place"


def signature_fields(document: pdfium.PdfDocument) -> tuple[SignatureField, ...]:
    """Every signature field with its place, nothing proved yet; one without a place on any page too."""
    if document.formenv is None:
        return ()
    pages = len(document)
    numbers = range(1, pages + 1)
    looked_at = (
        numbers if pages <= _MOST_PAGES else (*numbers[: _MOST_PAGES // 2], *numbers[-_MOST_PAGES // 2 :])
    )
    found = {field.name: field for number in looked_at for field in _on_page(document, number)}
    if not found and c.FPDF_GetSignatureCount(document.raw) > 0:
        return (SignatureField(_INVISIBLE),)
    return tuple(found.values())


def _on_page(document: pdfium.PdfDocument, number: int) -> Iterator[SignatureField]:
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return
    for at in range(c.FPDFPage_GetAnnotCount(page.raw)):
        annotation = c.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        kind = c.FPDFAnnot_GetFormFieldType(document.formenv.raw, annotation)
        if kind == c.FPDF_FORMFIELD_SIGNATURE:
            yield SignatureField(_name(document.formenv, annotation), number, _box(page, annotation))
        c.FPDFPage_CloseAnnot(annotation)


def _name(form: pdfium.PdfFormEnv, annotation: c.FPDF_ANNOTATION) -> str:
    size = c.FPDFAnnot_GetFormFieldName(form.raw, annotation, None, 0)
    room = ctypes.create_string_buffer(size)
    c.FPDFAnnot_GetFormFieldName(form.raw, annotation, ctypes.cast(room, ctypes.POINTER(c.FPDF_WCHAR)), size)
    return room.raw.decode("utf-16-le", "replace").rstrip("\0")


def _box(page: pdfium.PdfPage, annotation: c.FPDF_ANNOTATION) -> tuple[float, float, float, float] | None:
    """None for a field that is not to be seen."""
    rect = c.FS_RECTF()
    if not c.FPDFAnnot_GetRect(annotation, rect):
        return None
    corners = shown(page, rect.left, rect.bottom), shown(page, rect.right, rect.top)
    (x0, x1), (y0, y1) = (
        sorted(min(max(one, 0.0), 1.0) for one in pair) for pair in zip(*corners, strict=True)
    )
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
