"""Things drawn rather than set: signatures, stamps, logos, the word SPECIMEN, as SVG."""

from collections.abc import Sequence
from html import escape
from random import Random
from typing import Final
from urllib.parse import quote

from samples.chance import chance

_STROKES: Final = {
    "S": ["M9 2 C4 -1 0 3 4 5 C9 7 9 11 1 9"],
    "P": ["M1 10 L1 1 C11 0 11 6 1 5.5"],
    "E": ["M9 1 L1 1 L1 10 L9 10", "M1 5.5 L7 5.5"],
    "C": ["M9 2.5 C3 -2 -1 5 3 9 C5 11 8 10 9 8.5"],
    "I": ["M5 1 L5 10"],
    "M": ["M1 10 L1 1 L5 7 L9 1 L9 10"],
    "N": ["M1 10 L1 1 L9 10 L9 1"],
}


def data_uri(svg: str) -> str:
    """An SVG text as an address that a page can hold."""
    return "data:image/svg+xml," + quote(svg)


def _stroke(draw: Random, x: float, width: float, base: float) -> tuple[str, float]:
    """One letter-like loop of ink from x on; returns its path and where the pen stands."""
    rise = draw.uniform(6, 22) * draw.choice([1, 1, 1, -0.5])
    end = x + width
    curl = draw.uniform(-0.4, 1.3)
    return (
        f"C{x + width * curl:.1f} {base - rise:.1f} {end + width * 0.5:.1f} {base - rise * 0.9:.1f} "
        f"{end:.1f} {base + draw.uniform(-2, 3):.1f}",
        end,
    )


def _word(draw: Random, x: float, letters: int) -> tuple[str, float]:
    base = draw.uniform(38, 44)
    path = f"M{x:.1f} {base:.1f} C{x - 6:.1f} {base - 34:.1f} {x + 14:.1f} {base - 40:.1f} "
    path += f"{x + 9:.1f} {base:.1f} "
    x += 9
    for _ in range(letters):
        part, x = _stroke(draw, x, draw.uniform(4, 9), base)
        path += part
    return path, x


def signature(name: str) -> str:
    """Ink of a hand that follows from the name: the same person signs alike."""
    draw = chance("ink", name)
    colour = draw.choice(["#1c2f80", "#17235c", "#111", "#222", "#20358f"])
    paths, x = [], 8.0
    for word in name.split()[:3] or ["x"]:
        path, x = _word(draw, x, min(len(word), 7))
        paths.append(path)
        x += draw.uniform(3, 12)
    if draw.random() < 0.6:
        start, dip = draw.uniform(2, 20), draw.uniform(40, 56)
        paths.append(f"M{start:.0f} 47 C{x / 2:.0f} {dip:.0f} {x * 0.8:.0f} 48 {x:.0f} 44")
    width = draw.uniform(1.1, 1.9)
    lines = "".join(
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.1f}" stroke-linecap="round"/>'
        for path in paths
    )
    return data_uri(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {x + 8:.0f} 58">{lines}</svg>')


def stamp(lines: Sequence[str], draw: Random) -> str:
    """A rubber stamp: ring or box, text lines, turned a little."""
    colour = draw.choice(["#28368f", "#7a1f4d", "#1f5f3a", "#8a1c1c", "#303060"])
    turn = draw.uniform(-18, 18)
    rim = (
        f'<circle cx="50" cy="50" r="46" fill="none" stroke="{colour}" stroke-width="2.5"/>'
        f'<circle cx="50" cy="50" r="38" fill="none" stroke="{colour}" stroke-width="1"/>'
        if draw.random() < 0.65
        else f'<rect x="4" y="24" width="92" height="52" fill="none" stroke="{colour}" stroke-width="3"/>'
    )
    shown = list(lines)[:3]
    texts = "".join(
        f'<text x="50" y="{54 + (place - (len(shown) - 1) / 2) * 12:.0f}" font-family="Liberation Sans" '
        f'font-size="{min(9, 110 / max(len(line), 8)):.1f}" text-anchor="middle" fill="{colour}">'
        f"{escape(line)}</text>"
        for place, line in enumerate(shown)
    )
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<g transform="rotate({turn:.0f} 50 50)">{rim}{texts}</g></svg>'
    )


def logo(draw: Random, colour: str) -> str:
    """An emblem of plain shapes."""
    shapes = [
        f'<circle cx="30" cy="30" r="24" fill="{colour}"/><path d="M18 38 L30 16 L42 38 Z" fill="#fff"/>',
        f'<path d="M8 50 L8 12 L30 30 L52 12 L52 50" fill="none" stroke="{colour}" stroke-width="8"/>',
        f'<rect x="6" y="6" width="48" height="48" rx="9" fill="{colour}"/>'
        '<circle cx="30" cy="30" r="12" fill="#fff"/>',
        f'<path d="M30 5 L53 16 L48 44 L30 56 L12 44 L7 16 Z" fill="{colour}"/>'
        '<path d="M20 30 L28 38 L42 20" '
        f'stroke="#fff" stroke-width="5" fill="none"/>',
        f'<path d="M5 40 C20 10 40 60 55 20" fill="none" stroke="{colour}" stroke-width="7"/>',
    ]
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60">{draw.choice(shapes)}</svg>'
    )


def specimen(colour: str = "#b02030") -> str:
    """The word SPECIMEN in strokes, pale, so that it marks a page and hides nothing on it."""
    letters = "".join(
        f'<g transform="translate({place * 12} 0)">'
        + "".join(f'<path d="{one}"/>' for one in _STROKES[letter])
        + "</g>"
        for place, letter in enumerate("SPECIMEN")
    )
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 98 15"><g fill="none" stroke="{colour}" '
        f'stroke-width=".7" opacity=".12">{letters}</g></svg>'
    )


def guilloche(draw: Random, colour: str) -> str:
    """Fine wavy lines, as security paper has them."""
    waves = []
    for _ in range(14):
        y, lift = draw.uniform(0, 100), draw.uniform(4, 26)
        waves.append(
            f'<path d="M-5 {y:.0f} C25 {y - lift:.0f} 45 {y + lift:.0f} 70 {y:.0f} '
            f'S110 {y - lift:.0f} 135 {y:.0f}"/>'
        )
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 90" preserveAspectRatio="none">'
        f'<g fill="none" stroke="{colour}" stroke-width=".2" opacity=".2">{"".join(waves)}</g></svg>'
    )
