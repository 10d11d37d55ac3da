"""Pictures without words that people send by mistake: a table top, a pet, a view, a child's drawing."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from samples.drawings.shapes import picture

_WOODS: Final = ("#8a6844", "#b08a5e", "#5e4632", "#c8b79a", "#7d7f82", "#d8d4cc", "#394047")


def _table(draw: Random) -> str:
    grain = "".join(
        f'<path d="M0 {y} q40 {draw.uniform(-4, 4):.1f} 100 '
        f'{draw.uniform(-2, 2):.1f}" stroke="#000" opacity=".09" fill="none"/>'
        for y in range(0, 134, 5)
    )
    return f'<rect width="100" height="134" fill="{draw.choice(_WOODS)}"/>{grain}'


def _cup(draw: Random) -> str:
    x, y, colour = (
        draw.randint(20, 60),
        draw.randint(20, 80),
        draw.choice(["#fff", "#b3392f", "#2f5d8a", "#e8e1d0"]),
    )
    return (
        f'<circle cx="{x}" cy="{y}" r="19" fill="#eee" opacity=".8"/><circle '
        f'cx="{x}" cy="{y}" r="13" fill="{colour}"/>'
        f'<circle cx="{x}" cy="{y}" r="10.5" fill="#3b2415"/><rect x="{x + 12}" '
        f'y="{y - 3}" width="9" height="6" rx="3" fill="{colour}"/>'
    )


def _keys(draw: Random) -> str:
    x, y = draw.randint(20, 70), draw.randint(30, 100)
    teeth = "".join(
        f'<rect x="{x + 8 + 3 * place}" y="{y + 3}" width="1.6" '
        f'height="{draw.randint(2, 5)}" fill="#b9b9b4"/>'
        for place in range(5)
    )
    return (
        f'<circle cx="{x}" cy="{y}" r="6" fill="none" stroke="#c9a227" stroke-width="2.4"/>'
        f'<rect x="{x + 5}" y="{y}" width="22" height="3.4" fill="#b9b9b4"/>{teeth}'
    )


def _plant(draw: Random) -> str:
    leaves = "".join(
        f'<ellipse cx="50" cy="52" rx="6" ry="24" fill="{draw.choice(["#3f7d45", "#2f5f36", "#5a9a52"])}" '
        f'transform="rotate({turn} 50 74)"/>'
        for turn in range(-75, 80, draw.choice([15, 20, 25]))
    )
    return (
        f'{leaves}<path d="M34 78 H66 L60 112 H40 Z" fill="{draw.choice(["#a85a34", "#ddd", "#394047"])}"/>'
    )


def _pet(draw: Random) -> str:
    fur = draw.choice(["#8a6844", "#2d2a28", "#d8b98a", "#9a9a98"])
    return (
        f'<ellipse cx="50" cy="92" rx="27" ry="32" fill="{fur}"/><circle cx="50" '
        f'cy="52" r="20" fill="{fur}"/>'
        f'<path d="M33 44 L31 24 L45 35 Z M67 44 L69 24 L55 35 Z" '
        f'fill="{fur}"/><circle cx="43" cy="50" r="3" fill="#e7d34a"/>'
        '<circle cx="57" cy="50" r="3" fill="#e7d34a"/><circle cx="43" cy="50" '
        'r="1.3"/><circle cx="57" cy="50" r="1.3"/>'
        '<path d="M47 58 h6 l-3 3 z" fill="#d98a8a"/>'
    )


def _view(draw: Random) -> str:
    sky, far = draw.choice([("#a9cbe8", "#7896a8"), ("#e8b98a", "#8a6a78"), ("#c9d3da", "#8a949a")])
    hills = "".join(
        f'<path d="M0 {y} q25 -{draw.randint(6, 26)} 50 0 t50 0 V134 H0 Z" fill="{colour}"/>'
        for y, colour in ((70, far), (84, "#5e8050"), (102, "#456a3c"))
    )
    return (
        f'<rect width="100" height="134" fill="{sky}"/><circle '
        f'cx="{draw.randint(14, 86)}" cy="26" r="9" fill="#fff3c4"/>{hills}'
    )


def _room(draw: Random) -> str:
    wall, floor = draw.choice(["#e6e2d8", "#cfd8dc", "#e0d0c0"]), draw.choice(_WOODS)
    return (
        f'<rect width="100" height="134" fill="{wall}"/><rect y="96" width="100" height="38" fill="{floor}"/>'
        f'<rect x="{draw.randint(8, 40)}" y="18" width="34" height="42" '
        f'fill="#cfe3f2" stroke="#fff" stroke-width="3"/>'
        f'<rect x="12" y="76" width="76" height="26" rx="5" '
        f'fill="{draw.choice(["#6b7a8a", "#8a4b3a", "#4a5d4a"])}"/>'
        '<rect x="8" y="84" width="12" height="24" rx="4" fill="#555"/><rect '
        'x="80" y="84" width="12" height="24" rx="4" fill="#555"/>'
    )


def _scribble(draw: Random) -> str:
    """A child's house, sun and people in crayon."""
    pens = ["#d33", "#27c", "#3a3", "#e80", "#835"]
    strokes = [
        "M20 100 V64 H58 V100 Z", "M16 66 L39 44 L62 66", "M34 100 V82 H44 V100",
        "M80 30 m-9 0 a9 9 0 1 0 18 0 a9 9 0 1 0 -18 0",
        "M76 78 m-4 0 a4 4 0 1 0 8 0 a4 4 0 1 0 -8 0 M76 82 V96 M76 86 L70 90 "
"M76 86 L82 90 M76 96 L72 106 M76 96 L80 106",
        "M0 108 q12 -5 25 0 t25 0 t25 0 t25 0",
    ]  # fmt: skip
    return '<rect width="100" height="134" fill="#fbfaf4"/>' + "".join(
        f'<path d="{one}" fill="none" stroke="{draw.choice(pens)}" stroke-width="{draw.uniform(1, 2.4):.1f}" '
        f'transform="rotate({draw.uniform(-5, 5):.1f} 50 70)"/>'
        for one in strokes
    )


def _on_table(draw: Random) -> str:
    return _table(draw) + "".join(
        make(draw) for make in draw.sample([_cup, _keys, _cup, _keys], draw.randint(1, 3))
    )


def _in_room(draw: Random) -> str:
    return _room(draw) + draw.choice([_plant, _pet])(draw)


_SCENES: Final[Sequence[Callable[[Random], str]]] = (_on_table, _in_room, _view, _room, _on_table, _scribble)


def thing(draw: Random, *, drawn: bool = False) -> str:
    """A scene of 100 by 134 without words; `drawn` by a child."""
    scene = _scribble(draw) if drawn else draw.choice(_SCENES)(draw)
    shade = (
        f'<rect width="100" height="134" '
        f'fill="{draw.choice(["#000", "#432", "#fff"])}" '
        f'opacity="{draw.uniform(0, 0.22):.2f}"/>'
    )
    return picture(scene + shade, 100, 134, stretched=True)
