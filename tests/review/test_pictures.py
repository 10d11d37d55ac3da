"""Pages as pictures, rendered in the real sandbox."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline.intake import Limits, digest
from pipeline.intake.sandbox import Sandbox
from pipeline.records import Raster
from pipeline.rendering import RenderingTools
from pipeline.rendering.pages import OPENING_TASK
from review.parts import PictureMissing
from review.pictures import RenderedPictures


class LyingOnItsSide:
    def turn(self, raster: Raster) -> int:
        return 90


@pytest.fixture(scope="module")
def scan() -> bytes:
    picture = Image.new("RGB", (1200, 800), "white")
    pen = ImageDraw.Draw(picture)
    for line in range(60, 760, 40):
        pen.text((80, line), "Lejekontrakt mellem udlejer og lejer om boligen", fill="black", font_size=24)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def pictures(tmp_path: Path, scan: bytes) -> RenderedPictures:
    limits = Limits()
    tools = RenderingTools(Sandbox(OPENING_TASK, limits), LyingOnItsSide())
    objects = {"key": scan}
    return RenderedPictures(tmp_path / "pages", objects.pop, limits, tools)


def test_given_a_page_on_its_side_then_its_picture_stands_upright_and_is_made_once(pictures, scan):
    first = pictures.png("key", digest(scan), 1)
    width, height = Image.open(io.BytesIO(first)).size
    assert height > width
    assert pictures.png("key", digest(scan), 1) == first  # the object is gone: this came from the folder


def test_given_a_page_that_is_not_there_then_the_picture_is_missing(pictures, scan):
    with pytest.raises(PictureMissing):
        pictures.png("key", digest(scan), 2)


def test_given_no_digest_then_no_folder_is_reached(pictures):
    with pytest.raises(PictureMissing):
        pictures.png("key", "../../etc", 1)


def test_given_a_file_that_cannot_be_opened_then_the_picture_is_missing(pictures):
    broken = RenderedPictures(pictures.folder, lambda _: b"%PDF-1.7 broken", pictures.limits, pictures.tools)
    with pytest.raises(PictureMissing):
        broken.png("key", "e" * 64, 1)
