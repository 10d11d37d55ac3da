"""Numbers as pictures: where the bars of a small chart stand. They are drawn as SVG in the page itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 320.0
HEIGHT: Final = 96.0
GAP: Final = 0.3


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: where its bar stands, what it is called and what it says; no bar for what is unknown."""

    x: float
    y: float
    width: float
    height: float
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars side by side under one heading."""

    title: str
    bars: tuple[Bar, ...]
    top: str


def columns(title: str, values: Sequence[tuple[str, float | None, str]]) -> Chart:
    """A chart of (label, value, text), from zero to the largest value."""
    known = [value for _, value, _ in values if value is not None]
    most = max(known, default=0.0) or 1.0
    step = WIDTH / max(len(values), 1)
    bars = tuple(
        Bar(
            x=round(number * step + step * GAP / 2, 1),
            y=round(HEIGHT - HEIGHT * (value or 0.0) / most, 1),
            width=round(min(step * (1 - GAP), WIDTH / 4), 1),
            height=round(HEIGHT * (value or 0.0) / most, 1),
            label=label,
            text=text,
        )
        for number, (label, value, text) in enumerate(values)
    )
    highest = max((one for one in values if one[1] is not None), key=lambda one: one[1] or 0.0, default=None)
    return Chart(title, bars, highest[2] if highest else "–")
