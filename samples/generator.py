"""The generator's door: a document is a pure function of version, seed and index."""

from dataclasses import replace
from random import Random
from typing import Final

from samples.captures import Look
from samples.captures import capture as take
from samples.chance import chance, share
from samples.content import Content
from samples.document import SampleDocument, Split, Truth, Typeset
from samples.identity.paper import eu_states, issuers
from samples.identity.papers import MAKERS, make_identity
from samples.looks.families import Family, a_family
from samples.looks.layout import html_of
from samples.looks.typesetting import Printed, typeset_html
from samples.people.persons import origins
from samples.writing.content_files import Kind, kinds
from samples.writing.content_maker import a_setting, make_content, setting_for

GENERATOR_VERSION: Final = "1"
_VISA_STATES: Final = ("DNK", "DEU", "FRA", "ESP")


def labels() -> tuple[str, ...]:
    """All labels that can be made, in order."""
    return tuple(sorted({*kinds(), *MAKERS}))


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
        capture="none",
        readable=True,
        split=split,
        state=content.state,
        kind=content.kind,
    )


def _language(kind: Kind, draw: Random) -> str:
    """Danish and English stand for most of what is sent; other languages share the rest."""
    known = list(kind.languages)
    house = [language for language in known if language in {"da", "en"}]
    if house and draw.random() < 0.6:
        return draw.choices(house, [{"da": 1.6}.get(language, 1.0) for language in house])[0]
    return draw.choice(known)


def _identity(label: str, split: Split, draw: Random) -> Content:
    """Citizens get papers of their own state; permits and visas are for those from outside the EU."""
    state = draw.choice(issuers(MAKERS[label][1]))
    home = state
    if label in {"visa", "residence_permit"}:
        home = draw.choice([code for code in origins() if code not in eu_states()])
        state = draw.choice(_VISA_STATES if label == "visa" else ("DNK", "DNK", "DNK", state))
    return make_identity(label, state, a_setting("en", split, draw, origin=home))


def _written(label: str, split: Split, draw: Random) -> Content:
    kind = draw.choice([one for one in kinds()[label] if one.drawn])
    home = draw.choice(eu_states()) if kind.eu else None
    return make_content(kind, setting_for(kind, _language(kind, draw), split, draw, origin=home))


def typeset(seed: int, index: int, split: Split, *, label: str | None = None) -> Typeset:
    """A document as printed, with a text layer and no capture; well under 0.3 s of computing."""
    draw = chance(GENERATOR_VERSION, seed, index, split, label or "any")
    label = label or draw.choice(labels())
    content = (_identity if label in MAKERS else _written)(label, split, draw)
    family = a_family(draw.choice(share(content.sheets, "train")), split, draw)
    return set_content(content, family, split, chance(seed, index, "looks"))


def set_content(content: Content, family: Family, split: Split, draw: Random) -> Typeset:
    """Print a content in a family's look."""
    printed = typeset_html(html_of(content, family, draw))
    return Typeset(printed.pdf, truth_of(content, family, printed, split))


_USUAL: Final = ("digital", "digital", "scan", "scan", "scan_jpeg", "photo", "photo", "photo", "photo_heic")
_PAPER: Final = ("scan", "scan_jpeg", "photo", "photo", "photo", "photo_heic")
"""Cards, booklets and portraits are never born as a PDF."""


def _look(draw: Random) -> Look:
    turn = draw.choice([0, 0, 0, 0, 0, 90, 180, 270])
    return Look(
        turn=turn,
        exif=turn != 0 and draw.random() < 0.4,
        dpi=draw.choice([150, 200, 200, 300]),
        grey=draw.random() < 0.3,
        bitonal=draw.random() < 0.08,
        long_px=draw.choice([2000, 2200, 2500]),
        quality=draw.randint(62, 84),
    )


def make_document(
    seed: int, index: int, split: Split, *, label: str | None = None, capture: str | None = None
) -> SampleDocument:
    """A document as a citizen sends it: typeset, then captured (one of `CAPTURES`; drawn when not given)."""
    printed = typeset(seed, index, split, label=label)
    draw = chance(GENERATOR_VERSION, seed, index, split, "capture")
    small = printed.truth.family.split("-")[0] in {"card", "booklet", "portrait", "receipt"}
    way = capture or draw.choice(_PAPER if small else _USUAL)
    taken = take(printed, way, draw, _look(draw))
    stem = f"{index:05d}-{printed.truth.label}"
    return replace(taken, name=f"{stem}.{taken.name.rpartition('.')[2]}")
