"""Grounds of security paper: fine lines of many kinds, by name, and the borders of certificates."""

import math
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from samples.drawings.shapes import picture


def _waves(draw: Random) -> str:
    lift = draw.uniform(4, 14)
    return "".join(
        f'<path d="M-5 {y} C30 {y - lift:.1f} 70 {y + lift:.1f} 105 {y - lift / 2:.1f}"/>'
        for y in range(-4, 148, 4)
    )


def _rosettes(draw: Random) -> str:
    petals, size = draw.choice([12, 16, 20]), draw.uniform(14, 24)
    return "".join(
        (
            f'<ellipse cx="{x}" cy="{y}" rx="{size:.1f}" ry="{size / 3:.1f}" '
            f'transform="rotate({turn * 180 / petals:.1f} {x} {y})"/>'
        )
        for x, y in ((50, 70),)
        for turn in range(petals)
    ) + "".join(f'<circle cx="50" cy="70" r="{radius}"/>' for radius in range(26, 80, 6))


def _crossed(draw: Random) -> str:
    step = draw.choice([4, 5, 6])
    return "".join(f'<path d="M{x} -2 L{x + 60} 143 M{x + 60} -2 L{x} 143"/>' for x in range(-60, 100, step))


def _petals(_: Random) -> str:
    return "".join(
        f'<path d="M{x} {y} q6 -9 12 0 q-6 9 -12 0 M{x + 6} {y - 6} q9 6 0 12 q-9 -6 0 -12"/>'
        for y in range(0, 142, 12)
        for x in range(0, 100, 12)
    )


def _moire(draw: Random) -> str:
    apart = draw.uniform(10, 30)
    return "".join(
        (
            f'<circle cx="{50 - apart:.1f}" cy="60" r="{radius}"/><circle '
            f'cx="{50 + apart:.1f}" cy="78" r="{radius}"/>'
        )
        for radius in range(4, 100, 4)
    )


def _hexes(_: Random) -> str:
    return "".join(
        f'<path d="M{x + (y // 9 % 2) * 5} {y} l5 -3 l5 3 v6 l-5 3 l-5 -3 z"/>'
        for y in range(0, 142, 9)
        for x in range(-5, 100, 10)
    )


def _rays(draw: Random) -> str:
    count = draw.choice([60, 80])
    return "".join(
        f'<path d="M50 70 L{50 + 120 * math.cos(turn):.1f} {70 + 120 * math.sin(turn):.1f}"/>'
        for turn in (2 * math.pi * place / count for place in range(count))
    )


def _spirals(draw: Random) -> str:
    inner, outer = draw.choice([(3, 7), (5, 8), (4, 11)])
    points = []
    for step in range(inner * outer * 14):
        turn = step / 14 * 2 * math.pi / inner
        radius = 30 + 22 * math.cos(outer / inner * turn)
        points.append(f"{50 + radius * math.cos(turn):.1f} {70 + radius * 1.25 * math.sin(turn):.1f}")
    return f'<path d="M{" L".join(points)}"/>'


PATTERNS: Final[Mapping[str, Callable[[Random], str]]] = {
    "waves": _waves, "rosettes": _rosettes, "crossed": _crossed, "petals": _petals, "moire": _moire,
    "hexes": _hexes, "rays": _rays, "spirals": _spirals,
}  # fmt: skip


def pattern(kind: str, draw: Random, colour: str) -> str:
    """A page of fine lines of a kind, pale enough to read on."""
    return picture(
        f'<g fill="none" stroke="{colour}" stroke-width=".18" opacity="{draw.uniform(0.22, 0.5):.2f}">'
        f"{PATTERNS[kind](draw)}</g>",
        100,
        141,
        stretched=True,
    )


def guilloche(draw: Random, colour: str) -> str:
    """Fine wavy lines, as security paper has them, for small papers."""
    waves = []
    for _ in range(14):
        y, lift = draw.uniform(0, 100), draw.uniform(4, 26)
        waves.append(
            f'<path d="M-5 {y:.0f} C25 {y - lift:.0f} 45 {y + lift:.0f} 70 {y:.0f} '
            f'S110 {y - lift:.0f} 135 {y:.0f}"/>'
        )
    return picture(
        f'<g fill="none" stroke="{colour}" stroke-width=".2" opacity=".2">{"".join(waves)}</g>',
        128,
        90,
        stretched=True,
    )


def _beads(kind: int, x: float, y: float, size: float) -> str:
    if kind == 0:
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.45:.1f}"/><circle '
            f'cx="{x:.1f}" cy="{y:.1f}" r="{size * 0.2:.1f}"/>'
        )
    if kind == 1:
        return (
            f'<path d="M{x - size * 0.5:.1f} {y:.1f} L{x:.1f} {y - size * 0.5:.1f} '
            f'L{x + size * 0.5:.1f} {y:.1f} L{x:.1f} {y + size * 0.5:.1f} Z"/>'
        )
    if kind == 2:
        return (
            f'<path d="M{x - size * 0.6:.1f} {y:.1f} q{size * 0.3:.1f} '
            f'-{size * 0.8:.1f} {size * 0.6:.1f} 0 t{size * 0.6:.1f} 0"/>'
        )
    return (
        f'<ellipse cx="{x:.1f}" cy="{y:.1f}" rx="{size * 0.7:.1f}" '
        f'ry="{size * 0.4:.1f}"/><ellipse cx="{x:.1f}" cy="{y:.1f}" '
        f'rx="{size * 0.4:.1f}" ry="{size * 0.7:.1f}"/>'
    )


def border(draw: Random, colour: str) -> str:
    """An ornate frame for a sheet of 210 by 297: a band of beads between lines, corners of rings."""
    kind, size, edge = draw.randrange(4), draw.choice([4.5, 5.5, 7.0]), draw.choice([7, 9])
    across, down = round((210 - 2 * edge) / size), round((297 - 2 * edge) / size)
    beads = "".join(
        _beads(kind, edge + (210 - 2 * edge) * place / across, y, size)
        for place in range(across + 1)
        for y in (edge, 297 - edge)
    ) + "".join(
        _beads(kind, x, edge + (297 - 2 * edge) * place / down, size)
        for place in range(1, down)
        for x in (edge, 210 - edge)
    )
    lines = "".join(
        (
            f'<rect x="{at:.1f}" y="{at:.1f}" width="{210 - 2 * at:.1f}" '
            f'height="{297 - 2 * at:.1f}" stroke-width="{wide}"/>'
        )
        for at, wide in ((edge - size * 0.8, 0.8), (edge + size * 0.8, 0.4), (edge + size, 0.2))
    )
    corners = "".join(
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{"#fff" if radius == 7 else "none"}"/>'
        for x in (edge + 1, 209 - edge)
        for y in (edge + 1, 296 - edge)
        for radius in (7, 5, 3)
    )
    return picture(
        f'<g fill="none" stroke="{colour}" stroke-width=".35">{beads}{lines}{corners}</g>', 210, 297
    )
