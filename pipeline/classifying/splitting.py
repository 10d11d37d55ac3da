"""Which consecutive pages of an upload belong together.

What is certain is a rule; everywhere else what speaks for a beginning is weighed against what speaks for
going on (`seams.py`).
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from pipeline.classifying.seams import alike, begins, told_by
from pipeline.classifying.sheets import Sheet
from pipeline.vocabulary import CARDS, ONE_PAGE

KIN: Final = {"lease": "sublease", "sublease": "lease"}
"""Labels that later pages of one and the same paper may be taken for."""
ALIKE: Final = 0.8
"""Share of common letters from which two pages begin with the same words."""
EVEN: Final = 0.5
WORDS_OF_A_LETTER: Final = 80
"""From so many words on, a page is a paper and no side of a card: residence documents are made as both."""


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
    ruled = by_rule(sheet, opened)
    return begins(sheet, opened) > EVEN if ruled is None else ruled


def by_rule(sheet: Sheet, opened: Sequence[Sheet]) -> bool | None:
    """Whether it surely does or surely doesn't; None where hints have to be weighed."""
    if _another_zone(sheet, opened) or sheet.blank or opened[-1].blank:
        return not (sheet.blank and opened[-1].blank)
    if sheet.count and opened[-1].count and sheet.count[1] == opened[-1].count[1]:
        return sheet.count[0] <= opened[-1].count[0]
    told = told_by(opened)
    if told is None or not sheet.clear:
        return None
    if sheet.label == told:
        return repeats(sheet, opened) if told in ONE_PAGE else None
    if KIN.get(told) == sheet.label:
        return False
    # annexes and house rules of a contract look like nothing in particular, and stay with it
    return False if sheet.label == "other" and told not in ONE_PAGE else None


def _another_zone(sheet: Sheet, opened: Sequence[Sheet]) -> bool:
    """Whether it bears a sound machine zone and an opened page another: two papers, a passport and a card."""
    return any(one.zone and sheet.zone and one.zone != sheet.zone for one in opened)


def repeats(sheet: Sheet, opened: Sequence[Sheet]) -> bool:
    """Whether a clear sheet of the kind that lies open is a second one: three payslips in a row are three."""
    if sheet.count and sheet.count[0] == 1:
        return True
    sides = 2 if sheet.label in CARDS and len(sheet.clues.words) < WORDS_OF_A_LETTER else 1
    return alike(sheet.head, opened[0].head) >= ALIKE or sum(page.clear for page in opened) >= sides
