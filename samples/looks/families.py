"""Layout families: a look put together from parts by its number; numbers are shared out between splits."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from samples.chance import chance
from samples.document import Split

NUMBERS: Final[Mapping[Split, range]] = {
    "train": range(96),
    "calibration": range(96, 120),
    "test": range(120, 144),
}
"""Disjoint by construction: a family of the test was never seen in training."""

_FONTS: Final = (
    "Liberation Sans", "Liberation Serif", "DejaVu Sans", "DejaVu Serif", "Lato", "Open Sans", "Cantarell",
    "EB Garamond", "Linux Libertine O", "Linux Biolinum O", "Noto Sans", "Noto Serif", "Liberation Mono",
    "DejaVu Sans Condensed",
)  # fmt: skip
_COLOURS: Final = (
    "#1a1a1a", "#14345c", "#7a1521", "#0b5a4a", "#3b2a6b", "#8a4b08", "#005f86", "#2f4f2f", "#444", "#a0131c",
)  # fmt: skip
SMALL_SHEETS: Final = frozenset({"receipt", "chat"})
_PARTS: Final = {
    "head": ("h-left", "h-right", "h-center", "h-band", "h-split", "h-rule", "h-none"),
    "title": ("t-left", "t-center", "t-caps", "t-rule", "t-boxed", "t-small"),
    "rows": ("f-table", "f-plain", "f-boxes", "f-above", "f-dotted", "f-colon"),
    "prose": ("p-plain", "p-justify", "p-indent"),
    "clause": ("s-par", "s-number", "s-none", "s-letter"),
    "grid": ("g-lines", "g-zebra", "g-plain", "g-head"),
    "sign": ("i-side", "i-stack", "i-boxes"),
    "foot": ("o-line", "o-center", "o-none"),
    "border": ("b-double", "b-frame", "b-corner", "b-none"),
    "heading": ("d-bold", "d-bar", "d-caps", "d-line"),
}


@dataclass(frozen=True, slots=True)
class Family:
    """A look. `parts` are the style sheet's classes, sizes in points and millimetres."""

    name: str
    sheet: str
    font: str
    title_font: str
    size_pt: float
    margin_mm: int
    colour: str
    tint: str
    parts: Mapping[str, str]

    @property
    def classes(self) -> str:
        """The class attribute of the page's body."""
        return " ".join(self.parts.values())


def _tint(draw: Random) -> str:
    return draw.choice(["#fff", "#fff", "#fff", "#fdfcf7", "#f7fafd", "#fbf6ee", "#f4f8f2"])


def family(sheet: str, number: int) -> Family:
    """The look of a sheet (`letter`, `form`, …) with that number; the same always."""
    draw = chance("family", sheet, number)
    font = draw.choice(_FONTS)
    return Family(
        name=f"{sheet}-{number:03d}",
        sheet=sheet,
        font=font,
        title_font=draw.choice([font, font, draw.choice(_FONTS)]),
        size_pt=draw.choice([9, 9.5, 10, 10, 10.5, 11, 12]),
        margin_mm=draw.randint(14, 26) if sheet not in SMALL_SHEETS else 4,
        colour=draw.choice(_COLOURS),
        tint=_tint(draw),
        parts={name: draw.choice(options) for name, options in _PARTS.items()},
    )


def a_family(sheet: str, split: Split, draw: Random) -> Family:
    """One of the split's families for a sheet."""
    return family(sheet, draw.choice(NUMBERS[split]))
