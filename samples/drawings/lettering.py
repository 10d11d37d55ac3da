"""Letters as outlines: what stamps and seals say is drawn, so it never enters the text layer."""

import math
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FACES: Final = ("Liberation Sans:bold", "Liberation Serif:bold", "DejaVu Sans:bold", "Liberation Mono:bold")


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline (y upwards, `units` to the letter's height), and how many heights it moves the next one."""

    path: str
    advance: float
    units: int


@cache
def _font(face: str) -> Any:
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", face],
        capture_output=True,
        text=True,
        check=True,
    )
    return TTFont(found.stdout, lazy=True)


@cache
def glyph(face: str, sign: str) -> Glyph | None:
    """The outline of one sign; None where the face has none."""
    font = _font(face)
    name = font.getBestCmap().get(ord(sign))
    if name is None:
        return None
    drawn, size = font.getGlyphSet()[name], font["head"].unitsPerEm
    pen = SVGPathPen(font.getGlyphSet(), ntos=lambda number: f"{number:.0f}")
    drawn.draw(pen)
    return Glyph(pen.getCommands(), drawn.width / size, size)


def width(text: str, face: str, size: float) -> float:
    """How long a text is when set straight."""
    return sum(one.advance for sign in text if (one := glyph(face, sign))) * size


def _placed(one: Glyph, x: float, y: float, size: float) -> str:
    scale = size / one.units
    return f'<path d="{one.path}" transform="translate({x:.2f} {y:.2f}) scale({scale:.5f} {-scale:.5f})"/>'


def straight(text: str, face: str, x: float, y: float, size: float) -> str:
    """A line of outlines centred on x, standing on y."""
    left, parts = x - width(text, face, size) / 2, []
    for sign in text:
        if one := glyph(face, sign):
            parts.append(_placed(one, left, y, size))
            left += one.advance * size
    return "".join(parts)


def on_circle(text: str, face: str, centre: tuple[float, float], radius: float, size: float) -> str:
    """Outlines along a circle, their feet inwards, the middle of the text at the top."""
    spread = width(text, face, size) * 1.06 / radius
    angle, parts = -spread / 2, []
    for sign in text:
        if one := glyph(face, sign):
            step = one.advance * size * 1.06 / radius
            at = angle + step / 2 - math.pi / 2
            x, y = centre[0] + radius * math.cos(at), centre[1] + radius * math.sin(at)
            turn = math.degrees(angle + step / 2)
            back = one.advance * size / 2
            parts.append(
                f'<g transform="translate({x:.2f} {y:.2f}) rotate({turn:.1f})">'
                + _placed(one, -back, 0, size)
                + "</g>"
            )
            angle += step
    return "".join(parts)


def can_write(text: str, face: str) -> bool:
    """The face has every sign and the script needs no joining of letters."""
    return all(sign.isspace() or (ord(sign) < 0x590 and glyph(face, sign)) for sign in text)
