"""Pictures and stacks of pictures (TIFF) → pages. Animations count as their first frame."""

import io
from collections.abc import Iterator
from typing import Final

import pillow_heif
from PIL import Image

from pipeline.rendering.opening.answers import Layer, Part, Request, count, failed, page
from pipeline.rendering.opening.decoding import DECODER_FAULTS, decode, why
from pipeline.rendering.opening.flattening import flat, shrunk
from pipeline.rendering.opening.heif_boxes import cut_short
from pipeline.rendering.opening.scale import believable_dpi, page_budget, picture_size
from pipeline.rendering.refusals import TooManyPages, TooManyPixels, Truncated

pillow_heif.register_heif_opener(thumbnails=False)
Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before anything is decoded

_FORMATS: Final = {
    "image/jpeg": ("JPEG", "MPO"),
    "image/png": ("PNG",),
    "image/tiff": ("TIFF",),
    "image/heic": ("HEIF",),
    "image/webp": ("WEBP",),
    "image/bmp": ("BMP",),
    "image/gif": ("GIF",),
}
_SUBFILE_TYPE_TAG: Final = 254
_REDUCED_IMAGE: Final = 1


def open_picture(request: Request, content: bytes) -> Iterator[Part]:
    """The pages of a picture, or what keeps each from being one. Raises UploadError."""
    if request.media_type == "image/heic" and cut_short(content):
        raise Truncated(file="")  # the decoder would fill the missing part with grey and say nothing
    frames = _frames(request, content)
    yield count(len(frames))
    budget = page_budget(len(frames), request.page_pixels)
    for number, frame in enumerate(frames, start=1):
        try:
            yield _page(request, content, number, frame, budget)
        except TooManyPixels as error:
            yield failed(number, error.code)
        except DECODER_FAULTS as error:
            yield failed(number, why(error, content))


def _frames(request: Request, content: bytes) -> list[int]:
    """The frames that are pages; a chain of frames that breaks is kept up to the break."""
    frames: list[int] = []
    try:
        with _opened(request, content) as picture:
            for frame in _walk(picture):
                frames.append(frame)
                if len(frames) > request.pages:
                    raise TooManyPages(file="")
    except DECODER_FAULTS:
        frames.append(len(frames))  # opening it again says what is wrong, as a page that failed
    return frames


def _walk(picture: Image.Image) -> Iterator[int]:
    yield 0
    frame = 1
    while picture.format == "TIFF":
        try:
            picture.seek(frame)
        except EOFError:
            return
        if not _reduced(picture):
            yield frame
        frame += 1


def _reduced(picture: Image.Image) -> bool:
    """A small copy of another page, kept for previews."""
    tags = getattr(picture, "tag_v2", {})
    return bool(int(tags.get(_SUBFILE_TYPE_TAG, 0)) & _REDUCED_IMAGE)


def _page(request: Request, content: bytes, number: int, frame: int, budget: int) -> Part:
    with _frame(request, content, frame) as header:
        before = max(header.size)
        dpi = believable_dpi(_claimed_dpi(header), *header.size)
        target = picture_size(*header.size, dpi, budget)

    def drafted() -> Image.Image:
        picture = _frame(request, content, frame)
        picture.draft(picture.mode, target)  # JPEG decodes at a half or a quarter for the asking
        return picture

    picture, cut = decode(drafted)
    kept = shrunk(flat(picture), max(target))
    return page(number, kept, dpi and dpi * max(kept.size) / before, Layer(), cut=cut)


def _frame(request: Request, content: bytes, frame: int) -> Image.Image:
    """One frame, its header read and its size allowed, nothing decoded. Raises TooManyPixels."""
    picture = _opened(request, content)
    if frame:
        picture.seek(frame)
    if picture.width * picture.height > request.pixels:
        raise TooManyPixels(file="")
    return picture


def _opened(request: Request, content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=_FORMATS[request.media_type])


def _claimed_dpi(picture: Image.Image) -> float | None:
    try:
        return float(min(picture.info["dpi"]))
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None
