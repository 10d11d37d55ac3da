"""Takes the picture: from typeset documents to the file that is sent, with the truth moved along."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from random import Random
from typing import Final

import cv2
import numpy as np
from PIL import Image

from samples.captures import encoding, readability, wear
from samples.captures.digital import born_digital, joined_pdf
from samples.captures.grounds import ground
from samples.captures.light import exposed
from samples.captures.look import Look
from samples.captures.placing import (
    MM_PER_INCH,
    SMALL_MM,
    Picture,
    Placed,
    Sheet,
    joined_pages,
    laid,
    moved_box,
    moved_page,
    painted,
    sheets_of,
    sizes_of,
    tilted,
)
from samples.captures.screens import as_display, in_window
from samples.document import CaptureTruth, FieldBox, PageTruth, SampleFile, Truth, Typeset

cv2.setNumThreads(1)
_GLASS_MM: Final = (210.0, 297.0)
_GAP_MM: Final = 9
_MOST_PX: Final = 40_000_000


@dataclass(frozen=True, slots=True)
class _Spot:
    """A page of one of the documents, by their places."""

    document: int
    page: int


@dataclass(frozen=True, slots=True)
class _Shot:
    """One picture of the file, which pages lie on it and where; `px_per_mm` is the print's scale."""

    picture: Picture
    placed: tuple[tuple[_Spot, Placed], ...]
    px_per_mm: float

    @property
    def size(self) -> tuple[int, int]:
        return self.picture.shape[1], self.picture.shape[0]


Taker = Callable[[Sequence[Sheet], Look, Random], tuple[Picture, list[Placed], float]]


def _stacked(sheets: Sequence[Sheet], width: float, height: float, scale: float) -> list[tuple[float, float]]:
    """Middles of sheets one below the other, centred on a canvas in pixels."""
    gap = _GAP_MM * scale
    total = sum(sheet.height_mm * scale for sheet in sheets) + gap * (len(sheets) - 1)
    y, middles = (height - total) / 2, []
    for sheet in sheets:
        middles.append((width / 2, y + sheet.height_mm * scale / 2))
        y += sheet.height_mm * scale + gap
    return middles


def _scanned(sheets: Sequence[Sheet], look: Look, draw: Random) -> tuple[Picture, list[Placed], float]:
    scale = look.dpi / MM_PER_INCH
    width, height = (round(side * scale) for side in _GLASS_MM)
    canvas: Picture = np.full((height, width, 3), draw.randint(240, 253), np.uint8)
    small = sheets[0].width_mm < SMALL_MM
    lift = draw.uniform(0.6, 1.0) if small else 1.0
    middles = _stacked(sheets, width, height * lift, scale)
    placed = [
        laid(sheet, middle, scale, look.skew_deg + draw.uniform(-0.2, 0.2))
        for sheet, middle in zip(sheets, middles, strict=True)
    ]
    for one in placed:
        canvas = painted(canvas, one, shadow=False)
    plain = replace(look, punched=False, folded=False) if small else look
    return exposed(wear.worn(canvas, plain, draw), look, draw), placed, scale


def _photographed(sheets: Sequence[Sheet], look: Look, draw: Random) -> tuple[Picture, list[Placed], float]:
    tall = sum(sheet.height_mm for sheet in sheets) + _GAP_MM * (len(sheets) - 1)
    wide = max(sheet.width_mm for sheet in sheets)
    width, height = (round(look.long_px * 0.75), look.long_px)
    if wide > tall:
        width, height = height, width
    fill = draw.uniform(0.8, 0.93) * (1 + 0.9 * look.cut)
    scale = fill * min(width / wide, height / tall)
    slip = look.cut * np.array([width, height]) * np.array([draw.choice([-1, 1]) * 0.4, draw.choice([-1, 1])])
    canvas = ground(look.ground, (width, height), draw)
    placed = [
        tilted(
            laid(sheet, tuple(np.array(middle) + slip), scale, look.skew_deg + draw.uniform(-1, 1)),
            look.tilt, look.curl, draw,
        )
        for sheet, middle in zip(sheets, _stacked(sheets, width, height, scale), strict=True)
    ]  # fmt: skip
    for one in placed:
        canvas = painted(canvas, one, shadow=True)
    return exposed(canvas, look, draw), placed, scale


def _cropped(sheets: Sequence[Sheet], look: Look, draw: Random) -> tuple[Picture, list[Placed], float]:
    """The sheets cut to their edges, one below the other, as picture files of cards are."""
    wide, tall = max(sheet.width_mm for sheet in sheets), sum(sheet.height_mm for sheet in sheets)
    scale = look.long_px / max(wide, tall)
    canvas: Picture = np.full((round(tall * scale), round(wide * scale), 3), 255, np.uint8)
    y, placed = 0.0, []
    for sheet in sheets:
        middle = (wide * scale / 2, y + sheet.height_mm * scale / 2)
        placed.append(laid(sheet, middle, scale, 0))
        canvas = painted(canvas, placed[-1], shadow=False)
        y += sheet.height_mm * scale
    return exposed(canvas, look, draw), placed, scale


def _screened(sheets: Sequence[Sheet], look: Look, draw: Random) -> tuple[Picture, list[Placed], float]:
    picture, placed = in_window(sheets[0], look, draw)
    return picture, [placed], look.dpi / MM_PER_INCH


def _from_screen(sheets: Sequence[Sheet], look: Look, draw: Random) -> tuple[Picture, list[Placed], float]:
    """The display stands before the camera: the window's geometry, then the camera's."""
    window, on_window = in_window(sheets[0], look, draw)
    display, framed = as_display(window, on_window, draw)
    height, width = display.shape[:2]
    whole = Sheet(display, float(width), float(height))
    picture, [on_photo], _ = _photographed([whole], replace(look, curl=0.0), draw)
    corners = on_photo.on_canvas(framed.corners / np.array([width, height]))
    printed = np.linalg.norm(corners[1] - corners[0]) / sheets[0].width_mm
    return picture, [Placed(sheets[0], corners)], float(printed)


_TAKERS: Final[Mapping[str, Taker]] = {
    "scan": _scanned,
    "scan_jpeg": _scanned,
    "fax": _scanned,
    "photo": _photographed,
    "photo_heic": _photographed,
    "cropped": _cropped,
    "screenshot": _screened,
    "screen_photo": _from_screen,
}


def _groups(typesets: Sequence[Typeset], look: Look, *, together: bool) -> list[list[_Spot]]:
    """Pages that share a picture: both sides of a card unless the look says otherwise; others stand alone."""
    groups: list[list[_Spot]] = []
    for place, typeset in enumerate(typesets):
        sizes = sizes_of(typeset.pdf)
        spots = [_Spot(place, page) for page in range(len(sizes))]
        if together and all(width < SMALL_MM for width, _ in sizes):
            groups += {"both_on_one": [spots], "two_pages": [[one] for one in spots]}.get(
                look.sides, [spots[:1]]
            )
        else:
            groups += [[one] for one in spots]
    return groups


def _dpi_needed(way: str, look: Look, sizes: Sequence[tuple[float, float]]) -> float:
    """The resolution at which pages are drawn: what the capture will show of them, and a little more."""
    if way in {"scan", "scan_jpeg", "fax", "screenshot"}:
        return look.dpi
    if way == "screen_photo":
        return 96
    tall = sum(height for _, height in sizes)
    longest = max(tall, *(width for width, _ in sizes))
    return min(330.0, max(100.0, 1.05 * look.long_px / longest * MM_PER_INCH))


def _shots(typesets: Sequence[Typeset], way: str, look: Look, draw: Random) -> list[_Shot]:
    take, shots = _TAKERS[way], []
    sheets: dict[tuple[int, float], list[Sheet]] = {}
    for group in _groups(typesets, look, together=way not in {"screenshot", "screen_photo"}):
        sizes = [sizes_of(typesets[one.document].pdf)[one.page] for one in group]
        dpi = round(_dpi_needed(way, look, sizes))
        for one in group:
            key = (one.document, dpi)
            if key not in sheets:
                sheets[key] = sheets_of(typesets[one.document].pdf, dpi)
        laid_out = [sheets[one.document, dpi][one.page] for one in group]
        picture, placed, scale = take(laid_out, look, draw)
        shots.append(_Shot(picture, tuple(zip(group, placed, strict=True)), scale))
    return shots


def _truths(typesets: Sequence[Typeset], shots: Sequence[_Shot], turn: int) -> tuple[Truth, ...]:
    """Pages are pictures now; words and fields stand where the camera saw them, the unseen are gone."""
    pages: dict[int, dict[int, list[PageTruth]]] = {}
    boxes: dict[int, dict[str, list[FieldBox]]] = {}
    for number, shot in enumerate(shots, start=1):
        for spot, placed in shot.placed:
            truth = typesets[spot.document].truth
            seen = moved_page(truth.pages[spot.page], placed, shot.size, number, turn)
            pages.setdefault(spot.document, {}).setdefault(number, []).append(seen)
            for name, places in truth.field_boxes.items():
                moved = [
                    moved_box(one, placed, shot.size, number) for one in places if one.page == spot.page + 1
                ]
                boxes.setdefault(spot.document, {}).setdefault(name, []).extend(
                    one for one in moved if one.box.x1 > one.box.x0 and one.box.y1 > one.box.y0
                )
    return tuple(
        _truth(typeset.truth, pages.get(place, {}), boxes.get(place, {}))
        for place, typeset in enumerate(typesets)
    )


def _truth(
    truth: Truth, pages: Mapping[int, Sequence[PageTruth]], boxes: Mapping[str, Sequence[FieldBox]]
) -> Truth:
    unseen = {name for name in truth.field_boxes if not boxes.get(name)}
    return replace(
        truth,
        pages=tuple(joined_pages(same) for _, same in sorted(pages.items())),
        field_boxes={name: tuple(places) for name, places in boxes.items() if places},
        fields={name: value for name, value in truth.fields.items() if name not in unseen},
    )


def _image(shot: _Shot, way: str, look: Look, draw: Random) -> Image.Image:
    """The picture as its device stores it, turned as it was held."""
    picture = shot.picture
    if way in {"scan", "fax"} and look.bitonal:
        two = wear.two_tone(picture, draw)
        return encoding.turned(wear.faxed(two, draw) if way == "fax" else two, look.turn).convert("1")
    image = encoding.turned(picture, look.turn)
    return image.convert("L") if look.grey and way.startswith("scan") else image


def _encoded(images: Sequence[Image.Image], way: str, look: Look) -> tuple[str, str, bytes]:
    """Name, media type and bytes; several pictures, and what office scanners send, come as PDF."""
    if len(images) > 1 or way in {"scan", "fax"}:
        dpi = look.dpi if way in {"scan", "fax"} else 200
        return "scan.pdf", "application/pdf", encoding.picture_pdf(images, dpi, look.quality)
    if way == "photo_heic":
        return "photo.heic", "image/heic", encoding.heic(images[0], look.quality - 20)
    if way == "screenshot":
        return "screenshot.png", "image/png", encoding.png(images[0])
    tag = look.turn if look.exif else 0
    return "photo.jpg", "image/jpeg", encoding.jpeg(images[0].convert("RGB"), look.quality, exif_turn=tag)


_POOR: Final = Look(
    gain=0.62, gradient=0.35, shadow=0.3, blur_px=1.0, noise=5, warmth=0.14, strength=0.6
)  # fmt: skip
_HOPELESS: Final = Look(gain=0.7, gradient=0.3, shadow=0.2, blur_px=14, motion_px=45, strength=1.0)
_ALIASES: Final = {"photo_poor": ("photo", _POOR), "photo_unreadable": ("photo", _HOPELESS)}
"""Two photographs that the committed cases use: in evening light, and moved beyond reading."""


def capture(typesets: Sequence[Typeset], way: str, draw: Random, look: Look | None = None) -> SampleFile:
    """One document or several as one file of a way, and all that is true of it.

    Raises:
        KeyError: an unknown way.
    """
    look = look or Look()
    if way in _ALIASES:
        way, fixed = _ALIASES[way]
        look = replace(fixed, turn=look.turn, exif=look.exif, long_px=look.long_px, quality=look.quality)
    if way == "digital":
        return _digital(typesets, look, draw)
    shots = _shots(typesets, way, look, draw)
    images = [_image(shot, way, look, draw) for shot in shots]
    name, media_type, content = _encoded(images, way, look)
    shown = 0 if media_type == "image/jpeg" and look.exif else look.turn
    small = typesets[0].truth.family.split("-")[0] in readability.SMALL_PRINT
    scale = min(shot.px_per_mm for shot in shots)
    truth = CaptureTruth(
        way=way,
        strength=look.strength,
        readable=readability.readable(look, scale, small=small),
        issues=readability.issues_of(look, scale, small=small),
        parameters={
            key: value
            for key, value in asdict(look).items()
            if key not in {"strength", "layer", "producer", "signer"}
        },
    )
    return SampleFile(name, media_type, content, _truths(typesets, shots, shown), truth)


def _digital(typesets: Sequence[Typeset], look: Look, draw: Random) -> SampleFile:
    pages: list[PageTruth] = []
    documents: list[Truth] = []
    for typeset in typesets:
        first = len(pages)
        own = [replace(page, number=page.number + first) for page in typeset.truth.pages]
        boxes = {
            name: tuple(replace(one, page=one.page + first) for one in places)
            for name, places in typeset.truth.field_boxes.items()
        }
        documents.append(replace(typeset.truth, pages=tuple(own), field_boxes=boxes))
        pages += own
    content = born_digital(joined_pdf([one.pdf for one in typesets]), pages, look, draw)
    truth = CaptureTruth(
        "digital",
        0.0,
        parameters={"layer": look.layer, "producer": look.producer, "signer": look.signer},
    )
    return SampleFile("document.pdf", "application/pdf", content, tuple(documents), truth)
