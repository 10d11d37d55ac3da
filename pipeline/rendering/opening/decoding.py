"""Decoding pictures: strictly first; of a picture cut short, what there is."""

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image, ImageChops, ImageFile

DECODER_FAULTS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    EOFError,
    struct.error,
)
"""What decoders were seen to raise on damaged pictures. MemoryError is left out: that is a cap reached."""

_WORTH_KEEPING: Final = 0.4  # of the height; less is no page
_ENDS: Final = {b"\xff\xd8": b"\xff\xd9", b"\x89P": b"IEND"}


def decode(opened: Callable[[], Image.Image]) -> tuple[Image.Image, bool]:
    """The decoded picture, and whether its end is missing. Raises one of DECODER_FAULTS."""
    try:
        return _loaded(opened()), False
    except DECODER_FAULTS as fault:
        with _tolerance():
            partial = _loaded(opened())
        if _share_filled(partial) < _WORTH_KEEPING:
            raise fault from None
        return partial, True


def why(fault: Exception, content: bytes) -> str:
    """The failure code: `truncated` where the file's end is missing, else `corrupt`."""
    end = _ENDS.get(content[:2])
    cut = end not in content[-64:] if end else "truncated" in str(fault).lower()
    return "truncated" if cut else "corrupt"


def _loaded(picture: Image.Image) -> Image.Image:
    picture.load()
    return picture


@contextmanager
def _tolerance() -> Iterator[None]:
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _share_filled(picture: Image.Image) -> float:
    """How far down the picture goes before everything is one colour."""
    grey = picture.convert("L")
    corner = Image.new("L", grey.size, grey.getpixel((grey.width - 1, grey.height - 1)))
    box = ImageChops.difference(grey, corner).getbbox()
    return box[3] / grey.height if box else 0.0
