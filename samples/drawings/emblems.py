"""Emblems of firms and offices: two dozen kinds of plain shapes, each varied by chance."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from samples.drawings.crests import crest_shapes
from samples.drawings.lettering import FACES, straight
from samples.drawings.shapes import picture


@dataclass(frozen=True, slots=True)
class Brush:
    """What an emblem is drawn with: chance and two colours."""

    draw: Random
    first: str
    second: str


Maker = Callable[[Brush], str]
_LETTERS: Final = "ABDEFGHKLMNPRSTV"


def _around(count: int, shape: str, start: float = 0) -> str:
    """A shape (drawn about 30, 30) turned in a circle."""
    return "".join(
        f'<g transform="rotate({start + 360 * turn / count:.1f} 30 30)">{shape}</g>' for turn in range(count)
    )


def _petals(brush: Brush) -> str:
    count, wide = brush.draw.choice([4, 5, 6, 8, 12]), brush.draw.uniform(3, 8)
    petal = f'<ellipse cx="30" cy="15" rx="{wide:.1f}" ry="12" fill="{brush.first}" opacity=".85"/>'
    return (
        _around(count, petal)
        + f'<circle cx="30" cy="30" r="{brush.draw.uniform(2, 7):.1f}" fill="{brush.second}"/>'
    )


def _monogram(brush: Brush) -> str:
    text = "".join(brush.draw.choice(_LETTERS) for _ in range(brush.draw.choice([1, 2, 2])))
    frame = brush.draw.choice(
        [
            (
                f'<rect x="3" y="3" width="54" height="54" '
                f'rx="{brush.draw.choice([0, 6, 16])}" fill="{brush.first}"/>'
            ),
            f'<circle cx="30" cy="30" r="28" fill="{brush.first}"/>',
            f'<path d="M30 1 L59 30 L30 59 L1 30 Z" fill="{brush.first}"/>',
        ]
    )
    size = 30 if len(text) == 1 else 23
    return (
        frame + f'<g fill="#fff">{straight(text, brush.draw.choice(FACES), 30, 30 + size * 0.36, size)}</g>'
    )


def _house(brush: Brush) -> str:
    return (
        f'<path d="M4 32 L30 {brush.draw.randint(6, 14)} L56 32" fill="none" '
        f'stroke="{brush.first}" stroke-width="{brush.draw.randint(4, 8)}"/>'
        f'<rect x="14" y="32" width="32" height="22" fill="{brush.second}"/><rect '
        f'x="25" y="38" width="10" height="16" fill="#fff"/>'
    )


def _waves(brush: Brush) -> str:
    lift, rows = brush.draw.randint(4, 12), brush.draw.choice([2, 3, 4])
    return "".join(
        (
            f'<path d="M3 {y} q13 -{lift} 27 0 t27 0" fill="none" '
            f'stroke="{brush.first if row % 2 else brush.second}" stroke-width="5"/>'
        )
        for row, y in enumerate(range(16, 16 + rows * 11, 11))
    )


def _bars(brush: Brush) -> str:
    return "".join(
        (
            f'<rect x="{4 + 11 * place}" y="{56 - high}" width="8" height="{high}" '
            f'fill="{brush.first if place % 2 else brush.second}"/>'
        )
        for place, high in enumerate(brush.draw.sample(range(12, 54), 5))
    )


def _globe(brush: Brush) -> str:
    lines = "".join(f'<ellipse cx="30" cy="30" rx="{wide}" ry="26"/>' for wide in (9, 18, 26))
    return (
        f'<g fill="none" stroke="{brush.first}" stroke-width="2">{lines}<path '
        f'd="M4 30 H56 M8 18 H52 M8 42 H52"/></g>'
    )


def _swoosh(brush: Brush) -> str:
    high = brush.draw.randint(6, 22)
    return (
        f'<path d="M3 46 C16 {high} 42 {high} 57 24 C44 {high + 14} 22 '
        f'{high + 20} 3 46 Z" fill="{brush.first}"/>'
        f'<circle cx="{brush.draw.randint(36, 50)}" '
        f'cy="{brush.draw.randint(8, 16)}" r="5" fill="{brush.second}"/>'
    )


def _arrow(brush: Brush) -> str:
    return (
        f'<path d="M6 50 L30 8 L54 50 L30 38 Z" fill="{brush.first}"/><path '
        f'd="M30 8 L54 50 L30 38 Z" fill="{brush.second}"/>'
    )


def _hexagon(brush: Brush) -> str:
    return (
        f'<path d="M30 3 L54 16.5 V43.5 L30 57 L6 43.5 V16.5 Z" fill="{brush.first}"/>'
        f'<path d="M30 {brush.draw.randint(12, 18)} L44 22 V38 L30 46 L16 38 V22 Z" fill="#fff"/>'
        f'<circle cx="30" cy="30" r="{brush.draw.randint(4, 8)}" fill="{brush.second}"/>'
    )


def _leaf(brush: Brush) -> str:
    return (
        f'<path d="M30 56 C4 40 8 14 30 3 C52 14 56 40 30 56 Z" fill="{brush.first}"/>'
        '<path d="M30 56 V18 M30 42 L18 32 M30 42 L42 32 M30 32 L22 24 M30 32 '
        'L38 24" stroke="#fff" stroke-width="2"/>'
    )


def _rings(brush: Brush) -> str:
    places = brush.draw.choice(
        [((20, 30), (40, 30)), ((20, 22), (40, 22), (30, 40)), ((16, 30), (30, 30), (44, 30))]
    )
    return "".join(
        (
            f'<circle cx="{x}" cy="{y}" r="14" fill="none" '
            f'stroke="{brush.first if place % 2 else brush.second}" '
            f'stroke-width="4.5"/>'
        )
        for place, (x, y) in enumerate(places)
    )


def _sun(brush: Brush) -> str:
    rays = _around(brush.draw.choice([8, 12, 16]), f'<path d="M30 2 L33 14 L27 14 Z" fill="{brush.second}"/>')
    return rays + f'<circle cx="30" cy="30" r="13" fill="{brush.first}"/>'


def _tower(brush: Brush) -> str:
    return (
        f'<path d="M14 56 V20 H10 V8 H17 V13 H26 V8 H34 V13 H43 V8 H50 V20 H46 V56 Z" fill="{brush.first}"/>'
        '<path d="M25 56 V42 A5 5 0 0 1 35 42 V56 Z" fill="#fff"/>'
    )


def _columns(brush: Brush) -> str:
    posts = "".join(
        f'<rect x="{x}" y="24" width="5" height="22" fill="{brush.first}"/>' for x in (11, 22, 33, 44)
    )
    return f'<path d="M4 21 L30 6 L56 21 Z M5 48 H55 V54 H5 Z" fill="{brush.first}"/>{posts}'


def _book(brush: Brush) -> str:
    return (
        f'<path d="M30 18 C22 10 10 10 4 13 V48 C12 45 22 46 30 53 Z" fill="{brush.first}"/>'
        f'<path d="M30 18 C38 10 50 10 56 13 V48 C48 45 38 46 30 53 Z" fill="{brush.second}"/>'
    )


def _cross(brush: Brush) -> str:
    wide = brush.draw.randint(12, 20)
    side = (60 - wide) / 2
    return (
        f'<rect x="{side}" y="4" width="{wide}" height="52" rx="3" fill="{brush.first}"/>'
        f'<rect x="4" y="{side}" width="52" height="{wide}" rx="3" fill="{brush.first}"/>'
    )


def _bolt(brush: Brush) -> str:
    return (
        f'<circle cx="30" cy="30" r="28" fill="{brush.first}"/><path d="M34 6 L14 '
        f'34 H28 L24 54 L46 25 H32 Z" fill="#fff"/>'
    )


def _drop(brush: Brush) -> str:
    return (
        f'<path d="M30 4 C42 22 50 30 50 40 A20 18 0 0 1 10 40 C10 30 18 22 30 4 Z" fill="{brush.first}"/>'
        '<path d="M20 40 A10 10 0 0 0 30 50" fill="none" stroke="#fff" stroke-width="3"/>'
    )


def _tiles(brush: Brush) -> str:
    return "".join(
        (
            f'<rect x="{4 + 18 * column}" y="{4 + 18 * row}" width="15" height="15" '
            f'fill="{brush.draw.choice([brush.first, brush.second, brush.first])}"/>'
        )
        for row in range(3)
        for column in range(3)
        if brush.draw.random() < 0.75
    )


def _spiral(brush: Brush) -> str:
    turns = brush.draw.uniform(2.2, 3.6)
    points = (
        (
            30 + step / 3 * math.cos(step / 78 * turns * 2 * math.pi),
            30 + step / 3 * math.sin(step / 78 * turns * 2 * math.pi),
        )
        for step in range(78)
    )
    path = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{path}" fill="none" stroke="{brush.first}" stroke-width="4.5" stroke-linecap="round"/>'


def _check(brush: Brush) -> str:
    return (
        f'<path d="M30 3 L54 13 V30 C54 44 42 54 30 58 C18 54 6 44 6 30 V13 Z" fill="{brush.first}"/>'
        '<path d="M17 30 L27 40 L44 19" fill="none" stroke="#fff" stroke-width="6"/>'
    )


def _gear(brush: Brush) -> str:
    teeth = _around(
        brush.draw.choice([8, 10, 12]), f'<rect x="26" y="2" width="8" height="12" fill="{brush.first}"/>'
    )
    return (
        teeth
        + f'<circle cx="30" cy="30" r="21" fill="{brush.first}"/><circle cx="30" cy="30" r="9" fill="#fff"/>'
    )


def _key(brush: Brush) -> str:
    return (
        f'<circle cx="18" cy="30" r="12" fill="none" stroke="{brush.first}" stroke-width="6"/>'
        f'<path d="M30 30 H57 M48 30 V42 M56 30 V40" stroke="{brush.first}" stroke-width="6" fill="none"/>'
    )


def _overlap(brush: Brush) -> str:
    return (
        f'<rect x="4" y="12" width="32" height="36" '
        f'rx="{brush.draw.choice([0, 6, 16])}" fill="{brush.first}" '
        f'opacity=".9"/>'
        f'<rect x="24" y="12" width="32" height="36" '
        f'rx="{brush.draw.choice([0, 6, 16])}" fill="{brush.second}" '
        f'opacity=".7"/>'
    )


def _arms(brush: Brush) -> str:
    return f'<g transform="scale(.6)">{crest_shapes(brush.draw, brush.first)}</g>'


_KINDS: Final[Sequence[Maker]] = (
    _petals, _monogram, _house, _waves, _bars, _globe, _swoosh, _arrow, _hexagon, _leaf, _rings, _sun, _tower,
    _columns, _book, _cross, _bolt, _drop, _tiles, _spiral, _check, _gear, _key, _overlap, _monogram, _arms,
)  # fmt: skip
_SECONDS: Final = ("#c9a227", "#5b8bb0", "#8a8d91", "#d06b2f", "#4f9d69", "#b03a4a")


def shapes(draw: Random, colour: str) -> str:
    """The shapes of an emblem, 60 by 60."""
    return draw.choice(_KINDS)(Brush(draw, colour, draw.choice([colour, *_SECONDS])))


def logo(draw: Random, colour: str) -> str:
    """An emblem of plain shapes, square."""
    return picture(shapes(draw, colour), 60, 60)
