"""What the desk needs from outside, handed to `create_app` by whoever starts it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter, Request

from flows.ledger.store import Ledger
from flows.ports import ObjectStore
from pipeline.errors import WrongUse
from review.kept import KeptStories
from review.providers import Provider
from review.throttle import Throttle
from review.words import Words, load_words


class PictureMissing(WrongUse):
    """There is no picture of that page."""

    code = "picture_missing"
    message = "The upload has no page {page}."
    remedy = "Open the document again from its case."


class PagePictures(Protocol):
    """Pictures of upright pages."""

    def png(self, object_key: str, sha256: str, number: int) -> bytes:
        """One page, counted from 1. Raises PictureMissing when the upload has no such page."""
        ...


def utc_now() -> datetime:
    """The clock on the wall."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class DeskParts:
    """`session_secret` signs the cookies (32 bytes, kept over restarts); `secure_cookies` wants https.

    `store`: where uploads stand; the desk adds to it what is handed to another case, and changes nothing.

    `review_url`: where citizens reach their pages; `link_days`: how long a link to one serves.
    `passwords`: whether local accounts may sign in; `provider`: the office's OpenID provider.
    `api`: the machines' routes, served beside the pages. `models_folder`: the operator's own label models;
    `reports_folder`: what was written about models.
    """

    ledger: Ledger
    pictures: PagePictures
    store: ObjectStore
    session_secret: str = field(repr=False)
    api: APIRouter | None = None
    secure_cookies: bool = False
    review_url: str = ""
    link_days: int = 30
    models_folder: Path | None = None
    reports_folder: Path | None = None
    passwords: bool = True
    provider: Provider | None = None
    now: Callable[[], datetime] = utc_now
    words: Mapping[str, Words] = field(default_factory=load_words, repr=False)
    kept: KeptStories = field(default_factory=KeptStories, repr=False)
    throttle: Throttle = field(default_factory=Throttle, repr=False)


def parts_of(request: Request) -> DeskParts:
    """The parts that the app of this request was made with."""
    parts: DeskParts = request.app.state.desk
    return parts
