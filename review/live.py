"""Tells open windows that the queue changed; what changed they ask for themselves."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from flows.ledger.queue import queue_mark
from review.guard import Looking
from review.parts import DeskParts, parts_of

router = APIRouter(include_in_schema=False)
LOOK_SECONDS: Final = 1.0
LOOKS: Final = 55
"""Then the browser asks anew: who signed out or was removed hears no more."""
PAUSE_MS: Final = 2000


@router.get("/queue/live", response_class=EventSourceResponse)
async def live(request: Request, _account: Looking) -> AsyncIterator[ServerSentEvent]:
    """An event for each change of the queue."""
    async for event in changes(parts_of(request), LOOKS, LOOK_SECONDS):
        yield event


async def changes(parts: DeskParts, looks: int, pause: float) -> AsyncIterator[ServerSentEvent]:
    """Looks at the queue again and again; says nothing while it stands still."""
    before = await run_in_threadpool(queue_mark, parts.ledger)
    yield ServerSentEvent(retry=PAUSE_MS, comment="listening")
    for _ in range(looks):
        await asyncio.sleep(pause)
        now = await run_in_threadpool(queue_mark, parts.ledger)
        if now != before:
            before = now
            yield ServerSentEvent(raw_data="changed")
