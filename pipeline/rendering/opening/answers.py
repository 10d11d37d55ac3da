"""What the process apart says: the shapes of its parts, made here and taken apart in `..opened`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PIL import Image

from pipeline.records import SignatureState

Part = tuple[dict[str, Any], bytes]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of it. `pixels`: of one picture as it came; `page_pixels`: of a page as it is kept.

    `roots`: certificates (PEM) that signers are trusted by.
    """

    media_type: str
    pages: int
    pixels: int
    page_pixels: int
    roots: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word of a text layer, as lists of numbers travel: `box` in fractions of the page as shown."""

    text: str
    box: tuple[float, float, float, float]
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A place for a digital signature, and what was proved of what stands in it; see `DigitalSignature`."""

    name: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    state: SignatureState = "unproved"
    signer: str | None = None
    whole: bool = False
    time: str | None = None
    trusted: bool | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer of a page; `turn`: clockwise degrees that make its text upright, None when unsure."""

    words: Sequence[LayerWord] = ()
    turn: int | None = None


def count(pages: int) -> Part:
    """How many pages there are to come."""
    return {"kind": "count", "pages": pages}, b""


def page(number: int, picture: Image.Image, dpi: float | None, layer: Layer, *, cut: bool = False) -> Part:
    """One page as shown by a viewer; `cut`: the file ended before the picture did."""
    facts: Mapping[str, Any] = {
        "kind": "page",
        "number": number,
        "width": picture.width,
        "height": picture.height,
        "channels": len(picture.getbands()),
        "dpi": dpi,
        "layer": [[word.text, *word.box, word.confidence, word.line] for word in layer.words],
        "layer_turn": layer.turn,
        "cut": cut,
    }
    return dict(facts), picture.tobytes()


def signatures(fields: Sequence[SignatureField]) -> Part:
    """The signature fields as far as known by now; what is told later counts."""
    return {"kind": "signatures", "fields": [asdict(one) for one in fields]}, b""


def failed(number: int, code: str) -> Part:
    """One page that could not be made; the others are kept."""
    return {"kind": "failed", "number": number, "code": code}, b""


def refused(code: str) -> Part:
    """The whole upload cannot be opened."""
    return {"kind": "refused", "code": code}, b""
