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

    `pages` are numbered as in its file. `fields` are in the contract's normal forms, `field_boxes` hold one
    box a printed piece, the places of signatures too. `state` is the issuing state, `family` the look.
    """

    label: str
    language: str | None
    pages: tuple[PageTruth, ...]
    fields: Mapping[str, JsonValue]
    field_boxes: Mapping[str, tuple[FieldBox, ...]]
    family: str
    split: Split
    state: str | None
    kind: str = ""

    @property
    def text(self) -> str:
        """All printed text, pages in order."""
        return "\n".join(page.text for page in self.pages)


@dataclass(frozen=True, slots=True)
class CaptureTruth:
    """How a file was captured: the way, how bad it is (0 as good as it gets, 1 hopeless), and to what end.

    `readable`: a person could read all that matters. `issues` are the contract's quality issues that hold.
    `parameters` are what the capture was made with, plain numbers and words.
    """

    way: str
    strength: float = 0.0
    readable: bool = True
    issues: tuple[str, ...] = ()
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document as it left the printer: a PDF with a text layer, and its truth."""

    pdf: bytes = field(repr=False)
    truth: Truth = field(repr=False)


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A file as a citizen sends it: one document, or several in one, with the truth of each."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    documents: tuple[Truth, ...] = field(repr=False)
    capture: CaptureTruth

    @property
    def truth(self) -> Truth:
        """The truth of the first document, mostly the only one."""
        return self.documents[0]
