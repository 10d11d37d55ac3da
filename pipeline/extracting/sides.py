"""Which sides of a card its pages show."""

from collections.abc import Sequence
from typing import Final

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.card_faces import card_faces
from pipeline.extracting.layout import Sheet
from pipeline.records import Box, Raster, ReadPage
from pipeline.vocabulary import CARDS

OF_THE_FRONT: Final = frozenset({"surname", "given_names", "person_name", "birth_date", "expiry_date", "cpr"})
"""Fields that cards print on the front; two of them show that it is there."""
BACK_FORMATS: Final = frozenset({"TD1"})
"""Zones that stand on the back; those of the larger and older cards stand on the front."""
CATEGORIES: Final = frozenset(
    ["AM", "A1", "A2", "A", "B1", "B", "C1", "C", "D1", "D", "BE", "C1E", "CE", "D1E", "DE"]
)
LEAST_WORDS: Final = 5
"""Words that a face bears at least, be they too small to be read right."""
LETTER_WORDS: Final = 90
"""A card scanned with both sides on one page has fewer words."""
LEAST_CATEGORIES: Final = 5
"""The back of a licence is a table of classes."""


def sides_of(sheets: Sequence[Sheet], label: str, found: Sequence[Candidate]) -> tuple[str, ...] | None:
    """`front` and `back` as far as shown; None for what is no card."""
    if label not in CARDS or (label == "residence_permit" and _is_letter(sheets)):
        return None
    sides = {side for sheet in sheets for side in _of_page(sheet, found)}
    if len(sheets) > 1:
        sides |= (
            {"front", "back"} if all(_of_page(sheet, found) or sheet.segments for sheet in sheets) else set()
        )
    return tuple(side for side in ("front", "back") if side in sides)


def _is_letter(sheets: Sequence[Sheet]) -> bool:
    """The letter that grants a permit while the card is made: it speaks in sentences, as no card does."""
    words = max((len(sheet.read_page.words) for sheet in sheets), default=0)
    return words >= LETTER_WORDS and not any(sheet.read_page.mrz for sheet in sheets)


def _of_page(sheet: Sheet, found: Sequence[Candidate]) -> set[str]:
    here = [one for one in found if one.page == sheet.number and one.name in OF_THE_FRONT]
    zoned = {(one.name, one.value) for one in here if one.source == "mrz"}
    # what the zone says counts as printed wherever it stands once more, be its label unread
    printed = [
        one
        for one in here
        if one.source == "anchor" or (one.source == "model" and (one.name, one.value) in zoned)
    ]
    page = sheet.read_page
    sides = {"front"} if len({one.name for one in printed}) > 1 else set()
    if _has_back(page):
        sides |= {"back"} if sides or not _lies_beside_its_back(page) else {"front", "back"}
    elif _lies_beside_its_front(page.page.raster, printed):
        sides.add("back")
    return sides or ({"front"} if sheet.segments else set())


def _has_back(page: ReadPage) -> bool:
    if page.mrz and page.mrz.format in BACK_FORMATS:
        return True
    return len({word.text for word in page.words} & CATEGORIES) >= LEAST_CATEGORIES


def _lies_beside_its_front(raster: Raster, printed: Sequence[Candidate]) -> bool:
    """Two faces lie on the page, and what fronts print stands on one of them alone."""
    faces = card_faces(raster) if printed else ()
    on_face = [
        {one.name for one in printed for word in one.words if _within(word.box, face)} for face in faces
    ]
    fronts = sum(len(names) > 1 for names in on_face)
    return len(faces) == 2 and fronts == 1


def _lies_beside_its_back(page: ReadPage) -> bool:
    """Two faces lie on the page; the zone stands on one, and words stand on the other."""
    zone = [word.box for word in page.words if word.text.count("<") > 1]
    faces = card_faces(page.page.raster) if zone else ()
    others = [face for face in faces if not any(_within(one, face) for one in zone)]
    if len(faces) != 2 or len(others) != 1:
        return False
    return sum(_within(word.box, others[0]) for word in page.words) >= LEAST_WORDS


def _within(box: Box, face: Box) -> bool:
    """Whether the middle of a box lies on a face."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return face.x0 <= x <= face.x1 and face.y0 <= y <= face.y1
