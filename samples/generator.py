"""The generator's door: a file is a pure function of version, seed, index and split."""

from dataclasses import replace
from random import Random
from typing import Final

from samples.captures import a_look, capture
from samples.chance import chance
from samples.content import Content
from samples.document import SampleFile, Split, Truth, Typeset
from samples.identity.papers import MAKERS, make_identity
from samples.identity.states import eu_states, issuers, sheet_words
from samples.looks.families import Family, a_family
from samples.looks.layout import html_of
from samples.looks.typesetting import Printed, typeset_html
from samples.people.persons import origins
from samples.rota import Place, labels, place, placed
from samples.writing.content_maker import a_setting, make_content, setting_for

__all__ = ["GENERATOR_VERSION", "labels", "make_file", "set_content", "typeset"]

GENERATOR_VERSION: Final = "2"
BUNDLED: Final = 0.05
"""Share of files that hold several documents."""
_BUNDLE_SIZES: Final = (2, 2, 2, 3, 3, 4, 5, 6)


def truth_of(content: Content, family: Family, printed: Printed, split: Split) -> Truth:
    """What was printed: a field whose value stands nowhere on the pages is no field of the document."""
    shown = {
        name: value
        for name, value in content.fields.items()
        if name in printed.field_boxes or name in content.implied
    }
    return Truth(
        label=content.label,
        language=content.language,
        pages=printed.pages,
        fields=shown,
        field_boxes={name: printed.field_boxes[name] for name in shown if name in printed.field_boxes},
        family=family.name,
        split=split,
        state=content.state,
        kind=content.kind,
    )


def _identity(spot: Place, split: Split, draw: Random) -> Content:
    """Citizens get papers of their own state; permits and visas are for those from outside the EU."""
    states = issuers(MAKERS[spot.label][1])
    home = state = states[(spot.number + draw.randrange(2)) % len(states)]
    if spot.label in {"visa", "residence_permit"}:
        home = draw.choice([code for code in origins() if code not in eu_states()])
        visas = [state for state, *_ in sheet_words()["visas"]]
        state = (
            visas[spot.number % len(visas)]
            if spot.label == "visa"
            else draw.choice(["DNK", "DNK", "DNK", state])
        )
    return make_identity(spot.label, state, a_setting("en", split, draw, origin=home))


def _content(spot: Place, split: Split, draw: Random) -> Content:
    if spot.kind is None:
        return _identity(spot, split, draw)
    home = draw.choice(eu_states()) if spot.kind.eu else None
    return make_content(spot.kind, setting_for(spot.kind, spot.language, split, draw, origin=home))


def typeset(seed: int, index: int, split: Split, *, label: str | None = None) -> Typeset:
    """A document as printed, with a text layer and no capture; with `label` its `index`th of that label."""
    spot = placed(seed, label, index) if label else place(seed, index)
    draw = chance(GENERATOR_VERSION, seed, index, split, label or "any")
    content = _content(spot, split, draw)
    family = a_family(draw.choice(sheets_for(content.sheets, split)), split, draw)
    return set_content(content, family, split, chance(seed, index, "looks"))


def sheets_for(sheets: tuple[str, ...], split: Split) -> tuple[str, ...]:
    """The sheets a kind is set on: of three and more the last is kept for the test, which uses all."""
    return sheets if split == "test" or len(sheets) < 3 else sheets[:-1]


def set_content(content: Content, family: Family, split: Split, draw: Random) -> Typeset:
    """Print a content in a family's look."""
    printed = typeset_html(html_of(content, family, draw))
    return Typeset(printed.pdf, truth_of(content, family, printed, split))


_USUAL: Final = {
    "digital": 30, "scan": 20, "scan_jpeg": 7, "fax": 2, "photo": 25, "photo_heic": 5, "screenshot": 6,
    "screen_photo": 5,
}  # fmt: skip
_CARD: Final = {"scan": 15, "scan_jpeg": 15, "photo": 35, "photo_heic": 10, "cropped": 20, "screen_photo": 5}
"""Cards, booklets and portraits are never born as a PDF; many are cut to their edges."""
_SCREEN: Final = {"screenshot": 55, "digital": 15, "screen_photo": 15, "photo": 15}
_BUNDLE: Final = {"digital": 40, "scan": 60}
CARD_SHEETS: Final = frozenset({"card", "booklet", "sticker", "portrait", "bankcard", "receipt", "ticket"})
SCREEN_SHEETS: Final = frozenset({"chat", "webform", "portal"})


def _way(sheet: str, draw: Random) -> str:
    """How such a sheet reaches us, as often as in life."""
    ways = _CARD if sheet in CARD_SHEETS else _SCREEN if sheet in SCREEN_SHEETS else _USUAL
    return draw.choices(list(ways), list(ways.values()))[0]


def make_file(  # noqa: PLR0913
    seed: int,
    index: int,
    split: Split,
    *,
    label: str | None = None,
    way: str | None = None,
    strength: float | None = None,
    several: bool = False,
) -> SampleFile:
    """A file as a citizen sends it: one document, now and then several, printed and captured.

    `label`, `way` and `strength` are drawn where they are not given; a given label is never bundled.
    `several`: always several documents in one file.
    """
    first = typeset(seed, index, split, label=label)
    draw = chance(GENERATOR_VERSION, seed, index, split, "capture")
    bundled = label is None and (draw.random() < BUNDLED or several)
    printed = [first, *(_companions(seed, split, draw) if bundled else ())]
    sheet = first.truth.family.split("-")[0]
    chosen = way or (draw.choices(list(_BUNDLE), list(_BUNDLE.values()))[0] if bundled else _way(sheet, draw))
    look = a_look(chosen, draw, split, small=sheet in CARD_SHEETS, strength=strength)
    taken = capture(printed, chosen, draw, look)
    stem = f"{index:06d}-{'bundle' if bundled else first.truth.label}"
    return replace(taken, name=f"{stem}.{taken.name.rpartition('.')[2]}")


def _companions(seed: int, split: Split, draw: Random) -> list[Typeset]:
    """The other documents of a bundle, each of a place of its own."""
    count = draw.choice(_BUNDLE_SIZES) - 1
    return [typeset(seed, draw.randrange(10**6), split) for _ in range(count)]
