"""The first page of any file that the generator writes, small and upright."""

from io import BytesIO
from pathlib import Path
from typing import Final

import pillow_heif
import pypdfium2
from PIL import Image, ImageOps

_ASSUMED_PX: Final = 900
"""Longer side at which a PDF page is drawn before it is made smaller."""
pillow_heif.register_heif_opener()


def first_page(content: bytes, turn: int) -> Image.Image:
    """The first page, turned clockwise by `turn` degrees. Other files raise."""
    if content[:5] == b"%PDF-":
        document = pypdfium2.PdfDocument(content)
        page = document[0]
        drawn: Image.Image = page.render(scale=_ASSUMED_PX / max(page.get_size())).to_pil()
        document.close()
    else:
        drawn = ImageOps.exif_transpose(Image.open(BytesIO(content)))
    return drawn.convert("RGB").rotate(-turn, expand=True)


def thumbnail(path: Path, turn: int, side: int) -> Image.Image:
    """The first page of a file, its longer side at most `side` pixels."""
    image = first_page(path.read_bytes(), turn)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    return image
