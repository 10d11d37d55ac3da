"""The task of the process apart: which opener for which type."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.errors import UploadError
from pipeline.rendering.opening.answers import Part, Request, refused
from pipeline.rendering.opening.office import SUFFIXES, open_office
from pipeline.rendering.opening.pdf import open_pdf
from pipeline.rendering.opening.pictures import open_picture


def open_pages(request: Mapping[str, Any], content: bytes) -> Iterator[Part]:
    """Bytes → parts, page by page as they are ready; what cannot be opened is a part that says so."""
    asked = Request(**request)
    try:
        yield from opener_of(asked.media_type)(asked, content)
    except UploadError as error:
        yield refused(error.code)


def opener_of(media_type: str) -> Callable[[Request, bytes], Iterator[Part]]:
    """What opens a type."""
    if media_type == "application/pdf":
        return open_pdf
    return open_office if media_type in SUFFIXES else open_picture
