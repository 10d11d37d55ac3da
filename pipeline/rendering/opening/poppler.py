"""The second opinion on PDFs: poppler's programs, called through pdf2image."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from math import sqrt
from typing import Final

from pdf2image import convert_from_path, pdfinfo_from_path
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
)
from PIL import Image

_SECONDS: Final = 20
_LEAST_SIDE: Final = 8  # of a page whose size is nonsense it draws a thread
_A4_SIDES: Final = sqrt(2)
_FAULTS: Final = (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
    OSError,
    ValueError,
)


def pages(content: bytes) -> int:
    """How many pages poppler finds; 0 where it finds no document."""
    with _as_path(content) as path:
        try:
            return int(pdfinfo_from_path(path, timeout=_SECONDS)["Pages"])
        except (*_FAULTS, KeyError):
            return 0


def draw(content: bytes, number: int, budget: int) -> Image.Image | None:
    """One page (from 1) within the budget of pixels, or None where poppler cannot draw it."""
    longest = round(sqrt(budget * _A4_SIDES))
    with _as_path(content) as path:
        try:
            drawn = convert_from_path(
                path, first_page=number, last_page=number, size=longest, use_cropbox=True, timeout=_SECONDS
            )
        except _FAULTS:
            return None
    fit = bool(drawn) and min(drawn[0].size) >= _LEAST_SIDE
    return drawn[0].convert("RGB") if fit else None


@contextmanager
def _as_path(content: bytes) -> Iterator[str]:
    """A path that programs can open, in memory: nothing of a citizen's file is written to a disk."""
    handle = os.memfd_create("upload")
    try:
        with os.fdopen(os.dup(handle), "wb") as file:
            file.write(content)
        yield f"/proc/{os.getpid()}/fd/{handle}"
    finally:
        os.close(handle)
