"""A letter as data: what stands in it and in which order, once for all forms that it is sent in."""

from dataclasses import dataclass
from typing import Literal

from pipeline.catalogue import direction

Part = Literal["accepted", "asked", "looked_at", "not_used", "next", "bring", "help"]


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a list. `others`: what would do instead, introduced by `offer`. `note`: why it is asked."""

    title: str
    request: str = ""
    offer: str = ""
    others: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part under its heading. `link`: a page to open, after the words before the list.

    `due`: the sentence that names the last day.
    """

    part: Part
    heading: str
    before: tuple[str, ...] = ()
    link: str = ""
    points: tuple[Point, ...] = ()
    due: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole letter in one language; every text is finished, plain and not escaped."""

    language: str
    office: str
    day: str
    subject: str
    greeting: str
    opening: str
    sections: tuple[Section, ...]
    closing: str

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.language)
