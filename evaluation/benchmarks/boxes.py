"""How well the boxes of found values lie on what is printed there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pipeline.extracting.kinds import KIND_OF
from pipeline.records import Box, Field, enclosing

ENOUGH: Final = 0.5
"""Intersection over union from which a box shows its value (Everingham et al. 2010, PASCAL VOC)."""
OF_NAMES: Final = frozenset({"person", "people"})


def overlap(one: Box, other: Box) -> float:
    """Intersection over union, 0..1."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    shared = max(0.0, wide) * max(0.0, high)
    whole = _area(one) + _area(other) - shared
    return shared / whole if whole else 0.0


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def best_overlap(field: Field, pieces: Sequence[Mapping[str, Any]]) -> float:
    """With the printed piece that fits best, or with all pieces of the page together: lines of one value."""
    here = [Box(*piece["box"]) for piece in pieces if piece["page"] == field.page]
    if field.box is None or not here:
        return 0.0
    return max(overlap(field.box, one) for one in (*here, enclosing(here)))


def letters_of(name: str, value: Any, script: str | None) -> str | None:
    """`ASCII`, `Latin beyond ASCII` or the document's script; None for what is no person's name."""
    if KIND_OF.get(name) not in OF_NAMES:
        return None
    text = " ".join(value) if isinstance(value, list) else str(value)
    if text.isascii():
        return "ASCII" if script in {"Latn", None} else f"ASCII in {script}"
    return "Latin beyond ASCII" if script in {"Latn", None} else str(script)


def worst(found: Iterable[tuple[float, str]], most: int = 12) -> list[str]:
    """The boxes that lie worst, told in a line each."""
    return [f"  {fit:.2f} {said}" for fit, said in sorted(found)[:most] if fit < ENOUGH]
