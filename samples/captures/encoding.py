"""Pictures to files: JPEG with or without its turn in EXIF, HEIC, PNG, and pictures inside a PDF."""

import time
from collections.abc import Sequence
from io import BytesIO
from typing import Final

import pillow_heif
import pypdfium2
from PIL import Image

from samples.captures.placing import Picture

_EPOCH: Final = time.gmtime(1_767_225_600)
_EXIF_ORIENTATION: Final = 0x0112
_EXIF_VALUES: Final = {0: 1, 90: 6, 180: 3, 270: 8}
"""Clockwise turn that sets the pixels upright → the tag that says so."""


def turned(picture: Picture, turn: int) -> Image.Image:
    """The picture so that a clockwise `turn` would set it upright."""
    image = Image.fromarray(picture)
    return image.rotate(turn, expand=True) if turn else image


def jpeg(image: Image.Image, quality: int, *, exif_turn: int = 0) -> bytes:
    """A JPEG; with `exif_turn` its tag tells viewers to turn the pixels."""
    stream = BytesIO()
    exif = Image.Exif()
    if exif_turn:
        exif[_EXIF_ORIENTATION] = _EXIF_VALUES[exif_turn]
    image.save(stream, "JPEG", quality=quality, exif=exif)
    return stream.getvalue()


def heic(image: Image.Image, quality: int) -> bytes:
    """A HEIC file, as phones of one maker send them."""
    stream = BytesIO()
    # the encoder's own default takes six times as long and shows no difference
    pillow_heif.from_pillow(image).save(stream, quality=quality, enc_params={"preset": "ultrafast"})
    return stream.getvalue()


def png(image: Image.Image) -> bytes:
    """A PNG, packed lightly."""
    stream = BytesIO()
    image.save(stream, "PNG", compress_level=3)
    return stream.getvalue()


def picture_pdf(images: Sequence[Image.Image], dpi: float, quality: int) -> bytes:
    """A PDF that holds nothing but one picture a page."""
    stream = BytesIO()
    packing = {} if images[0].mode == "1" else {"quality": quality}
    images[0].save(
        stream,
        "PDF",
        save_all=True,
        append_images=list(images[1:]),
        resolution=dpi,
        **packing,
        producer="Scan",
        creationDate=_EPOCH,
        modDate=_EPOCH,
    )
    return stream.getvalue()


def pictures_of(pdf: bytes, dpi: float) -> list[Image.Image]:
    """The pages of a PDF as pictures."""
    reader = pypdfium2.PdfDocument(pdf)
    images = [page.render(scale=dpi / 72, rev_byteorder=True).to_pil().convert("RGB") for page in reader]
    reader.close()
    return images
