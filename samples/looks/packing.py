"""Sets label and value rows side by side, as forms do: lines of boxes that fill the width."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

_WIDEST = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One box: what stands in it, and its share of the line in percent."""

    label: str
    value: Markup
    percent: float


def _need(label: str, value: Markup, room: int) -> int:
    """The letters a box should have room for: its value on one line, its label on two."""
    return min(room, max(len(value.striptags()) + 3, len(label) // 2 + 3, 12))


def packed(rows: Sequence[tuple[str, Markup]], room: int) -> list[list[Cell]]:
    """Rows in lines of at most four boxes, `room` letters wide."""
    lines: list[list[tuple[str, Markup, int]]] = []
    free = 0
    for label, value in rows:
        need = _need(label, value, room)
        if not lines or need > free or len(lines[-1]) >= _WIDEST:
            lines.append([])
            free = room
        lines[-1].append((label, value, need))
        free -= need
    return [
        [
            Cell(label, value, round(100 * need / sum(one[2] for one in line), 2))
            for label, value, need in line
        ]
        for line in lines
    ]
