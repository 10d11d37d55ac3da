from dataclasses import dataclass, replace

import numpy as np
import pytest

from pipeline.reading import Readers, read
from pipeline.reading.refusals import EngineFailed, HeadsDown, NothingRead
from pipeline.records import Box, RenderedUpload, Upload, Word

UPLOAD = Upload("a.pdf", "a.pdf", "0" * 64, "application/pdf", b"")
SEEN = (Word("Lejekontrakt", Box(0.1, 0.9, 0.3, 0.93), 0.8, 0),)


@dataclass
class Eye:
    """Sees the same words on every page, or breaks on some."""

    name: str = "eye 1"
    breaks: int = 0

    def recognise(self, raster, *, upright=False):
        self.breaks -= 1
        if self.breaks >= 0:
            raise EngineFailed(reason="status -9")
        return SEEN


class NoZone:
    def find(self, page, words):
        return None


def reading(*pages, eye=None):
    numbered = tuple(replace(page, number=number) for number, page in enumerate(pages, 1))
    return read(RenderedUpload(UPLOAD, numbered), using=Readers(eye or Eye(), NoZone(), at_once=1))


def test_given_a_picture_then_the_recogniser_reads_it(page, letter):
    (only,) = reading(page(letter)).pages
    assert (only.words, only.text_source, only.engine, only.script) == (SEEN, "ocr", "eye 1", "Latn")


def test_given_a_layer_that_can_be_trusted_then_nothing_is_recognised(page, letter, printed):
    (only,) = reading(page(letter, printed), eye=Eye(breaks=9)).pages
    assert (only.words, only.text_source, only.language) == (printed, "layer", "da")


def test_given_a_layer_of_one_line_then_the_rest_is_recognised(page, letter, printed):
    first = tuple(word for word in printed if word.line == 0)
    (only,) = reading(page(letter, first)).pages
    assert (only.words[:-1], only.words[-1].text, only.text_source) == (first, "Lejekontrakt", "mixed")


@pytest.mark.parametrize("blind", [{"readable": False}, {"issues": ("blank",)}])
def test_given_nothing_that_a_person_could_read_then_the_engine_is_not_asked(page, letter, blind):
    given = page(letter)
    seen = replace(given, quality=replace(given.quality, **blind))
    (only,) = reading(seen, eye=Eye(breaks=9)).pages
    assert (only.words, only.text_source) == ((), "none")


def test_given_an_engine_that_breaks_on_one_page_then_the_others_are_kept(page, letter):
    done = reading(page(letter), page(letter), eye=Eye(breaks=1))
    assert [len(one.words) for one in done.pages] == [0, 1]
    assert [(finding.code, finding.page) for finding in done.findings] == [("engine_crashed", 1)]


def test_given_an_engine_that_breaks_on_every_page_then_the_upload_fails(page, letter):
    with pytest.raises(NothingRead, match="None of the 2 pages"):
        reading(page(letter), page(letter), eye=Eye(breaks=2))


def pixels(raster):
    return np.frombuffer(raster.data, np.uint8).reshape(raster.height, raster.width, raster.channels)


class WrongEnd:
    """Sees that the page stands on its head until it was turned over."""

    name = "eye 2"

    def recognise(self, raster, *, upright=False):
        if not upright:
            raise HeadsDown
        return SEEN


def test_given_a_page_on_its_head_then_it_is_turned_over_with_its_picture(page, letter):
    (only,) = reading(replace(page(letter), turn=180), eye=WrongEnd()).pages
    assert (only.page.turn, only.words) == (0, SEEN)
    assert np.array_equal(pixels(only.page.raster), pixels(letter)[::-1, ::-1])
