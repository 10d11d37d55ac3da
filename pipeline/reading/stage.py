"""The stage: each page's text from where it can be trusted most."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

import numpy as np

from pipeline.reading.language import language_of, script_of
from pipeline.reading.layers import Trust, trust_in_layer, words_beside
from pipeline.reading.legibility import seen_by_reading
from pipeline.reading.lines import in_reading_order
from pipeline.reading.refusals import EngineFailed, HeadsDown, NothingRead
from pipeline.records import Finding, Mrz, Page, Raster, Reading, ReadPage, RenderedUpload, TextSource, Word


class Recogniser(Protocol):
    """Reads the words of an upright picture, in reading order.

    Raises EngineFailed, and HeadsDown where `upright` was not promised and the letters show otherwise.
    """

    @property
    def name(self) -> str: ...

    def recognise(self, raster: Raster, *, upright: bool = False) -> tuple[Word, ...]: ...


class ZoneReader(Protocol):
    """Reads the machine-readable zone of a page, None where there is none; never invents one."""

    def find(self, page: Page, words: Sequence[Word]) -> Mrz | None: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """What reading needs from outside. `at_once`: pages read side by side."""

    recogniser: Recogniser
    zone: ZoneReader
    at_once: int = 2


def read(rendered: RenderedUpload, *, using: Readers) -> Reading:
    """All pages of an upload, read; a page on which the engine failed is kept without words.

    Raises:
        NothingRead: The engine failed on every page.
    """
    with ThreadPoolExecutor(using.at_once) as pool:
        outcomes = list(pool.map(partial(attempt, using=using), rendered.pages))
    failed = tuple(outcome for outcome in outcomes if isinstance(outcome, Finding))
    if failed and len(failed) == len(outcomes):
        raise NothingRead(pages=len(failed))
    pages = tuple(
        unread(page) if isinstance(outcome, Finding) else outcome
        for page, outcome in zip(rendered.pages, outcomes, strict=True)
    )
    return Reading(rendered.upload, pages, (*rendered.findings, *failed), rendered.signatures)


def attempt(page: Page, *, using: Readers) -> ReadPage | Finding:
    """The page read, or what stopped the engine."""
    try:
        return read_page(page, using=using)
    except EngineFailed as error:
        return Finding(error.code, page=page.number)


def read_page(page: Page, *, using: Readers) -> ReadPage:
    """One page: its text layer where that can be trusted, else what the recogniser sees."""
    if not page.quality.readable or "blank" in page.quality.issues:
        return unread(page)
    try:
        words, source, engine = words_on(page, using.recogniser)
    except HeadsDown:
        page = turned_over(page)
        words, source, engine = words_on(page, using.recogniser, upright=True)
    text = " ".join(word.text for word in words)
    seen = page if source == "layer" else replace(page, quality=seen_by_reading(page.quality, words))
    return ReadPage(
        page=seen,
        words=words,
        text_source=source if words else "none",
        engine=engine,
        language=language_of(text),
        script=script_of(text),
        mrz=using.zone.find(page, words),
    )


def turned_over(page: Page) -> Page:
    """The page with its other end up."""
    raster = page.raster
    pixels = np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)
    over = replace(raster, data=pixels[::-1, ::-1].tobytes())
    layer = tuple(replace(word, box=word.box.turned_over) for word in page.layer)
    return replace(page, raster=over, turn=(page.turn + 180) % 360, layer=layer)


def words_on(
    page: Page, recogniser: Recogniser, *, upright: bool = False
) -> tuple[tuple[Word, ...], TextSource, str]:
    """The page's words, where they come from, and who read them. Raises HeadsDown, EngineFailed."""
    trust = trust_in_layer(page)
    if trust is Trust.WHOLE:
        return in_reading_order(page.layer), "layer", "text layer"
    seen = recogniser.recognise(page.raster, upright=upright)
    if trust is Trust.NONE:
        return seen, "ocr", recogniser.name
    both = in_reading_order((*page.layer, *words_beside(page.layer, seen)))
    return both, "mixed", f"text layer, {recogniser.name}"


def unread(page: Page) -> ReadPage:
    """A page without words: blank, not readable, or one that the engine failed on."""
    return ReadPage(page, (), "none", "none")
