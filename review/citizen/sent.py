"""A form with a file, as browsers and portals send it: held in memory, never larger than allowed."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from typing import Final

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from pipeline.errors import WrongUse
from pipeline.intake.admission import safe_name

AROUND_BYTES: Final = 64_000
"""What the other fields and the borders between them may take."""


class FileTooLarge(WrongUse):
    code = "too_many_bytes"
    message = "The file is larger than {limit} bytes."
    remedy = "Send it in parts, or save it with smaller pictures."


class NoMultipart(WrongUse):
    code = "not_multipart"
    message = "The request is no multipart/form-data."
    remedy = "Send the file as the field `file` of a form."


class FormUnclear(WrongUse):
    code = "form_unclear"
    message = "The form cannot be read, or holds no file in the field `file`."
    remedy = "Send one file as the field `file` of a multipart/form-data request."


class FileMissing(FormUnclear):
    """A form in which no file was chosen; the fact `about` is its field of that name."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file under the name that the citizen gave it, and what stood in the form beside it."""

    name: str
    content: bytes = field(repr=False)
    form: FormData = field(repr=False)

    def said(self, name: str) -> str:
        """One field, trimmed; empty when absent."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def all_said(self, name: str) -> list[str]:
        """A field that may stand several times or hold several words with commas between."""
        told = [value for value in self.form.getlist(name) if isinstance(value, str)]
        return [word.strip() for value in told for word in value.split(",") if word.strip()]


async def sent_file(request: Request, most_bytes: int) -> SentFile:
    """The form's file. Raises FileTooLarge (before reading it if it can), NoMultipart, FormUnclear."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise NoMultipart
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > most_bytes + AROUND_BYTES:
        raise FileTooLarge(limit=most_bytes)
    stream = _counted(request.stream(), most_bytes)
    parser = MultiPartParser(request.headers, stream, max_files=4, max_fields=60, max_part_size=10_000)
    parser.spool_max_size = most_bytes + AROUND_BYTES  # beyond it Starlette would write to a temporary file
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise FormUnclear from error
    try:
        return await _file_of(form)
    finally:
        await form.close()


async def _counted(stream: AsyncIterator[bytes], most_bytes: int) -> AsyncGenerator[bytes, None]:
    taken = 0
    async for chunk in stream:
        taken += len(chunk)
        if taken > most_bytes + AROUND_BYTES:
            raise FileTooLarge(limit=most_bytes)
        yield chunk


async def _file_of(form: FormData) -> SentFile:
    """The first file that was chosen: an empty chooser sends a file without name and bytes."""
    files = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
    chosen = next((one for one in files if one.size or one.filename), None)
    if chosen is None:
        about = form.get("about")
        raise FileMissing(about=about if isinstance(about, str) else "")
    return SentFile(safe_name(chosen.filename or ""), await chosen.read(), form)
