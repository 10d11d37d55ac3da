"""The stage: opens an upload apart, turns its pages upright, and measures them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Protocol

from pipeline.errors import UploadError
from pipeline.records import DigitalSignature, Finding, Page, Raster, RenderedUpload, Upload, Word
from pipeline.rendering.geometry import turned, turned_box
from pipeline.rendering.opened import Opened, OpenedPage, Part, opened
from pipeline.rendering.quality import measured
from pipeline.rendering.refusals import REFUSALS, Corrupt, Unreadable

OPENING_TASK: Final = "pipeline.rendering.opening:open_pages"


class Opener(Protocol):
    """Runs `OPENING_TASK` on untrusted bytes, apart from this process."""

    def run(
        self, request: Mapping[str, Any], content: bytes, *, file: str
    ) -> tuple[Sequence[Part], UploadError | None]:
        """The parts that were done, and what ended the work early."""
        ...


class Orienter(Protocol):
    """Sees which way is up."""

    def turn(self, raster: Raster) -> int:
        """Clockwise degrees (0, 90, 180, 270) that make the picture upright; 0 when unsure."""
        ...


@dataclass(frozen=True, slots=True)
class PageBudget:
    """How many pages an upload may have, and how many pixels: a picture as it came, a page as it is kept."""

    pages: int = 120
    pixels: int = 120_000_000
    page_pixels: int = 9_000_000


@dataclass(frozen=True, slots=True)
class RenderingTools:
    """What rendering needs from outside. `roots`: certificates (PEM) that digital signers are trusted by."""

    opener: Opener
    orienter: Orienter
    budget: PageBudget = PageBudget()
    roots: tuple[str, ...] = ()


def render(upload: Upload, *, using: RenderingTools) -> RenderedUpload:
    """Upload → upright, measured pages.

    Pages that could not be made are findings with the failure code; the others are kept.

    Raises:
        UploadError: No page could be made, or nobody could read any of them (`unreadable`).
    """
    request = {"media_type": upload.media_type, **asdict(using.budget), "roots": using.roots}
    parts, trouble = using.opener.run(request, upload.content, file=upload.upload_name)
    found = opened(parts, upload.upload_name)
    if not found.pages:
        raise trouble or _first_loss(found, upload)
    pages = tuple(upright(page, using.orienter) for page in found.pages)
    if not any(page.quality.readable for page in pages):
        issues = dict.fromkeys(issue for page in pages for issue in page.quality.issues)
        raise Unreadable(file=upload.upload_name, issues=" ".join(issues))
    return RenderedUpload(upload, pages, _findings(found, trouble, upload.file), _signatures(found, pages))


def upright(page: OpenedPage, orienter: Orienter) -> Page:
    """The page turned upright: as its own text says, or as the orienter sees it."""
    quality = measured(page.raster, cut=page.cut)
    turn = page.layer_turn
    if turn is None:
        turn = orienter.turn(page.raster) if quality.readable and "blank" not in quality.issues else 0
    return Page(
        number=page.number,
        raster=turned(page.raster, turn),
        dpi=page.dpi,
        turn=turn,
        quality=quality,
        layer=tuple(_turned_word(word, turn) for word in page.layer),
    )


def _signatures(found: Opened, pages: Sequence[Page]) -> tuple[DigitalSignature, ...]:
    """With boxes on the upright pages."""
    turns = {page.number: page.turn for page in pages}
    return tuple(
        replace(one, box=turned_box(one.box, turns.get(one.page or 0, 0)) if one.box else None)
        for one in found.signatures
    )


def _turned_word(word: Word, turn: int) -> Word:
    return replace(word, box=turned_box(word.box, turn))


def _first_loss(found: Opened, upload: Upload) -> UploadError:
    code = found.lost[min(found.lost)] if found.lost else Corrupt.code
    return REFUSALS[code](file=upload.upload_name)


def _findings(found: Opened, trouble: UploadError | None, file: str) -> tuple[Finding, ...]:
    """Pages that failed, pages never reached, and pages of which a part is missing."""
    codes = dict(found.lost)
    if trouble:
        done = codes.keys() | {page.number for page in found.pages}
        codes |= dict.fromkeys(set(range(1, found.total + 1)) - done, trouble.code)
    codes |= {page.number: "truncated" for page in found.pages if page.cut}
    return tuple(Finding(codes[number], file=file, page=number) for number in sorted(codes))
