"""Records of where things stand on a page; `records.py` hands them on with all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SignatureState = Literal["empty", "intact", "changed", "unproved"]


@dataclass(frozen=True, slots=True)
class Box:
    """Fractions of the upright page's width and height; origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if not (0 <= self.x0 <= self.x1 <= 1 and 0 <= self.y0 <= self.y1 <= 1):
            raise ValueError(f"box outside the page or turned inside out: {self}")

    @property
    def turned_over(self) -> "Box":
        """The same place once the page's other end is up."""
        return Box(1 - self.x1, 1 - self.y1, 1 - self.x0, 1 - self.y0)


def enclosing(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all; raises ValueError when there is none."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """A signature field of a PDF and what it proves.

    `state`: nobody signed; the file is as it was signed, or was changed only as the signer allows; it was
    changed since; or nothing could be proved. `signer`: the name in the certificate. `box` None: not to be
    seen on the page. `whole`: nothing was added after it. `time`: as the signer's program tells, ISO 8601.
    `trusted`: the certificate leads to a root that the operator trusts; None where none is named.
    """

    field: str
    state: SignatureState
    signer: str | None
    page: int | None
    box: Box | None
    whole: bool
    time: str | None
    trusted: bool | None
