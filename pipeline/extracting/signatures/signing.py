"""Captions and ink → `signed_*`: true where ink stands at the signer's place, false where it is empty.

A typed name alone is no signature, nor is a red stamp; at a round stamp alone a person looks. Several places
of one signer must all be filled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.layout import Sheet, same_row
from pipeline.extracting.signatures.captions import Caption, Sort, captions, signers_of, speaks_of_signing
from pipeline.extracting.signatures.picture import Picture, picture_of, usual_ink, without_round_stamps
from pipeline.extracting.signatures.spots import (
    NAME_FAR,
    NUMBERED,
    Spot,
    other_rooms,
    place_beside,
    spots_of,
    uncaptioned,
)
from pipeline.records import Box, Word, enclosing

LEAST_WIDTH, LEAST_HEIGHT, LEAST_INK = 1.2, 0.55, 0.2
"""Ink is a signature from this extent (heights of text) and this many pixels (squared heights of text)."""
AS_READ = 0.75
"""A reader boxes words this much closer than a PDF's layer, which reaches over capitals and under tails."""
SIGNING_PART = 0.25
"""Share of the page's height over which people sign."""
HEADED = 0.18
"""Share of the page's height under a heading in which people sign."""
OPENED = 0.25
"""Share of the page's height from words that lead to a line down to it."""
SURE, LESS_SURE = 0.88, 0.68
"""Confidence at a ruled line or explicit words, and at a caption that only says whose it is."""
IN_DOUBT = 0.4
"""Confidence where a person should look: not accepted."""
LEAST_HAND, MOST_HAND = (2.2, 0.9), (16.0, 6.0)
"""Extent of a hand's strokes that belong together, width and height in heights of text."""
HAND_FROM = 0.3
"""Share of what is written over which nobody signs."""
GROUND_LEAD = 2.5
"""So many times as much ink as usual on the page is no printed ground."""
MOST_FILLED = 0.6
"""Share of their extent that strokes fill; the hole of a punch fills more."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A place and whether there is ink; `doubted`: ink elsewhere, or everywhere, may mean otherwise."""

    spot: Spot
    inked: bool
    doubted: bool = False


def signature_values(
    sheets: tuple[Sheet, ...], label: str, found: Sequence[Candidate]
) -> Iterator[Candidate]:
    """`signed_*` for each signer whose place was found."""
    signers = signers_of(label)
    said = list(captions(sheets, label, found)) if signers else []
    filled: dict[str, list[Filled]] = {}
    for sheet in sheets:
        here = [caption for caption in said if caption.sheet is sheet]
        for one in _filled(sheet, here, signers) if here else ():
            filled.setdefault(one.spot.caption.signer or "", []).append(one)
    for signer, spots in filled.items():
        yield _candidate(signer, _that_count(spots))
    if len(signers) == 1 and not filled:
        yield from _on_a_bare_line(sheets[-1], signers[0])


def may_be_signed(sheet: Sheet) -> bool:
    """Whether anything on a page speaks of signing, or looks like a hand."""
    return speaks_of_signing(sheet) or _stray_hand(picture_of(sheet), sheet)


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
    own = [Filled(spot, _inked(picture, spot.area, sheet)) for spot in spots]
    left = _without(picture, [one.spot.area for one in own if one.inked])
    stray = _stray_hand(left, sheet)
    unstamped = without_round_stamps(picture, sheet.height * picture.ink.shape[0])
    for one in own:
        spot = one.spot
        rooms = other_rooms(picture, spot, said)
        elsewhere = [room for room in rooms if _inked(left, room, sheet)]
        there = one.inked or _signed_over_the_name(one, own) or bool(elsewhere)
        places = [spot.area] if one.inked else elsewhere
        stamped = bool(places) and not any(_inked(unstamped, place, sheet) for place in places)
        if spot.caption.signer and (there or spot.certain):
            yield Filled(spot, there, (stamped or _is_ground(picture, spot.area)) if there else stray)
    yield from _the_others(own, left, sheet, signers)


def _signed_over_the_name(one: Filled, others: Sequence[Filled]) -> bool:
    """Whether the words stand right under the signer's typed name, and over that there is ink: one place."""
    under = one.spot.caption
    over = under.sheet.above(under.segment.box, NAME_FAR)[:1]
    return any(
        other.inked
        and other.spot.caption.sort is Sort.NAME
        and other.spot.caption.signer == under.signer
        and other.spot.caption.segment in over
        for other in others
    )


def _the_others(
    own: list[Filled], picture: Picture, sheet: Sheet, signers: tuple[str, ...]
) -> Iterator[Filled]:
    """Of two signers one has a line: ink on the line beside it is the other's, whose words were not read."""
    known = {one.spot.caption.signer for one in own if one.spot.caption.signer and one.spot.certain}
    if len(signers) != 2:
        return
    heading = next((one.spot for one in own if one.spot.caption.sort is Sort.SIGN), None)
    if not known and heading and _two_hands(picture, heading, sheet):
        under = enclosing(_halves(heading))
        yield from (Filled(_of(heading, one, under), inked=True) for one in signers)
    if len(known) != 1:
        return
    other = next(signer for signer in signers if signer not in known)
    for one in own:
        place = place_beside(picture, one.spot)
        if place and _inked(picture, place, sheet):
            yield Filled(_of(one.spot, other, place), inked=True)
            return


def _of(spot: Spot, signer: str, area: Box) -> Spot:
    """The place as another signer's, elsewhere."""
    return replace(spot, caption=replace(spot.caption, signer=signer), area=area, ruled=False)


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
    spots = [one for one in spots if one.inked or not any(_opens(one.spot, other.spot) for other in spots)]
    page = max(one.spot.caption.sheet.number for one in spots)
    spots = [one for one in spots if one.spot.caption.sheet.number == page]
    explicit = [one for one in spots if one.spot.caption.explicit]
    ruled = [one for one in spots if one.spot.ruled]
    there = [one for one in explicit if one in ruled] or explicit or ruled or spots
    # a role far above is the row of a form where the party is named
    lowest = max(one.spot.area.y1 for one in there)
    return [one for one in there if explicit or one.spot.area.y1 > lowest - SIGNING_PART]


def _opens(spot: Spot, other: Spot) -> bool:
    """Whether its words only lead to the line of the other: the closing of a letter, a section's heading."""
    one, under = spot.caption, other.caption
    if one.sheet is not under.sheet or under.box.y0 < one.box.y1 or not other.ruled:
        return False
    numbered = one.sort is Sort.SIGN and NUMBERED.match(one.segment.text) is not None
    near = under.box.y0 - one.box.y1 < OPENED
    leads = near and one.sort in {Sort.CLOSING, Sort.SIGN} and under.sort in {Sort.ROLE, Sort.NAME}
    return leads or (numbered and NUMBERED.match(under.segment.text) is None)


def _candidate(signer: str, spots: list[Filled]) -> Candidate:
    # a heading that names signing is no place of its own: only lines must all be filled
    value = (all if all(one.spot.ruled for one in spots) else any)(one.inked for one in spots)
    telling = [one for one in spots if one.inked is value]
    spot = telling[0].spot
    sure = SURE if spot.certain else LESS_SURE
    sure = IN_DOUBT if all(one.doubted for one in telling) else sure
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


def _stray_hand(picture: Picture, sheet: Sheet) -> bool:
    """Whether strokes like a hand's stand in the lower part of what is written, at no place that is known."""
    rows, columns = picture.ink.shape
    height = sheet.height * rows
    written = [word.box.y0 for word in picture.print_]
    top = min(written) + HAND_FROM * (max(written) - min(written)) if written else HAND_FROM
    margin = max(1, columns // 50)
    part = np.ascontiguousarray(picture.ink[int(top * rows) :, margin:-margin])
    reach = max(3, round(0.5 * height))
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(part, np.ones((reach, reach), np.uint8)))
    return any(
        LEAST_HAND[0] * height < w < MOST_HAND[0] * height
        and LEAST_HAND[1] * height < h < MOST_HAND[1] * height
        and LEAST_INK * height * height <= cv2.countNonZero(part[y : y + h, x : x + w]) < MOST_FILLED * w * h
        for x, y, w, h, _ in stats[1:]
    )


def _is_ground(picture: Picture, area: Box) -> bool:
    """Whether as much ink stands all over the page: a printed ground that no rule takes out."""
    usual = usual_ink(picture.ink)
    rows, columns = picture.ink.shape
    part = picture.ink[
        int(area.y0 * rows) : int(area.y1 * rows) + 1, int(area.x0 * columns) : int(area.x1 * columns) + 1
    ]
    return usual > 0 and float(part.mean()) < GROUND_LEAD * usual


def _inked(picture: Picture, area: Box, sheet: Sheet) -> bool:
    """Whether enough strokes stand in the area, wide and high enough to be a hand's."""
    rows, columns = picture.ink.shape
    part = picture.ink[
        int(area.y0 * rows) : int(area.y1 * rows), int(area.x0 * columns) : int(area.x1 * columns)
    ]
    if part.size == 0:
        return False
    height = sheet.height * rows * (AS_READ if sheet.read_page.text_source == "layer" else 1)
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
