"""Marks on paper: SPECIMEN, watermarks, ticks of a pen, bars over what was made unreadable, charts."""

from collections.abc import Sequence
from random import Random
from typing import Final

from samples.drawings.lettering import straight
from samples.drawings.shapes import line, picture

_STROKES: Final = {
    "S": ["M9 2 C4 -1 0 3 4 5 C9 7 9 11 1 9"],
    "P": ["M1 10 L1 1 C11 0 11 6 1 5.5"],
    "E": ["M9 1 L1 1 L1 10 L9 10", "M1 5.5 L7 5.5"],
    "C": ["M9 2.5 C3 -2 -1 5 3 9 C5 11 8 10 9 8.5"],
    "I": ["M5 1 L5 10"],
    "M": ["M1 10 L1 1 L5 7 L9 1 L9 10"],
    "N": ["M1 10 L1 1 L9 10 L9 1"],
}


def specimen(colour: str = "#b02030") -> str:
    """The word SPECIMEN in strokes, pale, so that it marks a page and hides nothing on it."""
    letters = "".join(
        f'<g transform="translate({place * 12} 0)">'
        + "".join(f'<path d="{one}"/>' for one in _STROKES[letter])
        + "</g>"
        for place, letter in enumerate("SPECIMEN")
    )
    return picture(f'<g fill="none" stroke="{colour}" stroke-width=".7" opacity=".12">{letters}</g>', 96, 12)


def watermark(draw: Random, emblem: str) -> str:
    """A pale word across the page, or a pale emblem (shapes of 60 by 60) in its middle. A4 in millimetres."""
    if draw.random() < 0.5:
        word = draw.choice(["ORIGINAL", "COPY", "KOPI", "UDSKRIFT", "DUPLICATE", "CERTIFIED"])
        body = (
            f'<g transform="rotate(-52 105 150)">{straight(word, "Liberation Sans:bold", 105, 165, 38)}</g>'
        )
    else:
        body = f'<g transform="translate(45 88) scale(2)">{emblem}</g>'
    return picture(f'<g fill="#777" opacity=".09">{body}</g>', 210, 297)


def tick(draw: Random, *, ticked: bool, pen: str) -> str:
    """A box to tick, printed, and in it a cross or tick of a pen, of a typewriter, or of print."""
    box = '<rect x="2" y="2" width="12" height="12" fill="#fff" stroke="#222" stroke-width=".9"/>'
    if not ticked:
        return picture(box, 17, 16)
    wobble = [draw.uniform(-1.5, 1.5) for _ in range(4)]
    sign = draw.choice(
        [
            f"M{3 + wobble[0]:.1f} {3 + wobble[1]:.1f} L{13 + wobble[2]:.1f} "
            f"{13 + wobble[3]:.1f} M{13 + wobble[1]:.1f} 3 L{3 + wobble[2]:.1f} 13",
            f"M{3 + wobble[0]:.1f} {8 + wobble[1]:.1f} L7 {12.5 + wobble[2]:.1f} L{15 + wobble[3]:.1f} 1",
            "M4 4 L12 12 M12 4 L4 12",
        ]
    )
    return picture(box + line(sign, pen, draw.uniform(1.2, 2.2)), 17, 16)


def chart(bars: Sequence[float], colour: str) -> str:
    """A bar chart of shares 0..1 with a base and pale lines."""
    step = 180 / max(len(bars), 1)
    shapes = "".join(
        f'<rect x="{6 + step * place:.1f}" y="{56 - 50 * high:.1f}" '
        f'width="{step * 0.68:.1f}" height="{50 * high:.1f}" '
        f'fill="{colour}" opacity="{1 if place % 2 else 0.75}"/>'
        for place, high in enumerate(bars)
    )
    grid = "".join(f'<path d="M4 {y} H188" stroke="#bbb" stroke-width=".3"/>' for y in (6, 18.5, 31, 43.5))
    return picture(
        f'{grid}{shapes}<path d="M4 2 V56 H188" fill="none" stroke="#333" stroke-width=".7"/>', 190, 60
    )


def redaction(draw: Random) -> str:
    """A bar of a marker pen, a little crooked."""
    return picture(
        f'<path d="M1 {draw.uniform(1, 3):.1f} L99 {draw.uniform(1, 3):.1f} L98 {draw.uniform(8, 10):.1f} '
        f'L2 {draw.uniform(8, 10):.1f} Z" fill="#0c0c0c"/>',
        100,
        11,
        stretched=True,
    )
