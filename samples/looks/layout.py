"""Sets a content in a family's look: the HTML of a sheet, with all that is drawn on it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, Template, select_autoescape
from markupsafe import Markup

from samples.chance import chance
from samples.content import Content
from samples.drawings import codes, crests, emblems, grounds, marks, stamps, things
from samples.drawings.portraits import photo_sheet
from samples.drawings.signatures import signature
from samples.looks.families import Family
from samples.looks.fonts import stack
from samples.looks.furniture import furniture
from samples.looks.packing import Cell, packed
from samples.looks.sheets import HERE, part_styles, sheet_named

LAYOUTS: Final = HERE / "layouts"
_TAG: Final = re.compile(r"<[^>]*>")
_NUMBERED: Final = re.compile(r"^(?:§ *\d+[.:]?|(?:\d+|[IVX]+|[A-Z])[.):]) +")
_COUNTED: Final = {
    "plain": "counter(n)",
    "dotted": 'counter(n) "."',
    "letter": 'counter(n, upper-alpha) "."',
    "none": '""',
}
_LETTERS_OF_A_PAGE: Final = 2000
_ROWS_OF_A_PAGE: Final = 36
_HALVED: Final = {
    "certificate": ((148, 210),), "letter": ((148, 210), (210, 148)), "plain": ((148, 210),),
    "form": ((148, 210), (210, 148), (210, 148)), "register": ((148, 210), (210, 148)),
    "table": ((148, 210), (210, 148)), "typewriter": ((148, 210), (210, 148)),
}  # fmt: skip
"""Sheets that come on half the paper too, upright or lying, where they have little to say."""
_HALF_SHARE: Final = 0.55
_HALF_MARGIN_MM: Final = 13
_LETTERS_OF_A_HALF: Final = 760
_ROWS_OF_A_HALF: Final = {210: 15, 148: 9}
"""Height in millimetres → rows that fit."""
_ROOMY_STYLES: Final = frozenset({"receipt", "chat", "ticket", "bankcard", "note"})


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(LAYOUTS), autoescape=select_autoescape(["html"]))


@cache
def _style(text: str) -> Template:
    return Environment(autoescape=False).from_string(text)  # noqa: S701 (style sheets of ours, no strangers' text)


@dataclass(frozen=True, slots=True)
class Kit:
    """What a template draws with; each call draws anew from the document's chance."""

    family: Family
    draw: Random

    def chance(self, share: float) -> bool:
        """True in that share of calls."""
        return self.draw.random() < share

    def between(self, low: float, high: float) -> float:
        """A number between two others."""
        return round(self.draw.uniform(low, high), 1)

    def pick(self, *options: str) -> str:
        """One of some words."""
        return self.draw.choice(options)

    def logo(self) -> str:
        """An emblem in the family's colour."""
        return emblems.logo(self.draw, self.family.colour)

    def crest(self) -> str:
        """A coat of arms, in colour or in one."""
        return crests.crest(self.draw, self.draw.choice([None, self.family.colour, "#333"]))

    def seal(self) -> str:
        """A printed or embossed seal."""
        return stamps.seal(self.draw, self.family.colour)

    def border(self) -> str:
        """An ornate frame of a whole A4 page."""
        return grounds.border(self.draw, self.family.colour)

    def tick(self, ticked: object) -> str:
        """A box to tick."""
        return marks.tick(self.draw, ticked=bool(ticked), pen=self.family.ink)

    def chart(self, bars: Sequence[float]) -> str:
        """A bar chart."""
        return marks.chart(bars, self.family.colour)

    def code(self, text: str) -> str:
        """A QR code, or of short texts now and then a bar code."""
        return codes.bars(text) if self.is_bars(text) else codes.qr(text)

    def is_bars(self, text: str) -> bool:
        """Whether a text is printed as a bar code."""
        return len(text) < 20 and chance("bars", self.family.name, text).random() < 0.5

    def bars(self, text: str, *, upright: bool = False) -> str:
        """A bar code, standing or lying."""
        return codes.bars(text, upright=upright)

    def redaction(self) -> str:
        """A bar of a marker pen."""
        return marks.redaction(self.draw)

    def thing(self, *, drawn: bool = False) -> str:
        """A picture without words."""
        return things.thing(self.draw, drawn=drawn)

    def heading(self, text: str) -> str:
        """A heading without the number of its own, where the look counts headings."""
        counts = self.family.parts.get("heading", "").startswith(("numbered", "section"))
        return _NUMBERED.sub("", text) if counts else text

    def packed(self, rows: Sequence[tuple[str, Markup]], room: int) -> list[list[Cell]]:
        """Rows as lines of boxes."""
        return packed(rows, room)


def striptags(text: str) -> str:
    """A text without its marks."""
    return _TAG.sub("", text)


def _pale(colour: str) -> str:
    """The colour with much white."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * 0.12):02x}" for part in parts)


def _parts_style(family: Family, words: dict[str, Any]) -> str:
    styles = part_styles()
    found = (styles[part][option] for part, option in family.parts.items() if option in styles.get(part, {}))
    return "\n".join(_style(one).render(words) for one in found if one)


def _ground(family: Family, draw: Random) -> str | None:
    if family.pattern:
        return grounds.pattern(family.pattern, chance("ground", family.name), family.pattern_colour)
    if family.tint != "#fff" and draw.random() < 0.3:
        return marks.watermark(draw, emblems.shapes(draw, "#777"))
    return None


def _rows(content: Content) -> int:
    return sum(len(getattr(block, "rows", ())) + 2 for block in content.blocks)


def _half(content: Content, family: Family, letters: int) -> tuple[float, float] | None:
    """Half the paper, for a family that prints short papers so and a content that fits."""
    draw = chance("half", family.name)
    if draw.random() > _HALF_SHARE or letters > _LETTERS_OF_A_HALF:
        return None
    fitting = [size for size in _HALVED.get(family.sheet, ()) if _rows(content) <= _ROWS_OF_A_HALF[size[1]]]
    return draw.choice(fitting) if fitting else None


def _roomy(content: Content, sheet: str, letters: int) -> float:
    """1 for a page of few words, 0 for a full one: few words are set larger and wider."""
    rows = _rows(content)
    most = _ROWS_OF_A_PAGE if sheet != "certificate" else _ROWS_OF_A_PAGE * 0.65
    return max(0.0, min(1.0, 1 - letters / _LETTERS_OF_A_PAGE, 1 - rows / most))


def _size(content: Content, family: Family) -> tuple[float, float]:
    """Paper in millimetres; rolls and screens are as long as what they say."""
    wide, high = sheet_named(family.sheet).size
    if high:
        return wide, high
    lines = len(content.issuer) + len(content.footer) + 8 + 3 * len(content.blocks)
    for block in content.blocks:
        for piece in (
            getattr(block, "rows", ()),
            getattr(block, "paragraphs", ()),
            getattr(block, "options", ()),
        ):
            lines += sum(1 + len(striptags(str(one))) // 30 for one in piece)
        lines += 7 * len(getattr(block, "places", ())) + (10 if hasattr(block, "text") else 0)
    return wide, max(lines * family.size_pt * 0.5 + 30, 120.0)


def _spacing(family: Family, roomy: float) -> dict[str, float]:
    """Size of letters, distance of lines and height of boxes: wider where there is room."""
    low, high = sheet_named(family.sheet).pt
    least = low - (0.8 if roomy else 1.8)
    return {
        "roomy": roomy,
        "pt": round(max(least, min(high + 0.8, family.size_pt + (roomy - 0.35) * 1.8)), 2),
        "leading": round(max(1.08, family.leading + (roomy - 0.4) * 0.3), 2),
        "box": round(9 + roomy * 6, 1),
    }


def _stacks(family: Family, shown: str) -> dict[str, str]:
    """The font families of text, title, filled-in values and a pen; one choice where the use is the same."""
    faces = chance("faces", family.name)
    uses = {"text": family.text_use, "title": family.title_use, "filled": family.fill_use, "hand": "hand"}
    known = {use: stack(family.split, use, shown, faces) for use in dict.fromkeys(uses.values())}
    return {name: known[use] for name, use in uses.items()}


def _words(content: Content, family: Family, draw: Random) -> dict[str, Any]:
    """All that a sheet's template may use."""
    text = repr(
        (content.title, content.subtitle, content.issuer, content.recipient, content.blocks, content.footer)
    )
    around = furniture(content.language, draw)
    stacks = _stacks(family, text + repr(around))
    letters = len(striptags(text))
    half = _half(content, family, letters)
    roomy = 0.5 if family.sheet in _ROOMY_STYLES else 0.25 if half else _roomy(content, family.sheet, letters)
    wide, tall = half or _size(content, family)
    margin = min(family.margin_mm, _HALF_MARGIN_MM) if half else family.margin_mm
    start, end = ("right", "left") if content.rtl else ("left", "right")
    words = {
        "content": content, "family": family, "parts": family.parts, "around": around, "fonts": stacks,
        "wide": wide, "tall": tall, "m": margin, "start": start, "end": end, "c": family.colour,
        "pale": _pale(family.colour), "ink": family.ink, "own_hand": family.fill_use == "hand",
        "counted": _COUNTED[family.parts.get("number", "plain")], **_spacing(family, roomy),
    }  # fmt: skip
    return words | {"parts_style": _parts_style(family, words)}


def html_of(content: Content, family: Family, draw: Random) -> str:
    """The document as HTML; `draw` decides what is drawn on it and what stands at its edges."""
    words = _words(content, family, draw)
    drawn = {
        "kit": Kit(family, draw),
        "ground": _ground(family, draw),
        "stamp": stamps.stamp(content.stamp, draw) if content.stamp else None,
        "signature": signature,
        "specimen": marks.specimen(),
        "guilloche": grounds.guilloche(draw, family.colour) if family.sheet not in _ROOMY_STYLES else "",
        "photos": photo_sheet(draw) if family.sheet == "portrait" else None,
    }
    return _environment().get_template(f"{family.sheet}.html").render(words | drawn)
