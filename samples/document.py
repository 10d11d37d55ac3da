"""What the generator hands out: a file, and the truth about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.records import Box, JsonValue

Split = Literal["train", "calibration", "test"]


@dataclass(frozen=True, slots=True)
class TruthWord:
    """A printed word and where it stands on the upright page; `line` numbers the lines of its page."""

    text: str
    box: Box
    line: int = 0


@dataclass(frozen=True, slots=True)
class PageTruth:
    """One page as printed. `turn`: clockwise degrees that set the file's page upright."""

    number: int
    words: tuple[TruthWord, ...]
    turn: int = 0

    @property
    def text(self) -> str:
        """The words line by line, a line feed between lines."""
        lines: dict[int, list[str]] = {}
        for word in self.words:
            lines.setdefault(word.line, []).append(word.text)
        return "\n".join(" ".join(words) for words in lines.values())


@dataclass(frozen=True, slots=True)
class FieldBox:
    """Where a field's value, or the place of a signature, stands."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is known of a document because we made it.

    `fields` are in the contract's normal forms, `field_boxes` hold one box a printed piece, `capture` is
    `digital`, `scan`, `scan_jpeg`, `photo`, `photo_heic` or `none` (typeset only), `state` the issuing state.
    """

    label: str
    language: str | None
    pages: tuple[PageTruth, ...]
    fields: Mapping[str, JsonValue]
    field_boxes: Mapping[str, tuple[FieldBox, ...]]
    family: str
    capture: str
    readable: bool
    split: Split
    state: str | None
    kind: str = ""

    @property
    def text(self) -> str:
        """All printed text, pages in order."""
        return "\n".join(page.text for page in self.pages)


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document as it left the printer: a PDF with a text layer, and its truth."""

    pdf: bytes = field(repr=False)
    truth: Truth = field(repr=False)


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A document as a citizen sends it, with its truth."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    truth: Truth = field(repr=False)
