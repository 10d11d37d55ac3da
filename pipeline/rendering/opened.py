"""Takes apart what the process apart said; it may have been taken over, so nothing is believed unchecked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pipeline.records import Box, DigitalSignature, Raster, SignatureState, Word
from pipeline.rendering.geometry import TURNS
from pipeline.rendering.refusals import REFUSALS, EngineCrashed

Part = tuple[Any, bytes]


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page as a viewer shows it. `layer_turn`: as its own text says; `cut`: its lower end is missing."""

    number: int
    raster: Raster
    dpi: float | None
    layer: tuple[Word, ...]
    layer_turn: int | None
    cut: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What came out of one upload. `total`: pages it has; `lost`: number → failure code.

    Boxes of `signatures` lie on the pages as a viewer shows them.
    """

    total: int
    pages: tuple[OpenedPage, ...]
    lost: dict[int, str]
    signatures: tuple[DigitalSignature, ...] = ()


def opened(parts: Sequence[Part], file: str) -> Opened:
    """The pages among the parts. Raises UploadError for a refusal, and EngineCrashed for nonsense."""
    try:
        return _understood(parts, file)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        raise EngineCrashed(file=file) from None


def _understood(parts: Sequence[Part], file: str) -> Opened:
    total, pages, lost = 0, list[OpenedPage](), dict[int, str]()
    signatures: tuple[DigitalSignature, ...] = ()
    for facts, blob in parts:
        kind = facts["kind"]
        if kind == "refused":
            raise REFUSALS[facts["code"]](file=file)
        if kind == "count":
            total = int(facts["pages"])
        elif kind == "failed":
            lost[int(facts["number"])] = REFUSALS[facts["code"]].code
        elif kind == "signatures":
            signatures = tuple(_signature(**one) for one in facts["fields"])
        else:
            pages.append(_page(facts, blob))
    return Opened(total, tuple(pages), lost, signatures)


def _page(facts: dict[str, Any], blob: bytes) -> OpenedPage:
    turn = facts["layer_turn"]
    if turn is not None and turn not in TURNS:
        raise ValueError("no quarter turn")
    return OpenedPage(
        number=int(facts["number"]),
        raster=Raster(int(facts["width"]), int(facts["height"]), int(facts["channels"]), blob),
        dpi=None if facts["dpi"] is None else float(facts["dpi"]),
        layer=tuple(_word(*told) for told in facts["layer"]),
        layer_turn=turn,
        cut=bool(facts["cut"]),
    )


def _signature(*, name: str, state: SignatureState, whole: bool, **told: Any) -> DigitalSignature:
    if state not in get_args(SignatureState):
        raise ValueError("no state of a signature")
    page, box, trusted = told["page"], told["box"], told["trusted"]
    return DigitalSignature(
        field=str(name),
        state=state,
        signer=None if told["signer"] is None else str(told["signer"]),
        page=None if page is None else int(page),
        box=None if box is None else Box(*box),
        whole=bool(whole),
        time=None if told["time"] is None else str(told["time"]),
        trusted=None if trusted is None else bool(trusted),
    )


def _word(text: str, *told: float) -> Word:
    x0, y0, x1, y1, confidence, line = told
    return Word(str(text), Box(x0, y0, x1, y1), float(confidence), int(line))
