"""Captions and ink → `signed_*`: true where ink stands at the signer's place, false where it is empty.

A typed name alone is no signature, nor is a red stamp; several places of one signer must all be filled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.layout import Sheet, same_row
from pipeline.extracting.signatures.captions import Caption, Sort, captions, signers_of
from pipeline.extracting.signatures.picture import Picture, picture_of
from pipeline.extracting.signatures.spots import Spot, other_rooms, place_beside, spots_of, uncaptioned
from pipeline.records import Box, Word, enclosing

LEAST_WIDTH, LEAST_HEIGHT, LEAST_INK = 1.6, 0.55, 0.2
"""Ink is a signature from this extent (heights of text) and this many pixels (squared heights of text)."""
SIGNING_PART = 0.25
"""Share of the page's height over which people sign."""
HEADED = 0.18
"""Share of the page's height under a heading in which people sign."""
SURE, LESS_SURE = 0.88, 0.68
"""Confidence at a ruled line or explicit words, and at a caption that only says whose it is."""


Filled = tuple[Spot, bool]
"""A place and whether there is ink."""


def signature_values(
    sheets: tuple[Sheet, ...], label: str, found: Sequence[Candidate]
) -> Iterator[Candidate]:
    """`signed_*` for each signer whose place was found."""
    signers = signers_of(label)
    said = list(captions(sheets, label, found)) if signers else []
    filled: dict[str, list[Filled]] = {}
    for sheet in sheets:
        here = [caption for caption in said if caption.sheet is sheet]
        for spot, inked in _filled(sheet, here, signers) if here else ():
            filled.setdefault(spot.caption.signer or "", []).append((spot, inked))
    for signer, spots in filled.items():
        yield _candidate(signer, _that_count(spots))
    if len(signers) == 1 and not filled:
        yield from _on_a_bare_line(sheets[-1], signers[0])


def _on_a_bare_line(sheet: Sheet, signer: str) -> Iterator[Candidate]:
    """Ink over a line that no words speak of; an empty one says nothing."""
    picture = picture_of(sheet)
    area = next((one for one in uncaptioned(sheet, picture) if _inked(picture, one, sheet)), None)
    if area:
        place = Word("", area, 1.0, 0)
        yield Candidate(
            name=signer,
            value=True,
            raw="",
            words=(place,),
            page=sheet.number,
            confidence=LESS_SURE,
            source="signature",
        )


def _filled(sheet: Sheet, said: list[Caption], signers: tuple[str, ...]) -> Iterator[Filled]:
    """Each signer's places on a page and whether there is ink; where no place is sure there must be."""
    picture = picture_of(sheet, [caption.segment for caption in said])
    spots = _assigned(spots_of(said, picture), signers)
    own = [(spot, _inked(picture, spot.area, sheet)) for spot in spots]
    left = _without(picture, [spot.area for spot, inked in own if inked])
    for spot, inked in own:
        there = inked or any(_inked(left, room, sheet) for room in other_rooms(picture, spot, said))
        if spot.caption.signer and (there or spot.certain):
            yield spot, there
    yield from _the_others(own, left, sheet, signers)


def _the_others(
    own: list[Filled], picture: Picture, sheet: Sheet, signers: tuple[str, ...]
) -> Iterator[Filled]:
    """Of two signers one has a line: ink on the line beside it is the other's, whose words were not read."""
    known = {spot.caption.signer for spot, _ in own if spot.caption.signer and spot.certain}
    if len(signers) != 2:
        return
    heading = next((spot for spot, _ in own if spot.caption.sort is Sort.SIGN), None)
    if not known and heading and _two_hands(picture, heading, sheet):
        under = enclosing(_halves(heading))
        yield from (
            (replace(heading, caption=replace(heading.caption, signer=one), area=under, ruled=False), True)
            for one in signers
        )
    if len(known) != 1:
        return
    other = next(signer for signer in signers if signer not in known)
    for spot, _ in own:
        place = place_beside(picture, spot)
        if place and _inked(picture, place, sheet):
            yield replace(spot, caption=replace(spot.caption, signer=other), area=place, ruled=False), True
            return


def _two_hands(picture: Picture, heading: Spot, sheet: Sheet) -> bool:
    """Whether both halves under a heading for signing hold a hand: who is who then does not matter."""
    return all(_inked(picture, half, sheet) for half in _halves(heading))


def _halves(heading: Spot) -> tuple[Box, Box]:
    """Left and right under a heading for signing."""
    box = heading.caption.box
    return Box(0.0, box.y1, 0.5, _under(box)), Box(0.5, box.y1, 1.0, _under(box))


def _under(box: Box) -> float:
    return min(1.0, box.y1 + HEADED)


def _without(picture: Picture, areas: Sequence[Box]) -> Picture:
    """The picture without the ink that stands in places which are somebody's own."""
    ink = np.array(picture.ink)
    rows, columns = ink.shape
    for area in areas:
        ink[
            int(area.y0 * rows) : int(area.y1 * rows) + 1, int(area.x0 * columns) : int(area.x1 * columns) + 1
        ] = 0
    return replace(picture, ink=ink)


def _that_count(spots: list[Filled]) -> list[Filled]:
    """Surer places drive out the less sure; of several pages the last that has one counts."""
    explicit = [one for one in spots if one[0].caption.explicit]
    ruled = [one for one in spots if one[0].ruled]
    best = [one for one in explicit if one in ruled] or explicit or ruled or spots
    page = max(spot.caption.sheet.number for spot, _ in best)
    there = [one for one in best if one[0].caption.sheet.number == page]
    # a role far above is the row of a form where the party is named
    lowest = max(spot.area.y1 for spot, _ in there)
    return [one for one in there if explicit or one[0].area.y1 > lowest - SIGNING_PART]


def _candidate(signer: str, spots: list[Filled]) -> Candidate:
    # a heading that names signing is no place of its own: only lines must all be filled
    value = (all if all(spot.ruled for spot, _ in spots) else any)(inked for _, inked in spots)
    spot = next(spot for spot, inked in spots if inked is value)
    sure = SURE if spot.certain else LESS_SURE
    place = Word("", spot.area, 1.0, 0)
    return Candidate(
        signer, value, spot.caption.segment.text, (place,), spot.caption.sheet.number, sure, "signature"
    )


def _assigned(spots: list[Spot], signers: tuple[str, ...]) -> list[Spot]:
    """Of two signers, the place beside the one's is the other's even where its words don't say so."""
    known = {spot.caption.signer for spot in spots} - {None}
    if len(signers) != 2 or len(known) != 1:
        return spots
    other = next(signer for signer in signers if signer not in known)
    rows = [spot.caption.segment.box for spot in spots if spot.caption.signer]
    return [
        replace(spot, caption=replace(spot.caption, signer=other))
        if not spot.caption.signer and any(same_row(spot.caption.segment.box, row) for row in rows)
        else spot
        for spot in spots
    ]


def _inked(picture: Picture, area: Box, sheet: Sheet) -> bool:
    """Whether enough strokes stand in the area, wide and high enough to be a hand's."""
    rows, columns = picture.ink.shape
    part = picture.ink[
        int(area.y0 * rows) : int(area.y1 * rows), int(area.x0 * columns) : int(area.x1 * columns)
    ]
    if part.size == 0:
        return False
    height = sheet.height * rows
    _, _, stats, _ = cv2.connectedComponentsWithStats(part)
    strokes = np.array(
        [one for one in stats[1:] if one[4] >= 0.02 * height * height and one[3] >= 0.2 * height]
    )
    if not len(strokes):
        return False
    wide = (strokes[:, 0] + strokes[:, 2]).max() - strokes[:, 0].min()
    high = (strokes[:, 1] + strokes[:, 3]).max() - strokes[:, 1].min()
    enough = strokes[:, 4].sum() >= LEAST_INK * height * height
    return bool(wide >= LEAST_WIDTH * height and high >= LEAST_HEIGHT * height and enough)
