"""Takes the picture: from a typeset document to the file that is sent, with the truth moved along."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

import cv2
import numpy as np
from PIL import Image

from samples.captures import encoding, light
from samples.captures.placing import (
    MM_PER_INCH,
    SMALL_MM,
    Picture,
    Placed,
    Sheet,
    laid,
    moved_box,
    moved_words,
    painted,
    sheets_of,
    tilted,
)
from samples.document import FieldBox, PageTruth, SampleDocument, Truth, Typeset

_GLASS_MM: Final = (210.0, 297.0)
_RENDER_DPI: Final = 330


@dataclass(frozen=True, slots=True)
class Look:
    """How a capture is made, to the pixel. `turn` 0, 90, 180, 270: clockwise turn that sets it upright.

    `grey` and `bitonal` are a scanner's modes; `long_px` a camera's longer side.
    """

    turn: int = 0
    exif: bool = False
    dpi: int = 200
    grey: bool = False
    bitonal: bool = False
    long_px: int = 2200
    quality: int = 74


@dataclass(frozen=True, slots=True)
class _Taken:
    """One picture of the file, and which sheets lie on it."""

    picture: Picture
    placed: tuple[tuple[int, Placed], ...]

    @property
    def size(self) -> tuple[int, int]:
        return self.picture.shape[1], self.picture.shape[0]


def _groups(sheets: Sequence[Sheet]) -> list[list[int]]:
    """Sheets that share a picture: both sides of a card; others stand alone."""
    if all(sheet.width_mm < SMALL_MM for sheet in sheets):
        return [list(range(len(sheets)))]
    return [[place] for place in range(len(sheets))]


def _stacked(
    sheets: Sequence[Sheet], width: float, height: float, px_per_mm: float
) -> list[tuple[float, float]]:
    """Middles of sheets one below the other, centred on a canvas in pixels."""
    gap = 9 * px_per_mm
    total = sum(sheet.height_mm * px_per_mm for sheet in sheets) + gap * (len(sheets) - 1)
    y, middles = (height - total) / 2, []
    for sheet in sheets:
        middles.append((width / 2, y + sheet.height_mm * px_per_mm / 2))
        y += sheet.height_mm * px_per_mm + gap
    return middles


def _scanned(sheets: Sequence[Sheet], look: Look, draw: Random) -> tuple[Picture, list[Placed]]:
    px_per_mm = look.dpi / MM_PER_INCH
    width, height = (round(side * px_per_mm) for side in _GLASS_MM)
    canvas: Picture = np.full((height, width, 3), draw.randint(246, 253), np.uint8)
    small = sheets[0].width_mm < SMALL_MM
    lift = draw.uniform(0.6, 1.0) if small else 1.0
    middles = _stacked(sheets, width, height * lift, px_per_mm)
    placed = [
        laid(sheet, middle, px_per_mm, draw.uniform(-1.1, 1.1))
        for sheet, middle in zip(sheets, middles, strict=True)
    ]
    for one in placed:
        canvas = painted(canvas, one, shadow=False)
    return light.exposed(canvas, light.scanner(draw), draw), placed


def _photographed(
    sheets: Sequence[Sheet], look: Look, draw: Random, conditions: light.Conditions
) -> tuple[Picture, list[Placed]]:
    tall = sum(sheet.height_mm for sheet in sheets) + 9 * (len(sheets) - 1)
    wide = max(sheet.width_mm for sheet in sheets)
    ratio = 3 / 4 if tall > wide else 4 / 3
    width, height = (
        (round(look.long_px * ratio), look.long_px)
        if ratio < 1
        else (look.long_px, round(look.long_px / ratio))
    )
    fill = draw.uniform(0.84, 0.93)
    px_per_mm = fill * min(width / wide, height / tall)
    canvas = light.table((width, height), draw)
    placed = [
        tilted(laid(sheet, middle, px_per_mm, draw.uniform(-2, 2)), 0.012, draw)
        for sheet, middle in zip(sheets, _stacked(sheets, width, height, px_per_mm), strict=True)
    ]
    for one in placed:
        canvas = painted(canvas, one, shadow=True)
    return light.exposed(canvas, conditions, draw), placed


def _moved(typeset: Typeset, taken: Sequence[_Taken], name: str, look: Look, *, readable: bool) -> Truth:
    """The truth of the file: pages are pictures now, words and fields stand where the camera saw them."""
    pages: list[PageTruth] = []
    where: dict[int, tuple[Placed, tuple[int, int], int]] = {}
    for number, one in enumerate(taken, start=1):
        truths = [(typeset.truth.pages[place], placed) for place, placed in one.placed]
        pages.append(PageTruth(number, moved_words(truths, one.size), look.turn))
        where.update({place + 1: (placed, one.size, number) for place, placed in one.placed})
    boxes: dict[str, tuple[FieldBox, ...]] = {
        field: tuple(moved_box(box, *where[box.page]) for box in found if box.page in where)
        for field, found in typeset.truth.field_boxes.items()
    }
    return replace(typeset.truth, pages=tuple(pages), field_boxes=boxes, capture=name, readable=readable)


def _take(typeset: Typeset, shoot: Callable[[list[Sheet]], tuple[Picture, list[Placed]]]) -> list[_Taken]:
    sheets = sheets_of(typeset.pdf, _RENDER_DPI if len(typeset.truth.pages) < 4 else 220)
    taken = []
    for group in _groups(sheets):
        picture, placed = shoot([sheets[place] for place in group])
        taken.append(_Taken(picture, tuple(zip(group, placed, strict=True))))
    return taken


def _mode(picture: Picture, look: Look) -> Image.Image:
    image = encoding.turned(picture, look.turn)
    if look.bitonal:
        grey = np.asarray(image.convert("L"))
        _, plain = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
        return Image.fromarray(plain).convert("1")
    return image.convert("L") if look.grey else image


def _scan(typeset: Typeset, name: str, look: Look, draw: Random) -> SampleDocument:
    taken = _take(typeset, lambda sheets: _scanned(sheets, look, draw))
    images = [_mode(one.picture, look) for one in taken]
    truth = _moved(typeset, taken, name, look, readable=True)
    if name == "scan_jpeg" and len(images) == 1:
        return SampleDocument(
            "scan.jpg", "image/jpeg", encoding.jpeg(images[0].convert("RGB"), look.quality), truth
        )
    content = encoding.picture_pdf(images, look.dpi, look.quality)
    return SampleDocument("scan.pdf", "application/pdf", content, truth)


_CONDITIONS: Final[Mapping[str, Callable[[Random], light.Conditions]]] = {
    "photo": light.camera,
    "photo_heic": light.camera,
    "photo_poor": light.poor_camera,
    "photo_unreadable": light.hopeless_camera,
}


def _photo(typeset: Typeset, name: str, look: Look, draw: Random) -> SampleDocument:
    conditions = _CONDITIONS[name](draw)
    taken = _take(typeset, lambda sheets: _photographed(sheets, look, draw, conditions))
    truth = _moved(typeset, taken, name, look, readable=name != "photo_unreadable")
    images = [encoding.turned(one.picture, look.turn) for one in taken]
    if len(images) > 1:
        return SampleDocument(
            "photos.pdf", "application/pdf", encoding.picture_pdf(images, 200, look.quality), truth
        )
    if name == "photo_heic":
        return SampleDocument("photo.heic", "image/heic", encoding.heic(images[0], look.quality - 20), truth)
    if not look.exif:
        return SampleDocument("photo.jpg", "image/jpeg", encoding.jpeg(images[0], look.quality), truth)
    upright = replace(truth, pages=tuple(replace(page, turn=0) for page in truth.pages))
    content = encoding.jpeg(images[0], look.quality, exif_turn=look.turn)
    return SampleDocument("photo.jpg", "image/jpeg", content, upright)


def _digital(typeset: Typeset, name: str, _: Look, __: Random) -> SampleDocument:
    return SampleDocument(
        "document.pdf", "application/pdf", typeset.pdf, replace(typeset.truth, capture=name)
    )


_WAYS: Final[Mapping[str, Callable[[Typeset, str, Look, Random], SampleDocument]]] = {
    "digital": _digital,
    "scan": _scan,
    "scan_jpeg": _scan,
    "photo": _photo,
    "photo_heic": _photo,
    "photo_poor": _photo,
    "photo_unreadable": _photo,
}
CAPTURES: Final = tuple(_WAYS)
"""All ways a paper can reach us; the last one is for papers nobody can read."""


def capture(typeset: Typeset, name: str, draw: Random, look: Look | None = None) -> SampleDocument:
    """The file that is sent, and its truth. Raises KeyError for an unknown capture."""
    return _WAYS[name](typeset, name, look or Look(), draw)
