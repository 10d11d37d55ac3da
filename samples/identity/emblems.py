"""Flags, arms, bar codes and stamps of identity papers, drawn as SVG; arms and stamps are nobody's."""

from html import escape
from math import cos, pi, sin
from random import Random
from typing import Final
from urllib.parse import quote

from samples.chance import chance
from samples.identity.states import sheet_words

_SVG: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{body}</svg>'


def _svg(box: str, body: str) -> str:
    return "data:image/svg+xml," + quote(_SVG.format(box=box, body=body))


def _bands(colours: list[str], *, standing: bool) -> str:
    size = (60 if standing else 40) / len(colours)
    return "".join(
        f'<rect x="{place * size if standing else 0:.2f}" y="{0 if standing else place * size:.2f}" '
        f'width="{size if standing else 60:.2f}" height="{40 if standing else size:.2f}" fill="{colour}"/>'
        for place, colour in enumerate(colours)
    )


def _cross(ground: str, cross: str, inner: str | None) -> str:
    body = f'<rect width="60" height="40" fill="{ground}"/>'
    for colour, wide in ((cross, 8), (inner, 4)):
        if colour:
            body += (
                f'<rect x="{22 - wide / 2}" width="{wide}" height="40" fill="{colour}"/>'
                f'<rect y="{20 - wide / 2}" width="60" height="{wide}" fill="{colour}"/>'
            )
    return body


def flag(state: str) -> str:
    """A state's flag, roughly; of other states one in three bands drawn from the code."""
    told = str(sheet_words()["flags"].get(state, ""))
    if not told:
        draw = chance("flag", state)
        colours = draw.sample(["#b22234", "#0b3d91", "#fff", "#1a7a3c", "#f2c200", "#111", "#6ec1e4"], 3)
        told = " ".join([draw.choice("hv"), *colours])
    shape, *colours = told.split()
    if shape == "x":
        body = _cross(colours[0], colours[1], colours[2] if len(colours) > 2 else None)
    elif shape == "s":
        body = f'<rect width="60" height="40" fill="{colours[0]}"/>' + _star(30, 20, 10, colours[1])
    else:
        body = _bands(colours, standing=shape == "v")
    return _svg("0 0 60 40", body)


def _star(x: float, y: float, radius: float, colour: str) -> str:
    points = " ".join(
        f"{x + (radius if turn % 2 == 0 else radius * 0.4) * sin(turn * pi / 5):.1f},"
        f"{y - (radius if turn % 2 == 0 else radius * 0.4) * cos(turn * pi / 5):.1f}"
        for turn in range(10)
    )
    return f'<polygon points="{points}" fill="{colour}"/>'


def union_flag(state: str) -> str:
    """The blue field with twelve stars and the state's letters within, as on licences and health cards."""
    stars = "".join(
        _star(30 + 15 * sin(place * pi / 6), 20 - 15 * cos(place * pi / 6), 2.6, "#fc0")
        for place in range(12)
    )
    size = 13 - 2 * len(state)
    letters = (
        f'<text x="30" y="24" font-family="Liberation Sans" font-weight="bold" font-size="{size}" '
        f'text-anchor="middle" fill="#fff">{escape(state)}</text>'
    )
    return _svg("0 0 60 40", f'<rect width="60" height="40" fill="#039"/>{stars}{letters}')


def _beast(draw: Random, colour: str) -> str:
    """What stands in a shield: a bird, a tree, bars, a crown, a tower."""
    return draw.choice(
        [
            '<path d="M20 34 C10 24 12 16 20 12 C28 16 30 24 20 34 M8 14 L16 22 M32 14 L24 22" '
            f'stroke="{colour}" stroke-width="2.4" fill="{colour}"/>',
            f'<path d="M20 34 L20 14 M12 24 L20 16 L28 24 M10 30 L20 20 L30 30" stroke="{colour}" '
            'stroke-width="2.2" fill="none"/>',
            f'<path d="M9 18 H31 M9 24 H31 M11 30 H29" stroke="{colour}" stroke-width="3"/>',
            f'<path d="M10 28 L10 16 L15 22 L20 13 L25 22 L30 16 L30 28 Z" fill="{colour}"/>',
            f'<path d="M13 33 V18 H16 V14 H24 V18 H27 V33 Z" fill="{colour}"/>',
            f'<circle cx="20" cy="23" r="8" fill="none" stroke="{colour}" stroke-width="2.4"/>'
            + _star(20, 23, 6, colour),
        ]
    )


def arms(state: str, colour: str) -> str:
    """Invented arms: a shield or a disc with a beast, perhaps crowned or wreathed."""
    draw = chance("arms", state)
    rim = draw.choice(
        [
            '<path d="M6 8 H34 V24 C34 34 24 38 20 40 C16 38 6 34 6 24 Z"/>',
            '<circle cx="20" cy="24" r="16"/>',
            '<path d="M6 10 C14 12 16 6 20 6 C24 6 26 12 34 10 C36 30 28 36 20 40 C12 36 4 30 6 10 Z"/>',
        ]
    )
    wreath = draw.choice(
        [
            "",
            f'<path d="M4 40 C-4 26 0 14 6 6 M36 40 C44 26 40 14 34 6" stroke="{colour}" fill="none" '
            'stroke-width="1.6" stroke-dasharray="2.2 1"/>',
            f'<path d="M12 5 L14 0 L17 3 L20 -1 L23 3 L26 0 L28 5 Z" fill="{colour}"/>',
        ]
    )
    body = f'<g fill="none" stroke="{colour}" stroke-width="1.6">{rim}</g>{_beast(draw, colour)}{wreath}'
    return _svg("-6 -4 52 48", body)


def bars(text: str) -> str:
    """A bar code's look; what it says follows from the text but no reader knows it."""
    draw, x, body = chance("bars", text), 0.0, ""
    while x < 120:
        wide = draw.choice((0.7, 0.7, 1.4, 2.1))
        body += f'<rect x="{x:.1f}" width="{wide}" height="20"/>'
        x += wide + draw.choice((0.7, 0.7, 1.4, 2.1))
    return _svg("0 0 120 20", f'<g fill="#111">{body}</g>')


def dots(text: str) -> str:
    """The look of a stacked or matrix code."""
    draw = chance("dots", text)
    cells = "".join(
        f"M{x} {y}h1v1h-1z" for y in range(24) for x in range(60) if draw.random() < 0.48 or x in {0, 59}
    )
    return _svg("0 0 60 24", f'<path d="{cells}" fill="#111"/>')


def entry_stamp(draw: Random) -> str:
    """A border stamp: where, when, a means of travel; turned a little."""
    colour = draw.choice(["#2b3f9e", "#1f6b3a", "#8a1c1c", "#4a2a7a", "#333"])
    place = draw.choice(
        ["KASTRUP", "FRANKFURT", "SCHIPHOL", "CDG", "ISTANBUL", "DELHI", "DUBAI", "BKK", "JFK"]
    )
    day = f"{draw.randint(1, 28):02d} {draw.randint(1, 12):02d} {draw.randint(15, 25)}"
    rim = draw.choice(
        [
            '<rect x="4" y="10" width="92" height="56" rx="3"/>',
            '<ellipse cx="50" cy="38" rx="46" ry="32"/>',
            '<path d="M4 38 L26 8 H74 L96 38 L74 68 H26 Z"/>',
            '<circle cx="50" cy="38" r="34"/>',
        ]
    )
    text = f'font-family="Liberation Sans" text-anchor="middle" fill="{colour}" x="50"'
    body = (
        f'<g opacity="{draw.uniform(0.45, 0.8):.2f}" transform="rotate({draw.uniform(-24, 24):.0f} 50 38)">'
        f'<g fill="none" stroke="{colour}" stroke-width="2.4">{rim}</g>'
        f'<text {text} y="30" font-size="11">{place}</text><text {text} y="45" font-size="13">{day}</text>'
        f'<text {text} y="58" font-size="8">{draw.choice(["IN", "OUT", "ENTRY", "EXIT", "→", "←"])} '
        f"{draw.randint(10, 999)}</text></g>"
    )
    return _svg("-12 -14 124 104", body)
