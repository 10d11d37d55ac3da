"""How large a page is drawn: enough for small print, never more than the budget."""

import math
from typing import Final

_DRAWN_DPI: Final = 200.0  # digital text is sharp at any size, and its words come from the layer
_SCAN_DPI: Final = 300.0
_PHOTO_SIDE: Final = 3000
_UPLOAD_PIXELS: Final = 160_000_000
_LEAST_PIXELS: Final = 2_200_000  # A4 at 150 dpi
_LONGEST_SIDE: Final = 20_000
_PAPER_MM: Final = (40.0, 460.0)  # shorter side of a card to longer side of A3, with some margin


def page_budget(pages: int, page_pixels: int) -> int:
    """Pixels for each page, so that a long upload stays within memory."""
    share = _UPLOAD_PIXELS // max(pages, 1)
    return min(page_pixels, max(share, _LEAST_PIXELS))


def drawing_dpi(width_pt: float, height_pt: float, budget: int, *, has_text: bool) -> float:
    """Dots per inch for a page of that size in points (1/72 inch)."""
    wish = _DRAWN_DPI if has_text else _SCAN_DPI
    by_area = 72 * math.sqrt(budget / max(width_pt * height_pt, 1e-6))
    by_side = 72 * _LONGEST_SIDE / max(width_pt, height_pt, 1e-6)
    return min(wish, by_area, by_side)


def picture_size(width: int, height: int, dpi: float | None, budget: int) -> tuple[int, int]:
    """The size at which a picture is kept: scans at 300 dpi, photos at 3,000 pixels; never enlarged."""
    wish = _SCAN_DPI / dpi if dpi else _PHOTO_SIDE / max(width, height)
    shrink = min(1.0, wish, math.sqrt(budget / (width * height)), _LONGEST_SIDE / max(width, height))
    return max(1, round(width * shrink)), max(1, round(height * shrink))


def believable_dpi(dpi: float | None, width: int, height: int) -> float | None:
    """The resolution that a picture claims, if the sheet of paper it implies exists.

    Cameras write 72 or 96 into every photo.
    """
    if dpi is None or not 90 <= dpi <= 2400 or dpi == 96:
        return None
    sides = sorted(side / dpi * 25.4 for side in (width, height))
    return dpi if sides[0] >= _PAPER_MM[0] and sides[1] <= _PAPER_MM[1] else None
