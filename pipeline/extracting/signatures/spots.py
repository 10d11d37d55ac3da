"""Where ink would stand at each caption: on a ruled line over, under or beside it, or in free room around."""

import re
from dataclasses import dataclass, replace
from typing import Final

from pipeline.extracting.layout import Sheet, same_row
from pipeline.extracting.signatures.captions import NAME_NEAR, Caption, Sort, typed_name_over
from pipeline.extracting.signatures.picture import Picture
from pipeline.records import Box

RULE_NEAR: Final = 1.9
"""Heights of text between a caption and the ruled line it belongs to."""
LEAST_ROOM: Final = 1.7
"""Heights of text that must be free over a line to sign on."""
FOOT: Final = 1.4
"""Heights of text from words at the foot of a frame to its lower edge."""
FREE_ROOM: Final = 2.6
"""Heights of text that must be free over words without a line."""
BESIDE: Final = 3.0
"""Heights of text by which two lines of one row may differ on a photograph."""
ROOM: Final = 5.0
"""Heights of text that a signature reaches over its line."""
ROW: Final = 2.2
"""Heights of text from words in a table down to the next border."""
SHORT_RULE: Final = 0.42
"""Share of the page's width; a line this short borders no table."""
WIDEST_RULE: Final = 0.62
"""Share of the page's width; a wider line divides the page."""
NAME_FAR: Final = 2.2
"""Heights of text from a typed name down to its role on a page with wide lines."""
SIGNED_FROM: Final = 0.6
"""Share of what is written under which people sign; higher up, roles and names are those of a form's rows."""
WIDEST: Final = 0.38
"""Share of the page's width that a place without a line takes."""

NUMBERED: Final = re.compile(r"\W*(?:\w+\s+)?(?:\d+(?:\.\d+)*|[A-Z]|[IVX]+)\s?[.):–—-]?\s")
"""How the heading of a section begins: `6.1 Underskrift`, `Part C - Signature`."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to sign on the page: where ink would stand, and whose."""

    caption: Caption
    area: Box
    ruled: bool
    heading: bool = False

    @property
    def certain(self) -> bool:
        """Whether it is a place to sign even when it is empty.

        The numbered heading of a section (`6 UNDERSKRIFT`) is none: the place under it may have other words.
        """
        numbered = self.caption.sort is Sort.SIGN and NUMBERED.match(self.caption.segment.text)
        return self.ruled or self.heading or (self.caption.explicit and not numbered)


def spots_of(said: list[Caption], picture: Picture) -> list[Spot]:
    spots = [spot for caption in said if (spot := _spot(picture, caption, said))]
    spots = [spot for spot in spots if not _names_a_party(spot.caption, said)]
    surer = [spot for spot in spots if spot.caption.signer and (spot.ruled or spot.caption.explicit)]
    known = {spot.caption.signer for spot in surer}
    free = [
        spot for caption in said if caption.signer not in known and (spot := _unruled(picture, caption, said))
    ]
    return [
        *surer,
        *(spot for spot in spots if spot not in surer and spot.caption.signer not in known),
        *free[-2:],
    ]


def _names_a_party(caption: Caption, said: list[Caption]) -> bool:
    """Whether a role or name stands high up, where a form names its parties, and again where people sign."""
    return (
        not caption.explicit
        and _is_high_up(caption)
        and any(one.signer == caption.signer and not _is_high_up(one) for one in said)
    )


def _is_high_up(caption: Caption) -> bool:
    return caption.box.y0 < SIGNED_FROM * max(word.box.y1 for word in caption.sheet.read_page.words)


def other_rooms(picture: Picture, spot: Spot, said: list[Caption]) -> tuple[Box, ...]:
    """Where ink may stand instead, when its own place is empty: over the words, and around them."""
    caption = spot.caption
    if not caption.explicit:
        return ()
    name = typed_name_over(caption, NAME_FAR)
    over = [_room_above(picture, caption, box, said) for box in (caption.box, name) if box]
    return (*over, _around(picture, caption, said))


def _room_above(picture: Picture, caption: Caption, box: Box, said: list[Caption]) -> Box:
    """What is free over words of a place to sign."""
    right = _right_edge(caption, said)
    top = _free_top(picture, caption, box.y0 - 0.1 * caption.sheet.height, box.x0, right)
    return Box(max(0.0, box.x0 - 0.01), min(top, box.y0), right, box.y0)


def uncaptioned(sheet: Sheet, picture: Picture) -> tuple[Box, ...]:
    """Free room over short lines in the lower half of what is written, where no words say who signs."""
    lowest = max((word.box.y1 for word in picture.print_), default=0.0)
    rules = [rule.box for rule in picture.rules if rule.box.x1 - rule.box.x0 < SHORT_RULE]
    rooms = (_room_over(sheet, picture, rule) for rule in rules if rule.y1 > 0.5 * lowest)
    return tuple(room for room in rooms if room.y1 - room.y0 > FREE_ROOM * sheet.height)


def _room_over(sheet: Sheet, picture: Picture, rule: Box) -> Box:
    edges = [
        word.box.y1
        for word in picture.print_
        if word.box.y1 <= rule.y1 and word.box.x0 < rule.x1 and word.box.x1 > rule.x0
    ]
    return Box(rule.x0, min(rule.y0, max([0.0, rule.y1 - ROOM * sheet.height, *edges])), rule.x1, rule.y1)


def place_beside(picture: Picture, spot: Spot) -> Box | None:
    """Room over the one other line of the same length on the row of a line that somebody signs on."""
    caption, height = spot.caption, spot.caption.sheet.height
    own = _rule_over(picture, caption) if spot.ruled else None
    if own is None:
        return None
    level = [rule.box for rule in picture.rules if not _meet(rule.box, own)]
    alike = [
        one
        for one in level
        if abs((one.y0 + one.y1 - own.y0 - own.y1) / 2) < BESIDE * height
        and 0.6 < (one.x1 - one.x0) / (own.x1 - own.x0) < 1.7
    ]
    return _room_over(caption.sheet, picture, alike[0]) if len(alike) == 1 else None


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1


def _unruled(picture: Picture, caption: Caption, said: list[Caption]) -> Spot | None:
    """Free room over words that only say whose place it is: in the lower part, or with a typed name."""
    box, height = caption.box, caption.sheet.height
    right = _right_edge(caption, said)
    top = _free_top(picture, caption, box.y0 - 0.1 * height, box.x0, right)
    high_up = _is_high_up(caption) and not caption.named
    if caption.sort is Sort.CLOSING or high_up or box.y0 - top < FREE_ROOM * height:
        return None
    area = Box(max(0.0, box.x0 - 0.01), top, right, box.y0)
    return Spot(caption, area, ruled=False, heading=_under_heading(caption, said))


def _spot(picture: Picture, caption: Caption, said: list[Caption]) -> Spot | None:
    """On a line over, under or beside the caption, else in the free room around it."""
    area = _ruled_area(picture, caption)
    if area:
        return Spot(caption, area, ruled=True)
    if caption.sort is Sort.CLOSING or (caption.sort is Sort.ROLE and _under_heading(caption, said)):
        return Spot(caption, _under(caption, said), ruled=False, heading=True)
    return Spot(caption, _around(picture, caption, said), ruled=False) if caption.explicit else None


def _ruled_area(picture: Picture, caption: Caption) -> Box | None:
    over, beside = _rule_over(picture, caption), _rule_beside(picture, caption)
    if beside and caption.sort is Sort.SIGN:
        return _on(picture, caption, beside)
    cell = _cell(picture, caption)
    if cell:
        return cell
    if over and (over.x1 - over.x0 < SHORT_RULE or _room(picture, caption, over) >= LEAST_ROOM):
        return _over(picture, caption, over)
    under = _rule_under(picture, caption) if caption.explicit else None
    if under:
        return _over(picture, caption, under)
    return _on(picture, caption, beside) if beside and caption.explicit else None


def _under_heading(caption: Caption, said: list[Caption]) -> bool:
    """Whether a heading (Signatures) stands over a caption that says the role alone."""
    return any(one.sort is Sort.SIGN and 0 < caption.box.y0 - one.box.y1 < 0.25 for one in said)


def _cell(picture: Picture, caption: Caption) -> Box | None:
    """The free upper part of a frame whose words stand at its foot."""
    box, height = caption.box, caption.sheet.height
    feet = [
        one
        for one in _rules(picture, caption)
        if -0.6 <= (one.y0 - box.y1) / height < FOOT and one.x0 <= box.x0 < one.x1
    ]
    words = _top_of_words(picture, caption)
    heads = [
        head
        for foot in feet
        for head in _rules(picture, caption)
        if LEAST_ROOM * height < words - head.y1 < 1.6 * ROOM * height
        and abs(head.x0 - foot.x0) < 0.03
        and abs(head.x1 - foot.x1) < 0.03
    ]
    head = max(heads, key=lambda one: one.y1, default=None)
    if head is None or _free_top(picture, caption, words, head.x0, head.x1) > head.y1 + 0.5 * height:
        return None
    return Box(head.x0, head.y1, head.x1, words)


def _top_of_words(picture: Picture, caption: Caption) -> float:
    """Where words at the foot of a frame begin: a name, however badly read, may stand over them."""
    box, height = caption.box, caption.sheet.height
    over = [
        word.box.y0
        for word in picture.print_
        if -0.3 * height < box.y0 - word.box.y1 < (NAME_NEAR - 0.5) * height
        and word.box.x0 < box.x1
        and word.box.x1 > box.x0
    ]
    return min([box.y0, *over])


def _rules(picture: Picture, caption: Caption) -> tuple[Box, ...]:
    """Ruled lines as they lie at a caption."""
    return picture.rules_at((caption.box.x0 + caption.box.x1) / 2)


def _rule_over(picture: Picture, caption: Caption) -> Box | None:
    box, height = caption.box, caption.sheet.height
    near = [
        rule
        for rule in _rules(picture, caption)
        if -0.6 * height < box.y0 - rule.y1 < RULE_NEAR * height
        and rule.x0 - 0.03 < box.x0 < rule.x1 - 0.01
        and not _heads_a_row(picture, caption, rule)
    ]
    return max(near, key=lambda rule: rule.y1, default=None)


def _heads_a_row(picture: Picture, caption: Caption, rule: Box) -> bool:
    """Whether the line borders a table's row: as wide as the page, or with its like right under it."""
    box, height = caption.box, caption.sheet.height
    signed_on = caption.explicit or (caption.named and _room(picture, caption, rule) >= FREE_ROOM)
    if rule.x1 - rule.x0 > WIDEST_RULE and not signed_on:
        return True
    return any(
        -0.2 * height < other.y0 - box.y1 < ROW * height
        and abs(other.x0 - rule.x0) < 0.04
        and abs(other.x1 - rule.x1) < 0.04
        for other in _rules(picture, caption)
    )


def _rule_under(picture: Picture, caption: Caption) -> Box | None:
    """A line under explicit words with room to sign between."""
    box, height = caption.box, caption.sheet.height
    near = [
        rule
        for rule in _rules(picture, caption)
        if LEAST_ROOM * height < rule.y0 - box.y1 < 1.5 * ROOM * height and rule.x0 - 0.03 < box.x0 < rule.x1
    ]
    found = min(near, key=lambda rule: rule.y0, default=None)
    return found if found and _room(picture, caption, found) >= LEAST_ROOM else None


def _room(picture: Picture, caption: Caption, rule: Box) -> float:
    """Heights of text that are free of print over a line; the rows of a table leave none."""
    right = min(rule.x1, max(caption.box.x1, rule.x0 + 0.12))
    left = max(rule.x0, min(caption.box.x0 - 0.01, right - 0.12))
    return (
        rule.y0 - _free_top(picture, caption, rule.y0 - 0.1 * caption.sheet.height, left, right)
    ) / caption.sheet.height


def _rule_beside(picture: Picture, caption: Caption) -> Box | None:
    box, height = caption.box, caption.sheet.height
    near = [
        rule
        for rule in _rules(picture, caption)
        if box.y0 - 0.3 * height < rule.y1 < box.y1 + 1.2 * height
        and box.x0 + 0.25 * (box.x1 - box.x0) < rule.x0 < box.x1 + 0.08
        and rule.x1 > box.x1 + 0.1
    ]
    return min(near, key=lambda rule: rule.x0, default=None)


def _over(picture: Picture, caption: Caption, rule: Box) -> Box:
    height = caption.sheet.height
    left = min(rule.x0, caption.box.x0) if rule.x0 < caption.box.x1 else rule.x0
    right = min(rule.x1, left + max(WIDEST, 0.0))
    top = _free_top(picture, caption, rule.y0 - 0.1 * height, left, right)
    return Box(left, top, max(left, right), min(1.0, rule.y1 + 1.0 * height))


def _on(picture: Picture, caption: Caption, rule: Box) -> Box:
    """Over a line that begins beside its words."""
    return replace(_over(picture, caption, rule), x0=min(rule.x1, max(rule.x0, caption.box.x1)))


def _free_top(picture: Picture, caption: Caption, bottom: float, left: float, right: float) -> float:
    """Up to the nearest print over the place, at most the room that a signature takes."""
    sheet = caption.sheet
    edges = [
        word.box.y1
        for word in picture.print_
        if word.box.y1 <= bottom and word.box.x0 < right and word.box.x1 > left
    ]
    return max([0.0, bottom - ROOM * sheet.height, *edges])


def _free_bottom(picture: Picture, caption: Caption, top: float, left: float, right: float) -> float:
    """Down to the nearest print under the place, at most the room that a signature takes."""
    sheet = caption.sheet
    edges = [
        word.box.y0
        for word in picture.print_
        if word.box.y0 >= top and word.box.x0 < right and word.box.x1 > left
    ]
    return min([1.0, top + 0.8 * ROOM * sheet.height, *edges])


def _under(caption: Caption, said: list[Caption]) -> Box:
    box, height = caption.box, caption.sheet.height
    right = _right_edge(caption, said)
    return Box(max(0.0, box.x0 - 0.01), box.y1, right, min(1.0, box.y1 + 1.6 * ROOM * height))


def _around(picture: Picture, caption: Caption, said: list[Caption]) -> Box:
    box, height = caption.box, caption.sheet.height
    right = _right_edge(caption, said)
    words_beside = caption.sheet.right_of(caption.segment)
    if caption.segment.text.rstrip().endswith(":") or (not words_beside and box.x0 < 0.3):
        top = max(0.0, box.y0 - 1.2 * height)
        bottom = _free_bottom(picture, caption, box.y1 + height * 0.3, box.x0, right)
        return Box(box.x0, top, max(right, min(1.0, box.x1 + WIDEST)), bottom)
    top = _free_top(picture, caption, box.y0, box.x0, right)
    return Box(max(0.0, box.x0 - 0.01), min(top, box.y0), right, min(1.0, box.y1 + 2.5 * height))


def _right_edge(caption: Caption, said: list[Caption]) -> float:
    """To the next caption on the row, or as wide as a signature gets."""
    box = caption.box
    beside = [one.box.x0 for one in said if one.box.x0 > box.x1 and same_row(one.box, box)]
    return min([*beside, min(1.0, box.x0 + WIDEST)])
