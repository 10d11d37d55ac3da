"""Sets a content in a family's look: the HTML of a sheet, a card or a booklet page."""

from functools import cache
from pathlib import Path
from random import Random

from jinja2 import Environment, FileSystemLoader, select_autoescape

from samples.content import Content
from samples.drawings import shapes as drawings
from samples.drawings.portraits import portrait
from samples.looks.families import Family

LAYOUTS = Path(__file__).parent / "layouts"
SIZES = {
    "card": "85.6mm 54mm",
    "booklet": "125mm 88mm",
    "receipt": "80mm 190mm",
    "chat": "100mm 178mm",
    "portrait": "35mm 45mm",
}
_PAGE_NOTES = ('""', '""', 'counter(page) " / " counter(pages)', "counter(page)")


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(LAYOUTS), autoescape=select_autoescape(["html"]))


def page_size(family: Family) -> str:
    """The paper that a sheet is printed on, as CSS says it."""
    return SIZES.get(family.sheet, "210mm 297mm")


def html_of(content: Content, family: Family, draw: Random) -> str:
    """The document as HTML; `draw` decides logo, stamp and handwriting only."""
    template = family.sheet if family.sheet in {"card", "booklet", "portrait"} else "sheet"
    return (
        _environment()
        .get_template(f"{template}.html")
        .render(
            content=content,
            family=family,
            page_size=page_size(family),
            page_note=draw.choice(_PAGE_NOTES) if content.blocks else '""',
            face=portrait(draw.choice("MF"), draw) if family.sheet == "portrait" else None,
            frame_mm=297 - 2 * family.margin_mm - 4,
            hand=draw.choice(["DkgHandwriting", "Breip"]),
            logo=drawings.logo(draw, family.colour) if draw.random() < 0.6 else None,
            stamp=drawings.stamp(content.stamp, draw) if content.stamp else None,
            signature=drawings.signature,
            specimen=drawings.specimen(),
            guilloche=drawings.guilloche(draw, family.colour),
        )
    )
