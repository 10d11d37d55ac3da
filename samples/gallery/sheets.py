"""Contact sheets: thumbnails in rows, each with a line that says what it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw, ImageFont

_GAP: Final = 10
_LINE: Final = 16
_GROUND: Final = (235, 237, 240)
_INK: Final = (40, 44, 52)


@dataclass(frozen=True, slots=True)
class Shown:
    """A thumbnail and its caption."""

    image: Image.Image
    caption: str


def contact_sheet(shown: Sequence[Shown], *, columns: int, side: int) -> Image.Image:
    """A sheet of cells `side` pixels square, captions below."""
    cell, rows = side + _GAP, math.ceil(len(shown) / columns)
    sheet = Image.new("RGB", (columns * cell + _GAP, rows * (cell + _LINE) + _GAP), _GROUND)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(11)
    for place, one in enumerate(shown):
        x = _GAP + place % columns * cell
        y = _GAP + place // columns * (cell + _LINE)
        sheet.paste(one.image, (x + (side - one.image.width) // 2, y + (side - one.image.height) // 2))
        pen.text((x, y + side + 2), one.caption[: side // 6], fill=_INK, font=font)
    return sheet
