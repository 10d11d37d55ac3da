"""The name field of a zone: how names are parted, and how too long ones are cut (Doc 9303, part 3, 4.6).

A cut name always ends with a letter in the last place, by which a reader knows that it was cut.
"""

from typing import Final, Literal

Truncation = Literal["last", "middle", "surname", "cut"]
"""Which give way first: the last ones, those in the middle, the surname's later ones; or cut at the edge."""

TRUNCATIONS: Final[tuple[Truncation, ...]] = ("last", "middle", "surname", "cut")


def _joined(surnames: list[str], givens: list[str]) -> str:
    return "<<".join("<".join(part) for part in (surnames, givens) if part)


def _order(surnames: int, givens: int, way: Truncation) -> list[int]:
    """Places of the components in the order in which they give way; surnames count from 0, givens behind."""
    family, own = list(range(surnames)), list(range(surnames, surnames + givens))
    if way == "middle":
        return [*reversed(own[1:-1]), *own[-1:], *reversed(family[1:]), *own[:1], *family[:1]]
    if way == "surname":
        return [*reversed(family[1:]), *reversed(own), *family[:1]]
    return [*reversed(own), *reversed(family)]


def _shrunk(surnames: list[str], givens: list[str], width: int, way: Truncation) -> str:
    """Components give way letter by letter, down to their initials, until the whole fits."""
    parts = [*surnames, *givens]
    excess = len(_joined(surnames, givens)) - width
    for place in _order(len(surnames), len(givens), way):
        given_up = min(excess, len(parts[place]) - 1)
        parts[place] = parts[place][: len(parts[place]) - given_up]
        excess -= given_up
    return _joined(parts[: len(surnames)], parts[len(surnames) :])


def _cut(text: str, width: int) -> str:
    """Cut at the edge; where a filler would close the field, a letter before it gives way."""
    piece = text[:width]
    while piece.endswith("<"):
        letters = len(piece.rstrip("<"))
        text = text[: letters - 1] + text[letters:]
        piece = text[:width]
    return piece


def name_line(surname: str, given: str, width: int, way: Truncation = "last") -> str:
    """The name field: `SURNAME<<GIVEN<NAMES`, filled up, or cut in one of the standard's ways.

    Names come transliterated, components parted by one filler; one of the two may be empty (single names).
    """
    surnames, givens = ([one for one in name.split("<") if one] for name in (surname, given))
    text = _joined(surnames, givens)
    if len(text) > width:
        whole = way == "cut" and len("<".join(surnames)) < width - 3
        text = _cut(text if whole else _shrunk(surnames, givens, width, way), width)
    return text.ljust(width, "<")
