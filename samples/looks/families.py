"""Layout families: a sheet and a number give a look put together from parts; each split has its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from samples.chance import chance
from samples.document import Split
from samples.looks.cards import CARD_PARTS
from samples.looks.fonts import LATIN, covering
from samples.looks.sheets import Sheet, grounds, sheet_named

NUMBERS: Final[Mapping[Split, range]] = {
    "train": range(96),
    "calibration": range(96, 120),
    "test": range(120, 144),
}
"""Disjoint by construction: a family of the test was never seen in training."""
COLOURS: Final = (
    "#1a1a1a", "#14345c", "#7a1521", "#0b5a4a", "#3b2a6b", "#8a4b08", "#005f86", "#2f4f2f", "#444444",
    "#a0131c",     "#1f6f8b", "#5c3d2e", "#243b6b", "#00695c", "#6a1b4d", "#b5541c",
)  # fmt: skip
INKS: Final = ("#1b2a63", "#14213d", "#222222", "#1c2f80", "#2a3f9d")


@dataclass(frozen=True, slots=True)
class Family:
    """A look. `parts` name the style of each part; sizes in points and millimetres.

    `font` and `title_font` suit Latin papers; sheets of text choose theirs by the letters they hold, from the
    uses (`text_use`, `title_use`, `fill_use`). `tint` and `pattern` are the paper, `ink` a pen's colour.
    """

    name: str
    sheet: str
    split: Split
    font: str
    title_font: str
    text_use: str
    title_use: str
    fill_use: str
    size_pt: float
    leading: float
    margin_mm: int
    colour: str
    ink: str
    tint: str
    pattern: str
    pattern_colour: str
    parts: Mapping[str, str]

    @property
    def classes(self) -> str:
        """The class attribute of the page's body."""
        return " ".join(self.parts.values())


def split_of(number: int) -> Split:
    """The split that a number belongs to. Raises ValueError for one that belongs to none."""
    for split, numbers in NUMBERS.items():
        if number in numbers:
            return split
    raise ValueError(f"no family has the number {number}")


def _uses(drawn: Sheet, draw: Random) -> tuple[str, str, str]:
    """The uses of text, title and filled-in values; `same` is the text's."""
    text = draw.choice(drawn.fonts[0])
    others = (draw.choice(options) for options in drawn.fonts[1:])
    title, filled = (text if one == "same" else one for one in others)
    return text, title, filled


def _paper(drawn: Sheet, split: Split, draw: Random) -> tuple[str, str, str]:
    """Tint, pattern and the pattern's colour: white and plain as a rule."""
    papers = grounds()[split]
    tint, pattern, colour = (draw.choice(papers[key]) for key in ("tints", "patterns", "colours"))
    if draw.random() >= drawn.grounds:
        return "#fff", "", colour
    return tint, pattern if draw.random() < 0.6 else "", colour


def family(sheet: str, number: int) -> Family:
    """The look of a sheet (`letter`, `form`, …) with that number; the same always."""
    draw, drawn, split = chance("family", sheet, number), sheet_named(sheet), split_of(number)
    text, title, filled = _uses(drawn, draw)
    tint, pattern, pattern_colour = _paper(drawn, split, draw)
    options = {**drawn.parts, **CARD_PARTS.get(sheet, {})}
    return Family(
        name=f"{sheet}-{number:03d}",
        sheet=sheet,
        split=split,
        font=covering(split, text, frozenset(LATIN), draw),
        title_font=covering(split, title, frozenset(LATIN), draw),
        text_use=text,
        title_use=title,
        fill_use=filled,
        size_pt=round(draw.uniform(*drawn.pt), 1),
        leading=round(draw.uniform(*drawn.leading), 2),
        margin_mm=draw.randint(*drawn.margin),
        colour=draw.choice(COLOURS),
        ink=draw.choice(INKS),
        tint=tint,
        pattern=pattern,
        pattern_colour=pattern_colour,
        parts={name: draw.choice(options[name]) for name in sorted(options)},
    )


def a_family(sheet: str, split: Split, draw: Random) -> Family:
    """One of the split's families for a sheet."""
    return family(sheet, draw.choice(NUMBERS[split]))
