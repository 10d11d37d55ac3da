"""Pages laid on a glass or a table, flat or curled: where each lies, and where its words then stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

import cv2
import numpy as np
import pypdfium2

from pipeline.records import Box
from samples.document import FieldBox, PageTruth, TruthWord

Picture = np.ndarray[Any, np.dtype[Any]]
"""Rows × columns × RGB, whole numbers of eight bits."""
Matrix = np.ndarray[Any, np.dtype[np.float64]]
MM_PER_INCH: Final = 25.4
SMALL_MM: Final = 130
"""Pages narrower than this are cards, booklet pages, receipts: they are laid on something larger."""
_UNIT: Final = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
_EDGE_POINTS: Final = 5


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page as pixels, and its size on paper."""

    picture: Picture
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet and where its corners come to lie: pixels of the canvas, clockwise from top left.

    `curl`: the page bulges by this share of its height in the middle of its width, as paper does that was
    rolled or folded; `wave` is where the bulge begins, in turns.
    """

    sheet: Sheet
    corners: Matrix
    curl: float = 0.0
    wave: float = 0.0

    @property
    def matrix(self) -> Any:
        """From fractions of the flat sheet to pixels of the canvas."""
        return cv2.getPerspectiveTransform(_UNIT, self.corners.astype(np.float32))

    def bulge(self, across: Any) -> Any:
        """How far a place moves down, as a share of the height; `across` is its share of the width."""
        return self.curl * np.sin(np.pi * (across * 1.3 + self.wave))

    def on_canvas(self, points: Any) -> Any:
        """Fractions of the printed sheet (n×2) → pixels of the canvas."""
        moved = np.asarray(points, np.float64).copy()
        moved[:, 1] += self.bulge(moved[:, 0])
        return cv2.perspectiveTransform(moved[None], self.matrix)[0]


def sheets_of(pdf: bytes, dpi: float) -> list[Sheet]:
    """The pages of a PDF at a resolution, RGB."""
    reader = pypdfium2.PdfDocument(pdf)
    sheets = []
    for page in reader:
        width, height = page.get_size()
        picture = page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3]
        sheets.append(
            Sheet(np.ascontiguousarray(picture), width / 72 * MM_PER_INCH, height / 72 * MM_PER_INCH)
        )
    reader.close()
    return sheets


def sizes_of(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height in millimetres of the pages of a PDF."""
    reader = pypdfium2.PdfDocument(pdf)
    sizes = [(page.get_width() / 72 * MM_PER_INCH, page.get_height() / 72 * MM_PER_INCH) for page in reader]
    reader.close()
    return sizes


def laid(sheet: Sheet, centre: tuple[float, float], px_per_mm: float, angle_deg: float) -> Placed:
    """A sheet lying flat, turned a little about its middle."""
    half = np.array([sheet.width_mm, sheet.height_mm]) * px_per_mm / 2
    turn = np.deg2rad(angle_deg)
    rotate = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    return Placed(sheet, (signs * half) @ rotate.T + np.array(centre))


def tilted(placed: Placed, strength: float, curl: float, draw: Random) -> Placed:
    """The same seen from aside, and curled: corners move by up to `strength` of the sheet's size."""
    size = np.linalg.norm(placed.corners[1] - placed.corners[0])
    moves = np.array([[draw.uniform(-1, 1), draw.uniform(-1, 1)] for _ in range(4)])
    return replace(
        placed, corners=placed.corners + moves * size * strength, curl=curl, wave=draw.uniform(0, 1)
    )


def _sources(placed: Placed, size: tuple[int, int]) -> tuple[Any, Any]:
    """For each pixel of the canvas the column and row of the sheet's picture that it shows."""
    width, height = size
    rows, columns = placed.sheet.picture.shape[:2]
    inverse = np.linalg.inv(placed.matrix).astype(np.float32)
    xs, ys = np.arange(width, dtype=np.float32)[None, :], np.arange(height, dtype=np.float32)[:, None]
    depth = inverse[2, 0] * xs + inverse[2, 1] * ys + inverse[2, 2]
    across = (inverse[0, 0] * xs + inverse[0, 1] * ys + inverse[0, 2]) / depth
    down = (inverse[1, 0] * xs + inverse[1, 1] * ys + inverse[1, 2]) / depth
    down -= placed.bulge(across).astype(np.float32)
    return (across * columns - 0.5).astype(np.float32), (down * rows - 0.5).astype(np.float32)


def painted(canvas: Picture, placed: Placed, *, shadow: bool) -> Picture:
    """The canvas with the sheet on it; a soft shadow beside it where it lies on a table."""
    height, width = canvas.shape[:2]
    rows, columns = placed.sheet.picture.shape[:2]
    if placed.curl:
        across, down = _sources(placed, (width, height))
        picture = cv2.remap(placed.sheet.picture, across, down, cv2.INTER_LINEAR)
        full = np.full((rows, columns), 255, np.uint8)
        mask = cv2.remap(full, across, down, cv2.INTER_LINEAR)
    else:
        pixels = placed.matrix @ np.diag([1 / columns, 1 / rows, 1])
        picture = cv2.warpPerspective(placed.sheet.picture, pixels, (width, height), flags=cv2.INTER_LINEAR)
        full = np.full((rows, columns), 255, np.uint8)
        mask = cv2.warpPerspective(full, pixels, (width, height))
    ground = _shadowed(canvas, mask) if shadow else canvas
    result: Picture = cv2.copyTo(ground, (mask < 128).astype(np.uint8), picture)
    return result


def _shadowed(canvas: Picture, mask: Picture) -> Picture:
    """The ground, darker close to the paper's lower right edge."""
    small = cv2.resize(mask, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    dark = cv2.GaussianBlur(np.roll(small, (1, 1), (0, 1)), (0, 0), 1.5)
    wide = cv2.resize(dark, (canvas.shape[1], canvas.shape[0]), interpolation=cv2.INTER_LINEAR)
    shade = (255 - np.asarray(wide) // 2).astype(np.uint8)
    result: Picture = cv2.multiply(canvas, cv2.merge([shade] * 3), scale=1 / 255)
    return result


def _moved(box: Box, placed: Placed, size: tuple[int, int]) -> Box:
    """The box around the places that a box's edges move to."""
    steps = np.linspace(box.x0, box.x1, _EDGE_POINTS)
    edges = np.concatenate([np.column_stack([steps, np.full_like(steps, y)]) for y in (box.y0, box.y1)])
    points = placed.on_canvas(edges) / np.array(size)
    (x0, y0), (x1, y1) = points.min(0).clip(0, 1), points.max(0).clip(0, 1)
    return Box(float(x0), float(y0), float(x1), float(y1))


def moved_page(page: PageTruth, placed: Placed, size: tuple[int, int], number: int, turn: int) -> PageTruth:
    """A page's words where they now stand; those outside the picture are gone. `size`: width and height."""
    words = []
    for word in page.words:
        box = _moved(word.box, placed, size)
        if box.x1 > box.x0 and box.y1 > box.y0:
            words.append(TruthWord(word.text, box, word.line))
    return PageTruth(number, tuple(words), turn)


def joined_pages(pages: Sequence[PageTruth]) -> PageTruth:
    """Sheets that share a picture: the words of all, lines counted on."""
    words: list[TruthWord] = []
    for page in pages:
        first = words[-1].line + 1 if words else 0
        words += [TruthWord(word.text, word.box, word.line + first) for word in page.words]
    return PageTruth(pages[0].number, tuple(words), pages[0].turn)


def moved_box(box: FieldBox, placed: Placed, size: tuple[int, int], number: int) -> FieldBox:
    """A field's box on the picture that became page `number`."""
    return FieldBox(number, _moved(box.box, placed, size))
