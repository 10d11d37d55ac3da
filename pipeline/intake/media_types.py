"""What bytes are, by what they hold; names and promises of the sender count nothing."""

import struct
from typing import Final

import magic

PDF: Final = "application/pdf"
PICTURES: Final = frozenset(
    {"image/jpeg", "image/png", "image/tiff", "image/heic", "image/webp", "image/bmp", "image/gif"}
)
ACCEPTED: Final = PICTURES | {PDF}
TEXTS: Final = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
    }
)
"""Accepted where LibreOffice can print them."""
OFFICE: Final = (
    "application/msword",
    "application/rtf",
    "text/rtf",
    "application/vnd.ms-",
    "application/vnd.openxmlformats-officedocument",
    "application/vnd.oasis.opendocument",
    "application/x-ole-storage",
    "application/CDFV2",
    "application/encrypted",
)

_STARTS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"II+\0", "image/tiff"),  # BigTIFF
    (b"MM\0+", "image/tiff"),
)
_HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_BMP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_IN_ZIP: Final = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
)
_PDF_HEADER_WITHIN: Final = 1024  # readers accept junk before the header up to here (ISO 32000, annex H)
_MAGIC_SEES: Final = 256 * 1024


def media_type(content: bytes) -> str:
    """The type of the bytes; `application/x-empty` when there are none.

    Signatures of accepted types come first: libmagic misses PDFs behind junk, newer HEIF brands and
    BigTIFF, and takes text that begins with "BM" for a bitmap.
    """
    if not content:
        return "application/x-empty"
    return _by_start(content) or _by_header(content) or _by_magic(content)


def _by_start(content: bytes) -> str | None:
    return next((name for start, name in _STARTS if content.startswith(start)), None)


def _by_header(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return _by_brand(content)
    if content[:2] == b"BM" and len(content) > 26 and _u32(content, 14) in _BMP_HEADERS:
        return "image/bmp"
    # a zip may carry a PDF as its first member: that is a zip
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN] and not content.startswith(b"PK\x03\x04"):
        return PDF
    return None


def _by_brand(content: bytes) -> str | None:
    size = min(_u32(content, 0, big=True), 256)
    brands = {content[8:12]} | {content[at : at + 4] for at in range(16, size, 4)}
    if brands & _AVIF_BRANDS:
        return "image/avif"
    return "image/heic" if brands & _HEIF_BRANDS else None


def _u32(content: bytes, at: int, *, big: bool = False) -> int:
    four = content[at : at + 4].ljust(4, b"\0")
    return int(struct.unpack(">I" if big else "<I", four)[0])


def _by_magic(content: bytes) -> str:
    named = str(magic.from_buffer(content[:_MAGIC_SEES], mime=True))
    if content.startswith(b"PK\x03\x04") and not named.startswith(OFFICE):
        return next((kind for mark, kind in _IN_ZIP if mark in content), named)
    # these must pass our own stricter reading above; what libmagic alone believes in is not opened
    return "application/octet-stream" if named in ACCEPTED else named
