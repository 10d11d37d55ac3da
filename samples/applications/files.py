"""Planned papers to files: printed, captured, and spoiled on the way where the plan says so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from random import Random
from typing import Final

import pikepdf

from samples.applications.facts import Facts
from samples.applications.flaws import UNUSABLE
from samples.applications.planning import Planned
from samples.applications.printing import content_of
from samples.applications.sending import Sent
from samples.captures import Look, a_look, capture
from samples.captures.readability import SMALL_PRINT
from samples.chance import chance
from samples.document import SampleFile, Typeset
from samples.generator import set_content, sheets_for
from samples.looks.families import a_family

_TRIES: Final = 8
_FAIR: Final = 0.3
"""How bad a capture of a sound paper may be at first; each try halves it."""


def printed(paper: Planned, facts: Facts) -> Typeset:
    """The paper as it left the printer; the same key gives the same paper."""
    content = content_of(paper, facts)
    draw = chance("application", facts.case_id, facts.split, paper.key.removeprefix("older:"), "looks")
    family = a_family(draw.choice(sheets_for(content.sheets, facts.split)), facts.split, draw)
    made = set_content(content, family, facts.split, draw)
    return _without_last_pages(made) if paper.condition == "last_page_lost" else made


def _without_last_pages(made: Typeset) -> Typeset:
    """Only the pages before the first place to sign."""
    boxes = made.truth.field_boxes
    signed = [box.page for name, places in boxes.items() if name.startswith("signed_") for box in places]
    kept = max(1, min(signed, default=2) - 1)
    with pikepdf.open(BytesIO(made.pdf)) as document:
        del document.pages[kept:]
        stream = BytesIO()
        document.save(stream, deterministic_id=True)
    left = {
        name: places
        for name, all_of in boxes.items()
        if (places := tuple(one for one in all_of if one.page <= kept)) and not name.startswith("signed_")
    }
    truth = replace(
        made.truth,
        pages=made.truth.pages[:kept],
        field_boxes=left,
        fields={n: v for n, v in made.truth.fields.items() if n in left or n not in boxes},
    )
    return Typeset(stream.getvalue(), truth)


def _fair_look(way: str, attempt: int, papers: Sequence[Typeset], facts: Facts, draw: Random) -> Look:
    small = papers[0].truth.family.split("-")[0] in SMALL_PRINT
    look = a_look(way, draw, facts.split, small=small, strength=_FAIR / 2**attempt * draw.random())
    return replace(look, sides="both_on_one", cut=0.0, layer="good")


def _captured(sent: Sent, papers: Sequence[Typeset], facts: Facts, draw: Random) -> SampleFile:
    """A capture of the kind that the plan asks for: readable, hopeless, or with something cut away."""
    fits, looked = _KINDS.get(sent.condition, (_readable, _fair_look))
    for attempt in range(_TRIES):
        taken = capture(papers, sent.way, draw, looked(sent.way, attempt, papers, facts, draw))
        if fits(taken, papers, sent):
            break
    return taken


def _readable(taken: SampleFile, _: Sequence[Typeset], __: Sent) -> bool:
    return taken.capture.readable


def _hopeless_look(_: str, attempt: int, __: Sequence[Typeset], facts: Facts, draw: Random) -> Look:
    look = a_look("photo", draw, facts.split, small=False, strength=1.0)
    return replace(look, blur_px=8 + 3 * attempt, motion_px=20 + 8 * attempt, cut=0.0, sides="both_on_one")


def _cut_look(way: str, attempt: int, papers: Sequence[Typeset], facts: Facts, draw: Random) -> Look:
    fair = _fair_look(way, attempt, papers, facts, draw)
    return replace(fair, cut=0.3 + 0.05 * attempt, turn=0, exif=False)


def _something_lost(taken: SampleFile, papers: Sequence[Typeset], sent: Sent) -> bool:
    must = set(sent.papers[0].must) & set(papers[0].truth.fields)
    return bool(must - set(taken.truth.fields))


_KINDS: Final[Mapping[str, tuple[Callable[..., bool], Callable[..., Look]]]] = {
    "unreadable": (lambda taken, *_: not taken.capture.readable, _hopeless_look),
    "cut_off": (_something_lost, _cut_look),
}


def _locked(content: bytes) -> bytes:
    """The PDF behind a password; old-fashioned encryption, which the same input always gives alike."""
    with pikepdf.open(BytesIO(content)) as document:
        stream = BytesIO()
        rules = pikepdf.Encryption(user="moss-74", owner="moss-74", R=3, aes=False, metadata=False)
        document.save(stream, encryption=rules, static_id=True)
    return stream.getvalue()


_SPOILED: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "password_protected": _locked,
    "corrupt": lambda content: content[: max(64, len(content) // 3)].replace(b"obj", b"0bj"),
    "empty": lambda _: b"",
}


def made_file(sent: Sent, facts: Facts, number: int) -> SampleFile:
    """The file as the citizen sends it; its name is the plan's with the ending of what came out."""
    papers = [printed(paper, facts) for paper in sent.papers]
    draw = chance("application", facts.case_id, facts.split, "file", number)
    taken = _captured(sent, papers, facts, draw)
    name = f"{sent.name.rpartition('.')[0]}.{taken.name.rpartition('.')[2]}"
    content = _SPOILED[sent.condition](taken.content) if sent.condition in UNUSABLE else taken.content
    return replace(taken, name=name, content=content)
