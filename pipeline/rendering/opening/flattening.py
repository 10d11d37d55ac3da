"""Whatever colours a picture has → 8-bit grey or RGB on white, turned as its EXIF note says."""

from typing import Final

from PIL import Image, ImageChops, ImageOps

from pipeline.rendering.opening.decoding import DECODER_FAULTS

_NOTICEABLE_COLOUR: Final = 12
_NOTICEABLE_INK: Final = 8
_WIDE_GREY: Final = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
_SEE_THROUGH: Final = ("RGBA", "LA", "PA", "La", "RGBa")


def flat(picture: Image.Image) -> Image.Image:
    """The picture as a viewer shows it, in mode L or RGB."""
    return lean(_plain_colours(_turned(picture)))


def lean(picture: Image.Image) -> Image.Image:
    """Grey where no pixel has noticeable colour: a third of the memory, the same page."""
    if picture.mode != "RGB":
        return picture.convert("L")
    red, green, blue = picture.split()
    spread = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    coloured = any(extremes(one)[1] > _NOTICEABLE_COLOUR for one in spread)
    return picture if coloured else green


def shrunk(picture: Image.Image, longest: int) -> Image.Image:
    """The picture with its longer side at most that long."""
    share = longest / max(picture.size)
    if share >= 1:
        return picture
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def is_blank(picture: Image.Image) -> bool:
    """Nothing at all is drawn on it."""
    darkest, brightest = extremes(picture.convert("L"))
    return brightest - darkest < _NOTICEABLE_INK


def extremes(band: Image.Image) -> tuple[float, float]:
    """The smallest and the largest value of a picture with one band."""
    least, most = band.getextrema()
    return float(least), float(most)  # type: ignore[arg-type]  # one band: two numbers, not two pairs


def _turned(picture: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except DECODER_FAULTS:
        return picture  # an EXIF note beyond repair says nothing about the picture


def _plain_colours(picture: Image.Image) -> Image.Image:
    if picture.mode in {"1", "L"} and "transparency" not in picture.info:
        return picture.convert("L")
    if picture.mode in _WIDE_GREY:
        return _stretched(picture)
    if picture.mode in _SEE_THROUGH or "transparency" in picture.info:
        return _on_white(picture.convert("RGBA"))
    return picture.convert("RGB")


def _stretched(picture: Image.Image) -> Image.Image:
    """16 or 32 bit grey: its own darkest and brightest become black and white."""
    wide = picture.convert("F")
    darkest, brightest = extremes(wide)
    gain = 255 / max(brightest - darkest, 1e-9)
    return wide.point(lambda value: value * gain - darkest * gain).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture)
    return paper.convert("RGB")
