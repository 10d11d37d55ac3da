"""Pages laid on a glass or a table: where each lies, and where its words then stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import cv2
import numpy as np
import pypdfium2

from pipeline.records import Box
from samples.document import FieldBox, PageTruth, TruthWord

Picture = np.ndarray[Any, np.dtype[np.uint8]]
Matrix = np.ndarray[Any, np.dtype[np.float64]]
MM_PER_INCH = 25.4
SMALL_MM = 150
"""Pages narrower than this are cards, booklet pages, receipts: they are laid on something larger."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page as pixels, and its size on paper."""

    picture: Picture
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet and where its corners come to lie: pixels of the canvas, clockwise from top left."""

    sheet: Sheet
    corners: Matrix

    @property
    def matrix(self) -> Any:
        """From fractions of the sheet to pixels of the canvas."""
        unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
        return cv2.getPerspectiveTransform(unit, self.corners.astype(np.float32))


def sheets_of(pdf: bytes, dpi: float) -> list[Sheet]:
    """The pages of a PDF at a resolution, RGB."""
    reader = pypdfium2.PdfDocument(pdf)
    sheets = []
    for page in reader:
        width, height = page.get_size()
        picture = page.render(scale=dpi / 72).to_numpy()[:, :, :3][:, :, ::-1]
        sheets.append(
            Sheet(np.ascontiguousarray(picture), width / 72 * MM_PER_INCH, height / 72 * MM_PER_INCH)
        )
    reader.close()
    return sheets


def laid(sheet: Sheet, centre: tuple[float, float], px_per_mm: float, angle_deg: float) -> Placed:
    """A sheet lying flat, turned a little about its middle."""
    half = np.array([sheet.width_mm, sheet.height_mm]) * px_per_mm / 2
    turn = np.deg2rad(angle_deg)
    rotate = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    return Placed(sheet, (signs * half) @ rotate.T + np.array(centre))


def tilted(placed: Placed, strength: float, draw: Random) -> Placed:
    """The same seen from aside: corners moved by up to `strength` of the sheet's size."""
    size = np.linalg.norm(placed.corners[1] - placed.corners[0])
    moves = np.array([[draw.uniform(-1, 1), draw.uniform(-1, 1)] for _ in range(4)])
    return Placed(placed.sheet, placed.corners + moves * size * strength)


def painted(canvas: Picture, placed: Placed, *, shadow: bool) -> Picture:
    """The canvas with the sheet on it; a soft shadow below where it lies on a table."""
    height, width = canvas.shape[:2]
    rows, columns = placed.sheet.picture.shape[:2]
    pixels = placed.matrix @ np.diag([1 / columns, 1 / rows, 1])
    picture = cv2.warpPerspective(placed.sheet.picture, pixels, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.full((rows, columns), 255, np.uint8), pixels, (width, height))
    ground = canvas
    if shadow:
        dark = cv2.GaussianBlur(np.roll(mask, (9, 7), (0, 1)), (0, 0), 8).astype(np.float32) / 255
        ground = (canvas * (1 - 0.5 * dark[:, :, None])).astype(np.uint8)
    share = (mask.astype(np.float32) / 255)[:, :, None]
    return (picture * share + ground * (1 - share)).astype(np.uint8)


def _moved(box: Box, matrix: Any, width: int, height: int) -> Box:
    corners = np.array([[[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]]], np.float64)
    points = cv2.perspectiveTransform(corners, matrix)[0] / np.array([width, height])
    (x0, y0), (x1, y1) = points.min(0).clip(0, 1), points.max(0).clip(0, 1)
    return Box(float(x0), float(y0), float(x1), float(y1))


def moved_words(pages: Sequence[tuple[PageTruth, Placed]], size: tuple[int, int]) -> tuple[TruthWord, ...]:
    """The words of all sheets of one picture, where they now stand; `size` is width and height."""
    words: list[TruthWord] = []
    for truth, placed in pages:
        first = words[-1].line + 1 if words else 0
        words += [
            TruthWord(word.text, _moved(word.box, placed.matrix, *size), word.line + first)
            for word in truth.words
        ]
    return tuple(words)


def moved_box(box: FieldBox, placed: Placed, size: tuple[int, int], number: int) -> FieldBox:
    """A field's box on the picture that became page `number`."""
    return FieldBox(number, _moved(box.box, placed.matrix, *size))
