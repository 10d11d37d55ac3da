"""Rubber stamps and embossed seals: rings, boxes and ovals, their words outlined, their ink uneven."""

import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from samples.drawings.lettering import FACES, can_write, on_circle, straight, width
from samples.drawings.shapes import picture

COLOURS: Final = ("#28368f", "#5b2a7a", "#1f5f3a", "#8a1c1c", "#303060", "#1d4f91", "#333", "#7a1f4d")


def _written(lines: Sequence[str], face: str) -> list[str]:
    return [one.strip() for one in lines if one.strip() and can_write(one, face)]


def _stack(lines: Sequence[str], face: str, room: float, size: float, middle: tuple[float, float]) -> str:
    """Straight lines one above the other, each made to fit."""
    parts, count = [], len(lines)
    for place, one in enumerate(lines):
        fitted = min(size, size * room / max(width(one, face, size), 1))
        y = middle[1] + (place - (count - 1) / 2) * size * 1.25 + fitted * 0.36
        parts.append(straight(one, face, middle[0], y, fitted))
    return "".join(parts)


def _star(x: float, y: float, size: float) -> str:
    points = (
        (x + math.sin(turn * math.pi / 5) * part, y - math.cos(turn * math.pi / 5) * part)
        for turn in range(10)
        for part in [size if turn % 2 == 0 else size * 0.42]
    )
    return f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}"/>'


def _middle(draw: Random, rest: Sequence[str], face: str) -> str:
    if rest:
        return _stack(rest[:3], face, 54, 8.5, (50, 50))
    return draw.choice([_star(50, 50, 14), _star(50, 50, 8), _shield(50, 50), ""])


def _shield(x: float, y: float) -> str:
    return (
        f'<path d="M{x - 10} {y - 13} H{x + 10} V{y + 2} Q{x + 10} {y + 11} {x} {y + 15} Q{x - 10} {y + 11} '
        f"{x - 10} {y + 2} Z M{x - 6} {y - 9} V{y + 1} Q{x - 6} {y + 7} {x} "
        f'{y + 10} V{y - 9} Z" fill-rule="evenodd"/>'
    )


def _ring(lines: Sequence[str], draw: Random, face: str, colour: str) -> str:
    """A round stamp: words along the rim, a date or a device in the middle."""
    words, rest = (lines[0], lines[1:]) if lines else ("", ())
    size = min(10.5, 10.5 * 205 / max(width(words, face, 10.5) * 1.06, 1))
    inner = draw.choice([31.5, 32.5])
    return (
        (
            f'<circle cx="50" cy="50" r="47" fill="none" stroke="{colour}" '
            f'stroke-width="{draw.uniform(1.4, 3):.1f}"/>'
        )
        + (
            f'<circle cx="50" cy="50" r="{inner}" fill="none" stroke="{colour}" '
            f'stroke-width="{draw.uniform(0.6, 1.4):.1f}"/>'
        )
        + on_circle(words, face, (50, 50), 36.2, size)
        + (_star(50, 89, 3.4) if len(words) < 18 else "")
        + _middle(draw, rest, face)
    )


def _oval(lines: Sequence[str], draw: Random, face: str, colour: str) -> str:
    double = f'<ellipse cx="50" cy="50" rx="43.5" ry="27" fill="none" stroke="{colour}" stroke-width=".8"/>'
    return (
        f'<ellipse cx="50" cy="50" rx="47" ry="30.5" fill="none" stroke="{colour}" stroke-width="2"/>'
        + (double if draw.random() < 0.6 else "")
        + _stack(lines[:3], face, 70, 9.5, (50, 50))
    )


def _box(lines: Sequence[str], draw: Random, face: str, colour: str) -> str:
    rounded = draw.choice([0, 0, 5])
    high = 18 + 15 * min(len(lines), 3)
    bar = f'<path d="M8 50 H92" stroke="{colour}" stroke-width=".8"/>' if len(lines) == 2 else ""
    return (
        f'<rect x="3" y="{50 - high / 2}" width="94" height="{high}" rx="{rounded}" fill="none" '
        f'stroke="{colour}" stroke-width="{draw.uniform(1.5, 3.2):.1f}"/>{bar}'
        + _stack(lines[:3], face, 86, 11.5, (50, 50))
    )


def _bare(lines: Sequence[str], draw: Random, face: str, _: str) -> str:
    """Lines without a frame, as firms stamp their address."""
    return _stack(lines[:3], face, 96, draw.uniform(10, 13), (50, 50))


_FORMS: Final[Sequence[Callable[[Sequence[str], Random, str, str], str]]] = (
    _ring, _ring, _ring, _oval, _box, _box, _bare,
)  # fmt: skip


def _worn(draw: Random) -> str:
    """White specks where the rubber did not touch."""
    return "".join(
        f'<ellipse cx="{draw.uniform(2, 98):.0f}" cy="{draw.uniform(2, 98):.0f}" '
        f'rx="{draw.uniform(0.3, 2.2):.1f}" '
        f'ry="{draw.uniform(0.3, 1.4):.1f}" fill="#fff" opacity=".8" stroke="none"/>'
        for _ in range(draw.randint(0, 34))
    )


def stamp(lines: Sequence[str], draw: Random) -> str:
    """A rubber stamp of one of many forms, turned a little, its ink uneven. Square."""
    colour, face = draw.choice(COLOURS), draw.choice(FACES)
    shown = _written(lines, face)
    form = draw.choice(_FORMS) if shown else _ring
    body = form(shown, draw, face, colour)
    return picture(
        f'<g transform="rotate({draw.uniform(-22, 22):.0f} 50 50) translate(3 3) scale(.94)" fill="{colour}" '
        f'opacity="{draw.uniform(0.62, 0.95):.2f}">{body}{_worn(draw)}</g>',
        100,
        100,
    )


def seal(draw: Random, colour: str) -> str:
    """A printed or embossed seal: a toothed disc with rings and a device, without words. Square."""
    teeth = draw.choice([24, 30, 36, 48])
    points = " ".join(
        f"{50 + math.cos(turn) * size:.1f},{50 + math.sin(turn) * size:.1f}"
        for place in range(2 * teeth)
        for turn, size in [(place * math.pi / teeth, 48 if place % 2 else draw.choice([44, 45]))]
    )
    blind = draw.random() < 0.35
    fill = "#d9d9d6" if blind else draw.choice([colour, "#b08a2e", "#a11d2a", "#c9a84a"])
    device = draw.choice(
        [_star(50, 50, 20), _shield(50, 50).replace("evenodd", "nonzero"), _star(50, 50, 13)]
    )
    ribbons = '<path d="M36 80 L26 112 L38 106 L46 116 L50 84 M64 80 L74 112 L62 106 L54 116 L50 84" />'
    return picture(
        f'<g fill="{fill}" opacity=".92">{ribbons if draw.random() < 0.4 and not blind else ""}'
        f'<polygon points="{points}"/></g><g fill="none" stroke="#fff" opacity=".85">'
        '<circle cx="50" cy="50" r="37" stroke-width="1"/><circle cx="50" cy="50" r="30" stroke-width=".7" '
        f'stroke-dasharray="1.4 1"/></g><g fill="#fff" opacity=".85">{device}</g>',
        100,
        118,
    )
