"""Typefaces: which a split may use, which alphabets each holds, and a choice that covers a text.

No word is set in two faces: a face is chosen among those that hold all letters of the text's Latin, Greek or
Cyrillic words; words of other scripts get a face of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any, Final

from pipeline.yaml_files import read_yaml
from samples.document import Split

LATIN: Final = ("west", "north", "east", "far")
"""Alphabets that one Latin face may hold: western, Icelandic and signs, eastern, Baltic and Romanian."""
OWN_FACES: Final = ("arab", "deva", "hans")
"""Scripts whose faces hold little else."""
_INSTEAD: Final[Mapping[str, tuple[str, ...]]] = {
    "hand": ("typewriter", "mono", "serif", "sans"),
    "typewriter": ("mono", "serif", "sans"),
    "mono": ("typewriter", "sans", "serif"),
    "display": ("serif", "sans"),
    "serif": ("sans",),
    "sans": ("serif",),
}
SYMBOLS: Final = "DejaVu Sans"
"""Arrows and rare currency signs stand in no other face; it never sets a letter."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font family; `alphabets` are those it holds in full."""

    family: str
    use: str
    alphabets: frozenset[str]
    package: str


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).with_name("fonts.yaml")
    found: dict[str, Any] = read_yaml(path)
    return found


def _first_level() -> str:
    """The 3,755 most used Chinese signs, as GB2312 orders them."""
    rows = range(0xB0, 0xD8)
    signs = (bytes([row, cell]) for row in rows for cell in range(0xA1, 0xFF) if (row, cell) < (0xD7, 0xFA))
    return b"".join(signs).decode("gb2312")


@cache
def alphabets() -> Mapping[str, frozenset[str]]:
    """The letters of each alphabet."""
    found = {name: frozenset(letters) for name, letters in _data()["alphabets"].items()}
    return found | {"hans": frozenset(_first_level() + "，。、：；（）")}


@cache
def faces(split: Split) -> tuple[Face, ...]:
    """The faces of a split; no face is in two."""
    return tuple(
        Face(
            family=raw["family"],
            use=raw["use"],
            alphabets=frozenset(
                chain.from_iterable(LATIN if name == "latin" else (name,) for name in raw["scripts"])
            ),
            package=raw["package"],
        )
        for raw in _data()[split]
    )


@cache
def _alphabet(sign: str) -> str | None:
    """The plainest alphabet that has a letter; Chinese signs beyond the first level count as Chinese."""
    known = next((name for name, letters in alphabets().items() if sign in letters), None)
    code = ord(sign)
    if known or not sign.isalpha():
        return known
    if 0x0600 <= code < 0x0780 or 0xFB50 <= code < 0xFF00:
        return "arab"
    return "hans" if code >= 0x2E80 else "deva" if 0x0900 <= code < 0x0980 else None


def needed(text: Iterable[str]) -> frozenset[str]:
    """The alphabets that a text is written in."""
    return frozenset(filter(None, (_alphabet(sign) for sign in set(text))))


def covering(split: Split, use: str, alphabets: frozenset[str], draw: Random) -> str:
    """The name of a face for a use that holds the alphabets; another use's where none of its own does."""
    for one in (use, *_INSTEAD[use]):
        found = [face.family for face in faces(split) if face.use == one and alphabets <= face.alphabets]
        if found:
            return draw.choice(found)
    return draw.choice([face.family for face in faces(split) if {*LATIN, "cyrl", "grek"} <= face.alphabets])


def stack(split: Split, use: str, text: str, draw: Random) -> str:
    """The font families of a text, as CSS lists them: one for its letters, one a script of other kind."""
    found = needed(text)
    own = [script for script in OWN_FACES if script in found]
    names = [covering(split, use, found - set(OWN_FACES), draw)]
    names += [covering(split, use, frozenset({script}), draw) for script in own]
    return ", ".join([*names, SYMBOLS])
