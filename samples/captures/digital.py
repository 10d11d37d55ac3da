"""Papers born as PDF, as different programs write them, with text layers of every worth."""

import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Final

import pikepdf

from samples.captures.encoding import picture_pdf, pictures_of
from samples.captures.look import Look
from samples.captures.signing import signed
from samples.document import PageTruth

_MAKERS: Final[Mapping[str, tuple[str, str, bool]]] = {
    "word": ("Microsoft® Word for Microsoft 365", "Microsoft® Word for Microsoft 365", True),
    "office": ("LibreOffice 7.4", "Writer", False),
    "browser": ("Skia/PDF m141", "Mozilla/5.0", False),
    "bank": ("PDFlib+PDI 9.3.1 (Linux)", "Output Manager", True),
    "itext": ("iText 5.5.13 ©2000-2020 iText Group NV", "", True),
}
"""What a PDF says of its maker: producer, creator, and whether objects are packed into streams."""
_MISREAD: Final = {"l": "1", "O": "0", "e": "c", "rn": "m", "ø": "o", "å": "a", "æ": "ae", "S": "5", "i": "l"}


def joined_pdf(pdfs: Sequence[bytes]) -> bytes:
    """Several PDFs as one, pages in order."""
    if len(pdfs) == 1:
        return pdfs[0]
    whole = pikepdf.new()
    for pdf in pdfs:
        with pikepdf.open(BytesIO(pdf)) as part:
            whole.pages.extend(part.pages)
    return _saved(whole, packed=False)


def born_digital(pdf: bytes, pages: Sequence[PageTruth], look: Look, draw: Random) -> bytes:
    """The PDF as its maker would have written it, with the look's text layer and signature."""
    layered = _LAYERS[look.layer](pdf, pages, draw)
    written = _written_by(look.producer, layered)
    return signed(written, look.signer) if look.signer else written


def _written_by(producer: str, pdf: bytes) -> bytes:
    if producer == "cairo":
        return _by_cairo(pdf)
    return _by(pdf, *_MAKERS[producer]) if producer in _MAKERS else pdf


def _saved(document: pikepdf.Pdf, *, packed: bool) -> bytes:
    stream = BytesIO()
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    document.save(stream, object_stream_mode=mode, linearize=packed, deterministic_id=True)
    return stream.getvalue()


def _by(pdf: bytes, producer: str, creator: str, packed: bool) -> bytes:  # noqa: FBT001 (a row of the table)
    with pikepdf.open(BytesIO(pdf)) as document:
        document.docinfo["/Producer"] = producer
        if creator:
            document.docinfo["/Creator"] = creator
        return _saved(document, packed=packed)


def _by_cairo(pdf: bytes) -> bytes:
    """Drawn anew by cairo, poppler's own way to write a PDF; without its clock."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.pdf"), Path(folder, "out.pdf")
        source.write_bytes(pdf)
        subprocess.run(["pdftocairo", "-pdf", source, target], check=True, capture_output=True)
        with pikepdf.open(target) as document:
            for name in ("/CreationDate", "/ModDate"):
                if name in document.docinfo:
                    del document.docinfo[name]
            return _saved(document, packed=False)


def _good(pdf: bytes, _: Sequence[PageTruth], __: Random) -> bytes:
    return pdf


def _none(pdf: bytes, _: Sequence[PageTruth], __: Random) -> bytes:
    """Pictures of the pages, without a letter of text."""
    return picture_pdf(pictures_of(pdf, 150), 150, 80)


def _broken(pdf: bytes, _: Sequence[PageTruth], draw: Random) -> bytes:
    """Fonts that no longer say which sign a shape is, or say a wrong one."""
    shift = draw.choice([0, 3, 29])
    with pikepdf.open(BytesIO(pdf)) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                _spoil(one, shift)
        return _saved(document, packed=False)


def _spoil(font: Any, shift: int) -> None:
    if not shift:
        del font["/ToUnicode"]
        return
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    spoiled = re.sub(
        r"(<[0-9A-Fa-f]+>\s*)<([0-9A-Fa-f]{4})>(?=\s*\n)",
        lambda pair: f"{pair[1]}<{(int(pair[2], 16) + shift) % 0xFFFF:04X}>",
        table,
    )
    font["/ToUnicode"].write(spoiled.encode("latin-1"))


def _poor_ocr(pdf: bytes, pages: Sequence[PageTruth], draw: Random) -> bytes:
    """A scanner's own reading, invisible over the picture and full of errors."""
    return _read_over(pdf, pages, lambda text, _: _misread(text, draw))


def _partial(pdf: bytes, pages: Sequence[PageTruth], _: Random) -> bytes:
    """A layer that covers the head of each page only."""
    return _read_over(pdf, pages, lambda text, y: text if y < 0.3 else "")


def _misread(text: str, draw: Random) -> str:
    for right, wrong in _MISREAD.items():
        if right in text and draw.random() < 0.4:
            text = text.replace(right, wrong, 1)
    return text


def _read_over(pdf: bytes, pages: Sequence[PageTruth], said: Callable[[str, float], str]) -> bytes:
    """Pictures of the pages with invisible words over them; `said` tells a word's spelling by its height."""
    with pikepdf.open(BytesIO(_none(pdf, pages, Random(0)))) as document:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )  # fmt: skip
        for page, truth in zip(document.pages, pages, strict=True):
            wide, high = (float(edge) for edge in page.mediabox[2:])
            name = page.add_resource(font, pikepdf.Name.Font, pikepdf.Name.Read)
            lines = [
                _invisible(said(word.text, word.box.y0), word.box.x0 * wide, (1 - word.box.y1) * high, name)
                for word in truth.words
            ]
            page.contents_add(document.make_stream("\n".join(lines).encode("cp1252", "replace")))
        return _saved(document, packed=False)


def _invisible(text: str, x: float, y: float, font: Any) -> str:
    quoted = re.sub(r"([\\()])", r"\\\1", text)
    return f"BT 3 Tr {font} 9 Tf {x:.1f} {y:.1f} Td ({quoted}) Tj ET" if text else ""


_LAYERS: Final[Mapping[str, Callable[[bytes, Sequence[PageTruth], Random], bytes]]] = {
    "good": _good,
    "none": _none,
    "broken": _broken,
    "poor_ocr": _poor_ocr,
    "partial": _partial,
}
