"""The task of the process apart: which opener for which type."""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import UploadError
from pipeline.rendering.opening.answers import Part, Request, refused
from pipeline.rendering.opening.pdf import open_pdf
from pipeline.rendering.opening.pictures import open_picture


def open_pages(request: Mapping[str, Any], content: bytes) -> Iterator[Part]:
    """Bytes → parts, page by page as they are ready; what cannot be opened is a part that says so."""
    asked = Request(**request)
    opener = open_pdf if asked.media_type == "application/pdf" else open_picture
    try:
        yield from opener(asked, content)
    except UploadError as error:
        yield refused(error.code)
