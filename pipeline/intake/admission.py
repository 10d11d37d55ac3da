"""At the door: is there anything, is it small enough, is it of a type that can be opened."""

import hashlib
import re
import shutil
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from pipeline.intake import walls
from pipeline.intake.media_types import ACCEPTED, OFFICE, TEXTS, media_type
from pipeline.intake.refusals import Empty, OfficeFile, TooManyBytes, UnsupportedType
from pipeline.records import Upload

__all__ = ["Limits", "admit", "digest", "media_type", "safe_name"]

_LONGEST_NAME: Final = 180
_JOINERS: Final = "\u200c\u200d"  # spelling of Persian and Indic names needs these two


@dataclass(frozen=True, slots=True)
class Limits:
    """What one upload may cost.

    `pixels`: of one picture as it came. `page_pixels`: of a page as it is kept.
    `seconds`, `memory_bytes`: of the process apart that opens it. `files_per_worker`: then it is renewed.
    """

    upload_bytes: int = 40_000_000
    pages: int = 120
    pixels: int = 120_000_000
    page_pixels: int = 9_000_000
    seconds: int = 60
    memory_bytes: int = 1_600_000_000
    workers: int = 2
    files_per_worker: int = 200

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if getattr(self, name) < 1:
                raise ValueError(f"limit {name} must be at least 1")


def admit(file: str, upload_name: str, content: bytes, *, using: Limits) -> Upload:
    """A file as it came → an upload that may be opened.

    Args:
        file: The name to show, kept as given.
        upload_name: The citizen's name for it; paths, control and direction marks are taken off.
        content: Its bytes; only their beginning is looked at.
        using: The limits in force.

    Raises:
        UploadError: `empty`, `too_many_bytes` or `unsupported_type`.
    """
    name = safe_name(upload_name)
    if not content:
        raise Empty(file=name)
    if len(content) > using.upload_bytes:
        raise TooManyBytes(file=name, bytes=len(content), limit=using.upload_bytes)
    found = media_type(content)
    if found not in ACCEPTED and not (found in TEXTS and texts_can_be_printed()):
        refusal = OfficeFile if found.startswith(OFFICE) else UnsupportedType
        raise refusal(file=name, type=found)
    return Upload(file=file, upload_name=name, sha256=digest(content), media_type=found, content=content)


@cache
def texts_can_be_printed() -> bool:
    """Whether LibreOffice is there, and walls that keep it from fetching what a text points to."""
    return shutil.which("soffice") is not None and walls.stand()


def digest(content: bytes) -> str:
    """SHA-256, in hex."""
    return hashlib.sha256(content).hexdigest()


def safe_name(name: str) -> str:
    """The base name, fit to be shown: its letters stay, what could mislead the eye or a terminal goes."""
    visible = "".join(_shown(sign) for sign in unicodedata.normalize("NFC", name))
    base = re.split(r"[/\\]", visible)[-1]
    single = " ".join(base.split()).lstrip(".")
    return _shortened(single) or "unnamed"


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Cn"} and sign not in _JOINERS
    return "" if hidden else sign


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST_NAME:
        return name
    suffix = PurePosixPath(name).suffix[:12]
    return name[: _LONGEST_NAME - len(suffix)] + suffix
