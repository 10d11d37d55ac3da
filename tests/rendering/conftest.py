"""Files of our own making, and the real way through the process apart."""

import io

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.intake import Limits, admit
from pipeline.intake.sandbox import Sandbox
from pipeline.rendering import PageBudget, RenderingTools, render
from pipeline.rendering.pages import OPENING_TASK

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
LINES = ("Lejekontrakt mellem udlejer og lejer", "Husleje 9.500 kr pr måned", "Nørrebrogade 12B, 3. tv") * 9


class Upright:
    """Finds every page upright; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def turn(self, raster) -> int:
        self.asked += 1
        return 0


@pytest.fixture(scope="session")
def opener():
    with Sandbox(OPENING_TASK, Limits(seconds=30, workers=1)) as sandbox:
        yield sandbox


@pytest.fixture
def orienter():
    return Upright()


@pytest.fixture
def rendered(opener, orienter):
    """Bytes → the rendered upload, by the real way."""

    def way(content: bytes, **budget: int):
        upload = admit("file", "file", content, using=Limits())
        return render(upload, using=RenderingTools(opener, orienter, PageBudget(**budget)))

    return way


@pytest.fixture(scope="session")
def letter() -> Image.Image:
    """A page of text as a 150 dpi scan."""
    picture = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(picture)
    for row, line in enumerate(LINES):
        draw.text((120, 140 + 50 * row), line, font=ImageFont.truetype(FONT, 24), fill=20)
    return picture


@pytest.fixture(scope="session")
def saved():
    """A picture → the bytes of a file of that format."""

    def save(picture: Image.Image, kind: str, **options) -> bytes:
        file = io.BytesIO()
        picture.copy().save(file, kind, **options)  # saving leaves the format's settings in the picture
        return file.getvalue()

    return save


@pytest.fixture(scope="session")
def typed_pdf():
    """Text → a digital PDF; `spin`: degrees counter-clockwise that the text itself runs."""

    def make(*pages: str, rotate: int = 0, spin: int = 0, **save) -> bytes:
        document = pikepdf.new()
        for text in pages:
            page = document.add_blank_page(page_size=(595, 842))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            matrix = {
                0: "1 0 0 1 60 780",
                90: "0 1 -1 0 80 60",
                180: "-1 0 0 -1 530 80",
                270: "0 -1 1 0 500 780",
            }
            page.Contents = document.make_stream(f"BT /F1 12 Tf {matrix[spin]} Tm ({text}) Tj ET".encode())
            page.Rotate = rotate
        file = io.BytesIO()
        document.save(file, **save)
        return file.getvalue()

    return make
