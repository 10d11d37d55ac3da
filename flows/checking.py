"""The small pool that reads a file while its citizen waits; no batch work in it, and it keeps nothing."""

import asyncio
import io
import os
import signal
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

import structlog
from fastapi import FastAPI, HTTPException, Request
from PIL import Image, ImageDraw

from pipeline.chain import Received, failed, inspect_upload
from pipeline.errors import UploadError
from pipeline.exchange import inspection_json
from pipeline.records import Failure, Inspection

if TYPE_CHECKING:
    from pipeline.chain import Equipment

P = ParamSpec("P")
R = TypeVar("R")
Read = tuple[Inspection, tuple[str, ...]]

NAME: Final = "upload"  # the citizen's name for the file never comes here
OUTDATED_SECONDS: Final = 3.0
WAIT_SECONDS: Final = 5
TOO_LONG: Final = Failure(
    "too_complex",
    "The file needs more time or has more pages than a check while somebody waits is given.",
    "Send it as it is: it is read in full then.",
)
log = structlog.get_logger()


class PoolFull(Exception):
    """All places are taken, and as many files wait."""


@dataclass(slots=True)
class Noticed:
    """What is wrong with pages that nobody can read: of a file that failed, no page comes back."""

    issues: tuple[str, ...] = ()

    def around(self, stage: Callable[P, R], /) -> Callable[P, R]:
        """A stage that tells so when it refuses a file."""

        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return stage(*args, **kwargs)
            except UploadError as error:
                self.issues = tuple(str(error.facts.get("issues", "")).split())
                raise

        return run


class Pool:
    """Reads `at_once` files side by side while as many wait; who has waited `seconds` is let go unread."""

    def __init__(self, kit: "Equipment", at_once: int, seconds: float) -> None:
        self.kit = kit
        self.seconds = seconds
        self._most = 2 * at_once
        self._inside = 0
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="check")

    async def inspect(self, content: bytes) -> dict[str, Any]:
        """One `inspect` line under the name `upload`, and the `issues` of its pages. Raises PoolFull."""
        if self._inside >= self._most:
            raise PoolFull
        self._inside += 1
        reading = asyncio.get_running_loop().run_in_executor(self._threads, self._read, content)
        reading.add_done_callback(self._leave)
        try:
            found, issues = await asyncio.wait_for(asyncio.shield(reading), self.seconds)
        except TimeoutError:
            found, issues = self._unread(content), ()
        return {**inspection_json(found, words=False), "issues": list(issues)}

    def warm(self) -> None:
        """Loads what is loaded when first used, by reading a drawn page in each place."""
        list(self._threads.map(self._read, [drawn_page()] * (self._most // 2)))

    def _read(self, content: bytes) -> Read:
        noticed = Noticed()
        found = inspect_upload(Received(NAME, NAME, content), self.kit, around=noticed.around)
        if found.failure is not None and found.failure.code == "too_many_pages":
            found = replace(found, failure=TOO_LONG)
        of_pages = (issue for page in found.pages for issue in page.quality.issues)
        return found, tuple(dict.fromkeys((*noticed.issues, *of_pages)))

    def _unread(self, content: bytes) -> Inspection:
        return failed(Received(NAME, NAME, content), None, TOO_LONG, self.kit, self.seconds)

    def _leave(self, reading: asyncio.Future[Read]) -> None:
        self._inside -= 1
        if not reading.cancelled():
            reading.exception()


def checks_app(pool: Pool, token: str, outdated: Callable[[], bool] = lambda: False) -> FastAPI:
    """The pool over HTTP: the bytes of a file in, its `inspect` line out. Ends by itself once outdated."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        upkeep = asyncio.create_task(end_when_outdated(outdated))
        yield
        upkeep.cancel()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)

    @app.post("/inspections")
    async def inspect(request: Request) -> dict[str, Any]:
        given = request.headers.get("authorization", "")
        if not token or not compare_digest(given.encode(), f"Bearer {token}".encode()):
            raise HTTPException(401, "Send the api_token as a bearer token.")
        if not 0 <= int(request.headers.get("content-length", -1)) <= pool.kit.limits.upload_bytes:
            raise HTTPException(413, "The file is larger than accepted.")
        try:
            return await pool.inspect(await request.body())
        except PoolFull:
            raise HTTPException(503, "All places are taken.", {"Retry-After": str(WAIT_SECONDS)}) from None

    @app.get("/healthz")
    def alive() -> dict[str, str]:
        return {"status": "ok"}

    return app


async def end_when_outdated(outdated: Callable[[], bool]) -> None:
    """Ends this process once another label model is to serve; whoever keeps it running starts it anew."""
    while True:
        await asyncio.sleep(OUTDATED_SECONDS)
        with suppress(OSError, ValueError):  # a model that is being promoted right now
            if await asyncio.to_thread(outdated):
                log.info("checks.outdated")
                os.kill(os.getpid(), signal.SIGTERM)
                return


def drawn_page() -> bytes:
    """A page that goes the whole way: turned, read, named, searched for fields."""
    picture = Image.new("L", (1240, 1754), 240)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(
        ("LEJEKONTRAKT", "Udlejer og lejer", "Lejemålet begynder den 1. marts 2026")
    ):
        pen.text((120, 160 + 90 * number), line, fill=10, font_size=40)
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
