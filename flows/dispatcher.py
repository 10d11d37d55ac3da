"""Delivers the outbox: different cases side by side, within a case in order."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import structlog

from flows.events import event_body
from flows.ledger.delivery import (
    Parcel,
    fix_body,
    lease_parcel,
    mark_later,
    mark_parked,
    mark_received,
    release_parcels,
)
from flows.ledger.store import Ledger
from flows.ports import Answer, CaseSystem, Done, Event, Later, Refused

PAUSES = (1, 2, 5, 10, 20, 30, 60, 120, 300)  # seconds, then the last again and again
AT_ONCE = 8
LOOK_SECONDS = 0.2
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What the dispatcher works with. `patience`: an event that nobody takes for so long is parked."""

    ledger: Ledger
    target: CaseSystem
    review_url: str
    name: str
    lease_seconds: float
    pause_ceiling: float
    patience: timedelta


async def dispatch(work: Dispatch, stop: asyncio.Event, ready: Callable[[], None]) -> None:
    """Delivers until told to stop; what is on its way then is finished first."""
    await asyncio.to_thread(release_parcels, work.ledger, work.name)
    ready()
    running: set[asyncio.Task[None]] = set()
    while not stop.is_set():
        running = {one for one in running if not finished(one)}
        parcel = await next_parcel(work) if len(running) < AT_ONCE else None
        if parcel is None:
            await asyncio.wait(
                [*running, asyncio.create_task(asyncio.sleep(LOOK_SECONDS))], return_when="FIRST_COMPLETED"
            )
        else:
            running.add(asyncio.create_task(deliver(work, parcel)))
    await asyncio.gather(*running)


def finished(task: asyncio.Task[None]) -> bool:
    """Whether a delivery has ended; a fault of ours ends the dispatcher, which is then started again."""
    if task.done():
        task.result()
    return task.done()


async def next_parcel(work: Dispatch) -> Parcel | None:
    """The next event that is due."""
    now = datetime.now(UTC)
    return await asyncio.to_thread(lease_parcel, work.ledger, work.name, now, work.lease_seconds)


async def deliver(work: Dispatch, parcel: Parcel) -> None:
    """One attempt, and what it means."""
    body = parcel.body or event_body(parcel, work.review_url)
    if parcel.body is None and not await asyncio.to_thread(fix_body, work.ledger, parcel, body):
        return
    answer = await work.target.deliver(Event(parcel.event_id, body))
    log.info("event.tried", event_id=parcel.event_id, attempts=parcel.attempts, status=answer.status)
    await asyncio.to_thread(note_answer, work, parcel, answer, datetime.now(UTC))


def note_answer(work: Dispatch, parcel: Parcel, answer: Answer, now: datetime) -> None:
    """Writes down what the case system said."""
    match answer:
        case Done(status):
            mark_received(work.ledger, parcel, status, now)
        case Refused(status):
            mark_parked(work.ledger, parcel, status, now)
        case Later(status) if now - parcel.made_at > work.patience:
            mark_parked(work.ledger, parcel, status, now)
        case Later(status, seconds):
            pause = max(pause_after(parcel, work.pause_ceiling), seconds or 0)
            mark_later(work.ledger, parcel, status, now + timedelta(seconds=pause))


def pause_after(parcel: Parcel, ceiling: float) -> float:
    """Seconds until the next attempt: growing, and spread so that many events do not come at once."""
    pause = PAUSES[min(parcel.attempts, len(PAUSES)) - 1]
    return min(pause, ceiling) * Random(f"{parcel.event_id}{parcel.attempts}").uniform(0.8, 1.2)
