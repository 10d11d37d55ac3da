"""Which consecutive pages of an upload belong together.

A page opens a new document when it is blank or the one before was, when it counts itself as page 1, when it
clearly is something else than what is open, or when it begins a one-page paper of the same kind anew. A page
whose own evidence is weak belongs to the one before.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from pipeline.classifying.clues import Clues
from pipeline.vocabulary import CARDS, ONE_PAGE

KIN: Final = {"lease": "sublease", "sublease": "lease"}
"""Labels that later pages of one and the same paper may be taken for."""
HEAD_LETTERS: Final = 60
LEAST_HEAD: Final = 20
LIKELY: Final = 0.5
"""Probability from which a page may be of another kind, after a paper of one page."""
ALIKE: Final = 0.8
"""Share of common letters from which two pages begin with the same words."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as the splitter sees it. `clear`: its likeliest label reaches its floor.

    `count`: what the page says of itself, (number, of how many), where it does. `head`: its first letters.
    """

    number: int
    clues: Clues
    probabilities: Mapping[str, float]
    clear: bool
    blank: bool
    count: tuple[int, int] | None = None
    head: str = ""

    @property
    def label(self) -> str:
        """The likeliest label, whether clear or not."""
        return next(iter(self.probabilities), "other")


def split(sheets: Sequence[Sheet], firsts: Collection[int] = ()) -> Iterator[tuple[Sheet, ...]]:
    """The sheets in groups, one a document, in order; every sheet is in one group.

    `firsts`: the pages that open a document, where a person divided them; else the sheets themselves tell.
    """
    opened: list[Sheet] = []
    for sheet in sheets:
        if opened and (sheet.number in firsts if firsts else begins_document(sheet, opened)):
            yield tuple(opened)
            opened = []
        opened.append(sheet)
    if opened:
        yield tuple(opened)


def begins_document(sheet: Sheet, opened: Sequence[Sheet]) -> bool:
    """Whether the sheet opens a document of its own after the pages that lie open."""
    if sheet.blank or opened[-1].blank:
        return sheet.blank != opened[-1].blank
    if sheet.count and opened[-1].count and sheet.count[1] == opened[-1].count[1]:
        return sheet.count[0] <= opened[-1].count[0]
    return differs(sheet, opened) if sheet.clear else follows_a_whole(sheet, opened)


def follows_a_whole(sheet: Sheet, opened: Sequence[Sheet]) -> bool:
    """Whether a page that only seems to be of another kind comes after a paper that has no second page."""
    told = next((page.label for page in opened if page.clear), None)
    if told not in ONE_PAGE or sheet.label == told or (told in CARDS and len(opened) == 1):
        return False
    return sheet.probabilities.get(sheet.label, 0.0) >= LIKELY


def differs(sheet: Sheet, opened: Sequence[Sheet]) -> bool:
    """Whether a clear sheet is something else than what lies open."""
    told = next((page.label for page in opened if page.clear), None)
    if told is None:
        return any(page.label != sheet.label for page in opened)
    if KIN.get(told) == sheet.label:
        return False
    if sheet.label != told:
        # annexes and house rules of a contract look like nothing in particular, and stay with it
        return sheet.label != "other" or told in ONE_PAGE
    if told not in ONE_PAGE:
        return False
    if len(sheet.head) >= LEAST_HEAD and alike(sheet.head, opened[0].head):
        return True
    return len([page for page in opened if page.clear]) >= (2 if told in CARDS else 1)


def alike(one: str, other: str) -> bool:
    """Whether two pages begin with the same words, but for numbers and misread letters."""
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio() >= ALIKE


def head_of(text: str) -> str:
    """The first letters of a page; figures and spaces don't count."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())[:HEAD_LETTERS]
