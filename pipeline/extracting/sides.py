"""Which sides of a card its pages show."""

from collections.abc import Sequence
from typing import Final

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.layout import Sheet
from pipeline.records import ReadPage
from pipeline.vocabulary import CARDS

OF_THE_FRONT: Final = frozenset({"surname", "given_names", "person_name", "birth_date", "expiry_date", "cpr"})
"""Fields that cards print on the front; two of them show that it is there."""
BACK_FORMATS: Final = frozenset({"TD1"})
"""Zones that stand on the back; those of the larger and older cards stand on the front."""
CATEGORIES: Final = frozenset(
    ["AM", "A1", "A2", "A", "B1", "B", "C1", "C", "D1", "D", "BE", "C1E", "CE", "D1E", "DE"]
)
LEAST_CATEGORIES: Final = 5
"""The back of a licence is a table of classes."""


def sides_of(sheets: Sequence[Sheet], label: str, found: Sequence[Candidate]) -> tuple[str, ...] | None:
    """`front` and `back` as far as shown; None for what is no card."""
    if label not in CARDS:
        return None
    sides = {side for sheet in sheets for side in _of_page(sheet, found)}
    if len(sheets) > 1:
        sides |= (
            {"front", "back"} if all(_of_page(sheet, found) or sheet.segments for sheet in sheets) else set()
        )
    return tuple(side for side in ("front", "back") if side in sides)


def _of_page(sheet: Sheet, found: Sequence[Candidate]) -> set[str]:
    printed = {
        one.name
        for one in found
        if one.page == sheet.number and one.source == "anchor" and one.name in OF_THE_FRONT
    }
    sides = {"front"} if len(printed) > 1 else set()
    if _has_back(sheet.read_page):
        sides.add("back")
    return sides or ({"front"} if sheet.segments else set())


def _has_back(page: ReadPage) -> bool:
    if page.mrz and page.mrz.format in BACK_FORMATS:
        return True
    return len({word.text for word in page.words} & CATEGORIES) >= LEAST_CATEGORIES
