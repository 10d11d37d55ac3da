"""Ink signatures: strokes of a hand that follows from the name, so that a person signs alike."""

import math
from dataclasses import dataclass
from random import Random
from typing import Final

from samples.chance import chance
from samples.drawings.shapes import line, picture

INKS: Final = ("#1c2f80", "#17235c", "#111", "#222", "#20358f", "#0f1f4f", "#2b3a8f", "#101820")
BASE: Final = 40.0


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes. Heights in units of which a line has 60."""

    rise: float
    width: float
    wild: float
    upright: float
    loops: float
    climb: float


def _hand(draw: Random) -> Hand:
    return Hand(
        rise=draw.uniform(7, 15),
        width=draw.uniform(4, 10),
        wild=draw.uniform(0.1, 0.9),
        upright=draw.uniform(-0.2, 1.1),
        loops=draw.uniform(0, 0.7),
        climb=draw.uniform(-0.08, 0.03),
    )


def _capital(draw: Random, hand: Hand, x: float) -> tuple[str, float]:
    """A large first letter: a stem with a bow, an open loop, or a wave."""
    high, wide = draw.uniform(22, 36), draw.uniform(9, 20)
    top, way = BASE - high, draw.randrange(4)
    lean = hand.upright * 6
    if way == 0:
        path = (
            f"M{x + lean:.1f} {top:.1f} C{x:.1f} {BASE - 8:.1f} {x - 3:.1f} "
            f"{BASE:.1f} {x - 5:.1f} {BASE + 4:.1f} "
            f"M{x + lean - 6:.1f} {top + 5:.1f} C{x + wide:.1f} {top - 9:.1f} "
            f"{x + wide * 1.3:.1f} {BASE - 12:.1f} "
            f"{x + 2:.1f} {BASE - high * 0.42:.1f}"
        )
    elif way == 1:
        path = (
            f"M{x + wide:.1f} {top + 6:.1f} C{x + wide * 0.5:.1f} {top - 8:.1f} {x - 9:.1f} {BASE - 4:.1f} "
            f"{x + wide * 0.5:.1f} {BASE:.1f} S{x + wide * 1.3:.1f} {BASE - 9:.1f} "
            f"{x + wide:.1f} {BASE - 13:.1f}"
        )
    elif way == 2:
        path = (
            f"M{x:.1f} {BASE + 2:.1f} C{x + 3:.1f} {top:.1f} {x + 5:.1f} {top - 4:.1f} {x + wide * 0.5:.1f} "
            f"{BASE - 6:.1f} C{x + wide * 0.7:.1f} {top:.1f} {x + wide * 0.8:.1f} "
            f"{top:.1f} {x + wide:.1f} {BASE:.1f}"
        )
    else:
        path = (
            f"M{x + lean:.1f} {top:.1f} C{x - 12:.1f} {top + 6:.1f} "
            f"{x + wide * 1.6:.1f} {BASE - high * 0.55:.1f} "
            f"{x + wide * 0.4:.1f} {BASE:.1f} C{x - 14:.1f} {BASE + 6:.1f} {x - 8:.1f} {BASE - 14:.1f} "
            f"{x + wide:.1f} {BASE - 6:.1f}"
        )
    return path, x + wide * 0.9


def _letter(draw: Random, hand: Hand, x: float) -> tuple[str, float]:
    """A small letter: an arch, a loop upwards, a loop below the line, or a mere wave."""
    wide = hand.width * draw.uniform(0.6, 1.3)
    end, foot = x + wide, BASE + (x * hand.climb) + draw.uniform(-1.5, 1.5) * hand.wild
    kind = draw.random()
    lean = hand.upright * 3
    if kind < hand.loops * 0.35:
        high = hand.rise * draw.uniform(1.8, 2.6)
        return (
            f"C{end + lean:.1f} {foot - high * 0.5:.1f} {end + lean + 3:.1f} "
            f"{foot - high:.1f} {x + wide * 0.4 + lean:.1f} "
            f"{foot - high:.1f} S{x + wide * 0.2:.1f} {foot:.1f} {end:.1f} {foot:.1f}",
            end,
        )
    if kind < hand.loops * 0.55:
        deep = hand.rise * draw.uniform(0.9, 1.7)
        return (
            f"C{end:.1f} {foot:.1f} {end - 2:.1f} {foot + deep:.1f} {x:.1f} {foot + deep:.1f} "
            f"S{x + wide * 0.4:.1f} {foot - 1:.1f} {end:.1f} {foot - 2:.1f}",
            end,
        )
    high = hand.rise * draw.uniform(0.25, 1.0)
    return (
        f"C{x + wide * 0.25 + lean:.1f} {foot - high:.1f} {x + wide * 0.75 + lean:.1f} {foot - high:.1f} "
        f"{end:.1f} {foot:.1f}",
        end,
    )


def _word(draw: Random, hand: Hand, x: float, letters: int) -> tuple[str, float]:
    path, x = _capital(draw, hand, x)
    path += f" M{x:.1f} {BASE - 3:.1f} "
    for _ in range(letters):
        part, x = _letter(draw, hand, x)
        path += part
    tail = draw.uniform(2, 26) * hand.wild
    return path + f" q{tail * 0.6:.1f} {draw.uniform(-4, 2):.1f} {tail:.1f} {draw.uniform(-6, 3):.1f}", x


def _flourish(draw: Random, x: float) -> str:
    """A stroke beneath, a stroke back through the name, or a knot at the end."""
    way = draw.randrange(4)
    if way == 0:
        return (
            f"M{draw.uniform(2, 14):.0f} {BASE + 9:.0f} C{x * 0.4:.0f} "
            f"{BASE + 15:.0f} {x * 0.7:.0f} {BASE + 4:.0f} {x + 6:.0f} {BASE + 5:.0f}"
        )
    if way == 1:
        return (
            f"M{x:.0f} {BASE - 4:.0f} C{x + 16:.0f} {BASE - 26:.0f} {x * 0.5:.0f} "
            f"{BASE - 20:.0f} {x * 0.25:.0f} {BASE - 9:.0f}"
        )
    if way == 2:
        return (
            f"M{x:.0f} {BASE:.0f} c12 -10 14 8 2 9 s-{x * 0.5:.0f} 6 -{x * 0.62:.0f} "
            f"1 c20 8 {x * 0.5:.0f} 4 {x * 0.8:.0f} -4"
        )
    return ""


def _dots(draw: Random, x: float) -> str:
    return "".join(
        f"M{place:.0f} {BASE - draw.uniform(14, 22):.0f} l1.6 -.8 "
        for place in (draw.uniform(18, x) for _ in range(draw.randrange(3)))
    )


def signature(name: str) -> str:
    """Ink of a hand that follows from the name. About 60 high, as wide as the name asks."""
    draw = chance("ink", name)
    hand, colour = _hand(draw), draw.choice(INKS)
    words = name.split() or ["x"]
    style = draw.choice(["full", "full", "last", "initials", "blur"])
    shown = [words[0], words[-1]] if len(words) > 1 else words
    letters = {"initials": 0, "blur": 2}.get(style, 7)
    path, x = "", 12.0
    for word in shown if style != "last" else [words[0][:1], words[-1]]:
        part, x = _word(draw, hand, x, min(max(len(word) - 1, 0), letters))
        path += part
        x += draw.uniform(-2, 9)
    pen = draw.choice([0.8, 1.0, 1.2, 1.4, 1.9, 2.4])
    thin = line(path, colour, pen)
    thick = line(path, colour, pen * 1.5, f'stroke-dasharray="{draw.randint(5, 12)} {draw.randint(6, 16)}"')
    body = (
        thin + (thick if draw.random() < 0.7 else "") + line(_flourish(draw, x) + _dots(draw, x), colour, pen)
    )
    slant, turn = -math.degrees(math.atan(hand.upright * 0.35)), draw.uniform(-6, 2)
    frame = f'<g transform="translate(6 6) rotate({turn:.1f} 0 40) skewX({slant * 0.5:.1f})">{body}</g>'
    return picture(frame, x + 34, 66)
