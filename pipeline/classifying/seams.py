"""What tells, between two pages of an upload, whether a new document begins.

Each hint is a number that is large when a document begins, or when it goes on; `seam.json` says how much
each weighs. `python -m models.seams` fits the weights to papers of families that no label model has seen.
"""

import json
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from math import exp, log10
from pathlib import Path
from typing import Final

from pipeline.classifying.sheets import Sheet
from pipeline.vocabulary import CARDS, ONE_PAGE

WEIGHTS: Final = Path(__file__).with_name("seam.json")
LEAST_HEAD: Final = 20
LEAST_LIKENESS: Final = 1e-3


def told_by(opened: Sequence[Sheet]) -> str | None:
    """The kind that the pages which lie open clearly show, if they do."""
    return next((page.label for page in opened if page.clear), None)


def hints(sheet: Sheet, opened: Sequence[Sheet]) -> dict[str, float]:
    """What speaks for or against a new document at `sheet`, after the pages that lie open. None is blank."""
    last, told = opened[-1], told_by(opened)
    return {
        "likeness": likeness(sheet, opened),
        "clear, another kind": float(sheet.clear and told not in (None, sheet.label)),
        "seems another kind": sheet.probabilities.get(sheet.label, 0.0) if sheet.label != last.label else 0.0,
        "after a paper of one page": float(told in ONE_PAGE and told not in CARDS),
        "second side": float(told in CARDS and len(opened) == 1),
        "third side": float(told in CARDS and len(opened) > 1),
        "nothing clear yet": float(told is None),
        "counts from one": float(sheet.count is not None and sheet.count[0] == 1),
        "last one counted": float(last.count is not None and last.count[0] == last.count[1]),
        "same head": alike(sheet.head, opened[0].head),
        "title": min(sheet.title, 4.0) - 1,
        "goes on": float(sheet.goes_on),
        "room left": 1 - last.filled,
        "another shape": float(abs(sheet.shape - last.shape) > 0.04),
        "words shared": shared(words_of(sheet), words_of(last)),
        "numbers shared": float(bool(sheet.numbers & frozenset().union(*(page.numbers for page in opened)))),
        "few words": float(len(sheet.clues.words) < 25),
    }


def likeness(sheet: Sheet, opened: Sequence[Sheet]) -> float:
    """How far the page and any of the open ones could be of one kind, 0 for surely, -3 for by no means.

    A page that says little still leaves some chance to the kind of its paper; a paper of another kind none.
    """
    return log10(max(cosine(sheet.probabilities, page.probabilities) for page in opened) + LEAST_LIKENESS)


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """1 for the same direction, 0 for nothing in common."""
    product = sum(share * other.get(label, 0.0) for label, share in one.items())
    sizes = sum(share**2 for share in one.values()) * sum(share**2 for share in other.values())
    return float(product / sizes**0.5) if sizes else 0.0


def words_of(sheet: Sheet) -> frozenset[str]:
    """The longer words of a page."""
    return frozenset(seen.form for seen in sheet.clues.words if len(seen.form) > 3)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that stands in the other."""
    return len(one & other) / max(1, min(len(one), len(other)))


def alike(one: str, other: str) -> float:
    """How far two pages begin with the same letters, 0 to 1."""
    if min(len(one), len(other)) < LEAST_HEAD:
        return 0.0
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


@cache
def weights() -> Mapping[str, float]:
    """How much each hint weighs, in log-odds; `begins` stands for none of them."""
    said: dict[str, float] = json.loads(WEIGHTS.read_text("utf-8"))
    return said


def begins(sheet: Sheet, opened: Sequence[Sheet]) -> float:
    """The probability that a new document begins at the page."""
    known = weights()
    odds = known["begins"] + sum(known[name] * value for name, value in hints(sheet, opened).items())
    return 1 / (1 + exp(-odds))
