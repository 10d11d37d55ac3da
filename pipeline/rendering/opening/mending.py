"""Writes a broken PDF anew with qpdf (pikepdf), so that PDFium may open it, text layer and all."""

import io


def mended(content: bytes) -> bytes | None:
    """The PDF with its structure rebuilt; None where nothing can be made of it."""
    import pikepdf  # few uploads need it: the worker starts without

    file = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            document.save(file)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return None
    return file.getvalue()
