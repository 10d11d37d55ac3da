"""What stands on a document, apart from how it is set: the records that layouts print."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup

from pipeline.records import JsonValue


@dataclass(frozen=True, slots=True)
class Rows:
    """Field labels with their values."""

    heading: str
    rows: tuple[tuple[str, Markup], ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs; `clauses` are numbered where the layout numbers, `small` is fine print."""

    heading: str
    paragraphs: tuple[Markup, ...]
    clauses: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a head; the last column holds numbers."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[Markup, ...], ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """Boxes to tick, with what each means, and whether it is ticked."""

    heading: str
    options: tuple[tuple[Markup, bool], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars as high as their share of the highest, 0..1."""

    heading: str
    bars: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Something for machines: a QR code or a bar code that says `text`."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows stands on a new page."""


@dataclass(frozen=True, slots=True)
class SignPlace:
    """A place to sign. `name` stands below in print, `inked` tells whether somebody signed."""

    field: str
    caption: str
    name: str
    inked: bool
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """The places to sign, and where and when."""

    place_and_day: Markup
    places: tuple[SignPlace, ...]


Block = Rows | Prose | Grid | Checks | Chart | Code | PageBreak | Signs


@dataclass(frozen=True, slots=True)
class Content:
    """A document before it is set. `implied`: fields that hold without standing anywhere in print."""

    label: str
    kind: str
    language: str
    sheets: tuple[str, ...]
    title: Markup
    subtitle: Markup
    issuer: tuple[Markup, ...]
    recipient: tuple[Markup, ...]
    blocks: tuple[Block, ...]
    footer: tuple[Markup, ...]
    fields: Mapping[str, JsonValue]
    implied: frozenset[str]
    state: str | None
    stamp: tuple[str, ...] = ()
    portrait: str | None = None
    zone: tuple[str, ...] = ()
    back: tuple[Block, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def rtl(self) -> bool:
        """The language runs from right to left."""
        return self.language in {"ar", "fa", "he", "ur"}
