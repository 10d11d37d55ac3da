"""Coats of arms that are nobody's: a divided shield, a charge, a crown, supporters of leaves."""

from random import Random
from typing import Final

from samples.drawings.shapes import picture

_TINCTURES: Final = ("#8a1c1c", "#1d3f7a", "#0e5a3c", "#1d1d1f", "#c9a227", "#d9d9d6", "#5b2a6b", "#a9bfd6")
_SHIELDS: Final = (
    "M22 22 H78 V52 Q78 78 50 90 Q22 78 22 52 Z",
    "M22 22 H78 V66 Q78 80 60 80 Q52 80 50 88 Q48 80 40 80 Q22 80 22 66 Z",
    "M50 16 Q66 24 80 22 Q80 70 50 90 Q20 70 20 22 Q34 24 50 16 Z",
)
_DIVISIONS: Final = (
    "",
    '<rect x="20" y="16" width="30" height="76" fill="{two}"/>',
    '<rect x="18" y="16" width="64" height="32" fill="{two}"/>',
    '<path d="M18 16 H50 V52 H18 Z M50 52 H82 V92 H50 Z" fill="{two}"/>',
    '<path d="M18 34 L82 74 V92 H60 L18 60 Z" fill="{two}"/>',
    '<path d="M50 40 L82 76 V92 H18 V76 Z" fill="{two}"/>',
    '<path d="M18 44 H82 V60 H18 Z" fill="{two}"/>',
    '<path d="M18 40 q8 -6 16 0 t16 0 t16 0 t16 0 v10 q-8 6 -16 0 t-16 0 t-16 0 t-16 0 Z" fill="{two}"/>',
)
_CHARGES: Final = (
    '<path d="M50 32 L54 44 H66 L56 51 L60 63 L50 56 L40 63 L44 51 L34 44 H46 Z" fill="{three}"/>',
    '<path d="M36 68 V42 H41 V48 H47 V42 H53 V48 H59 V42 H64 V68 Z" fill="{three}"/>',
    '<path d="M46 30 H54 V44 H66 V52 H54 V76 H46 V52 H34 V44 H46 Z" fill="{three}"/>',
    '<path d="M50 30 C58 40 64 42 62 54 C60 64 54 62 50 74 C46 62 40 64 38 '
    '54 C36 42 42 40 50 30 Z" fill="{three}"/>',
    '<path d="M30 60 Q40 44 50 54 Q60 44 70 60 Q60 56 50 66 Q40 56 30 60 Z '
    'M47 40 h6 v10 h-6 Z" fill="{three}"/>',
    '<circle cx="42" cy="44" r="6" fill="{three}"/><circle cx="60" cy="44" r="6" fill="{three}"/>'
    '<circle cx="51" cy="62" r="6" fill="{three}"/>',
    '<path d="M34 70 C30 50 44 48 42 38 C52 34 66 42 64 56 C70 52 70 46 66 '
    "42 C76 46 74 62 62 64 L66 74 H56 L52 64 "
    'L44 66 L42 74 Z" fill="{three}"/>',
    '<path d="M32 64 H68 L62 70 H38 Z M49 34 V62 M50 36 L64 58 H50 Z M48 40 '
    'L36 58 H48 Z" fill="{three}" stroke="{three}"/>',
)
_CROWNS: Final = (
    "",
    '<path d="M30 20 L27 6 L38 13 L50 3 L62 13 L73 6 L70 20 Z" fill="#c9a227" stroke="#7a611a"/>',
    '<path d="M32 20 V9 H38 V13 H46 V9 H54 V13 H62 V9 H68 V20 Z" fill="#9a9a9a" stroke="#555"/>',
    '<path d="M30 20 C20 4 44 2 50 8 C56 2 80 4 70 20 Z" fill="#c9a227" '
    'stroke="#7a611a"/><circle cx="50" cy="4" r="2.4" fill="#7a611a"/>',
)
_SUPPORTERS: Final = (
    "",
    '<path d="M18 86 C2 66 4 40 16 28 M12 76 q-8 -2 -10 -10 q9 0 10 10 M7 60 '
    "q-7 -4 -6 -12 q8 3 6 12 M8 46 q-4 -6 0 -12 q6 5 0 12 "
    "M82 86 C98 66 96 40 84 28 M88 76 q8 -2 10 -10 q-9 0 -10 10 M93 60 q7 -4 "
    '6 -12 q-8 3 -6 12 M92 46 q4 -6 0 -12 q-6 5 0 12" '
    'fill="#3f6b3f" stroke="#2f4f2f"/>',
    '<path d="M12 92 Q50 80 88 92 L84 99 Q50 88 16 99 Z" fill="#d8c48a" stroke="#7a611a"/>',
)


def crest_shapes(draw: Random, colour: str | None = None) -> str:
    """The shapes of a coat of arms, 100 by 100; in one colour as letterheads print it, or in tinctures."""
    one, two, three = draw.sample(_TINCTURES, 3)
    crown, sides = draw.choice(_CROWNS), draw.choice(_SUPPORTERS)
    if colour:
        one, two, three = "#fff", "#ddd", colour
    inner = draw.choice(_DIVISIONS).format(two=two) + draw.choice(_CHARGES).format(three=three)
    shield, name = draw.choice(_SHIELDS), f"s{draw.randrange(10**6)}"
    return (
        f'<clipPath id="{name}"><path d="{shield}"/></clipPath>{sides}{crown}'
        f'<path d="{shield}" fill="{one}"/><g clip-path="url(#{name})">{inner}</g>'
        f'<path d="{shield}" fill="none" stroke="{colour or "#333"}" stroke-width="2"/>'
    )


def crest(draw: Random, colour: str | None = None) -> str:
    """A coat of arms, square."""
    return picture(crest_shapes(draw, colour), 100, 100)
