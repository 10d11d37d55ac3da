"""Pages as PNG: rendered by the pipeline in its sandbox, turned upright, kept by digest."""

import io
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from pipeline.errors import UploadError
from pipeline.intake import Limits, admit
from pipeline.records import Page, Raster
from pipeline.rendering import RenderingTools, render
from review.parts import PictureMissing

SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST_EDGE = 2200  # enough to read small print at twice the column's width


@dataclass(frozen=True, slots=True)
class RenderedPictures:
    """Page pictures in `folder`, one folder an upload, named by its digest; made when first asked for.

    `fetch` reads an object by its key. Erasing a case removes the folders of its digests.
    """

    folder: Path
    fetch: Callable[[str], bytes] = field(repr=False)
    limits: Limits
    tools: RenderingTools = field(repr=False)
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def png(self, object_key: str, sha256: str, number: int) -> bytes:
        """One upright page. Raises PictureMissing."""
        if not SHA256.fullmatch(sha256):
            raise PictureMissing(page=number)
        file = self.folder / sha256 / f"{number}.png"
        if not file.exists():
            try:
                self.render_all(object_key, sha256)
            except UploadError as error:
                raise PictureMissing(page=number) from error
        if not file.exists():
            raise PictureMissing(page=number)
        return file.read_bytes()

    def render_all(self, object_key: str, sha256: str) -> None:
        """Renders an upload once, however many pages are asked for at the same time."""
        with self.turn:
            done = self.folder / sha256 / "done"
            if done.exists():
                return
            done.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            upload = admit(sha256, sha256, self.fetch(object_key), using=self.limits)
            for page in render(upload, using=self.tools).pages:
                write_whole(done.parent / f"{page.number}.png", encoded(page))
            done.touch()


def encoded(page: Page) -> bytes:
    """A page's picture as PNG, no larger than a screen can use."""
    picture = image_of(page.raster)
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=4)
    return buffer.getvalue()


def image_of(raster: Raster) -> Image.Image:
    """A raster as Pillow knows it."""
    mode = "L" if raster.channels == 1 else "RGB"
    return Image.frombytes(mode, (raster.width, raster.height), raster.data)


def write_whole(file: Path, content: bytes) -> None:
    """Never shows half a file: written beside, then moved."""
    beside = file.with_suffix(".part")
    beside.write_bytes(content)
    beside.replace(file)
