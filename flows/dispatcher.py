"""Delivers the outbox: different cases side by side, within a case in order."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import structlog

from flows.circuit import Circuit
from flows.events import event_body
from flows.ledger.delivery import (
    Parcel,
    Reach,
    fix_body,
    lease_parcel,
    mark_later,
    mark_parked,
    mark_received,
    release_parcels,
    renew_parcels,
)
from flows.ledger.store import Ledger
from flows.ports import Answer, Blocked, Done, Doubtful, Event, Later, Refused
from flows.tracing import span, trace_of

PAUSES = (1, 2, 5, 10, 20, 30, 60, 120, 300)  # seconds, then the last again and again
AT_ONCE = 8
DOUBTS = 3  # in a row, then a person looks
LOOK_SECONDS = 0.2
FAREWELL_SECONDS = 4.0
ATTEMPT_SECONDS = 180.0  # for one event, with all its documents
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What the dispatcher works with. `patience`: an event that nobody takes for so long is parked.

    `own`: case systems of municipalities that have one of their own; `line` is everybody else's.
    """

    ledger: Ledger
    line: Circuit
    review_url: str
    name: str
    lease_seconds: float
    pause_ceiling: float
    patience: timedelta
    own: Mapping[str, Circuit] = field(default_factory=dict)
    doubts: Counter[str] = field(default_factory=Counter)

    def line_of(self, parcel: Parcel) -> Circuit:
        """The line that a parcel goes out on."""
        return self.own.get(parcel.verdict["municipality"], self.line)

    def reach(self) -> Reach:
        """Whose events can go out now."""
        shut = frozenset(code for code, line in self.own.items() if not line.takes())
        return Reach(None if self.line.takes() else frozenset(self.own), shut)


async def dispatch(work: Dispatch, stop: asyncio.Event, ready: Callable[[], None]) -> None:
    """Delivers until told to stop; what is on its way then is finished first, if it is quick."""
    await asyncio.to_thread(release_parcels, work.ledger, work.name)
    ready()
    pulse = asyncio.create_task(keep_leases(work))
    running: set[asyncio.Task[None]] = set()
    while not stop.is_set():
        running = {one for one in running if not finished(one)}
        parcel = await next_parcel(work)
        if parcel is None:
            await asyncio.wait(
                [*running, asyncio.create_task(asyncio.sleep(LOOK_SECONDS))], return_when="FIRST_COMPLETED"
            )
        else:
            running.add(asyncio.create_task(deliver(work, parcel)))
            await asyncio.sleep(0)  # it begins, and its line knows
    if running:
        await asyncio.wait(running, timeout=FAREWELL_SECONDS)
    for task in (pulse, *running):
        task.cancel()  # what is cut short is taken up again at the next start, and goes on where it was
    await asyncio.gather(pulse, *running, return_exceptions=True)


async def keep_leases(work: Dispatch) -> None:
    """Says again and again that what is on its way is in good hands."""
    while True:
        await asyncio.sleep(work.lease_seconds / 4)
        now = datetime.now(UTC)
        await asyncio.to_thread(renew_parcels, work.ledger, work.name, now, work.lease_seconds)


def finished(task: asyncio.Task[None]) -> bool:
    """Whether a delivery has ended; a fault of ours ends the dispatcher, which is then started again."""
    if task.done():
        task.result()
    return task.done()


async def next_parcel(work: Dispatch) -> Parcel | None:
    """The next event that is due, of those whose case system takes any."""
    reach, now = work.reach(), datetime.now(UTC)
    if reach.only is not None and reach.only <= reach.without:
        return None
    return await asyncio.to_thread(lease_parcel, work.ledger, work.name, now, work.lease_seconds, reach)


async def deliver(work: Dispatch, parcel: Parcel) -> None:
    """One attempt, and what it means."""
    line = work.line_of(parcel)
    line.in_flight += 1
    try:
        body = parcel.body or event_body(parcel, work.review_url)
        if parcel.body is None and not await asyncio.to_thread(fix_body, work.ledger, parcel, body):
            return
        with span("deliver", trace_of(parcel.case_key), attempts=parcel.attempts):
            answer = await attempt(line, event_of(parcel, body))
    finally:
        line.in_flight -= 1
    log.info("event.tried", event_id=parcel.event_id, attempts=parcel.attempts, status=answer.status)
    await asyncio.to_thread(note_answer, work, parcel, answer, datetime.now(UTC))


async def attempt(line: Circuit, event: Event) -> Answer:
    """What the case system says, within a time that no dripping answer can stretch."""
    try:
        async with asyncio.timeout(ATTEMPT_SECONDS):
            answer = await line.target.deliver(event)
    except TimeoutError:
        answer = Later("no_answer in time", unwell=True)
    line.note(answer)
    return answer


def event_of(parcel: Parcel, body: bytes) -> Event:
    """The parcel as a case system gets it."""
    language = parcel.profile.get("language")
    flags = parcel.profile.get("flags") or {}
    return Event(
        id=parcel.event_id,
        body=body,
        case_key=parcel.case_key,
        verdict=parcel.verdict,
        language=language if isinstance(language, str) else None,
        on_paper=isinstance(flags, dict) and flags.get("digital_exempt") is True,
    )


def note_answer(work: Dispatch, parcel: Parcel, answer: Answer, now: datetime) -> None:
    """Writes down what the case system said."""
    doubts = work.doubts.pop(parcel.event_id, 0)
    match answer:
        case Done(status):
            mark_received(work.ledger, parcel, status, now)
        case Refused(status) | Blocked(status):
            mark_parked(work.ledger, parcel, status, now)
        case Doubtful(status) if doubts + 1 >= DOUBTS:
            mark_parked(work.ledger, parcel, status, now)
        case Later(status) | Doubtful(status) if now - parcel.made_at > work.patience:
            mark_parked(work.ledger, parcel, status, now)
        case Doubtful(status):
            work.doubts[parcel.event_id] = doubts + 1
            postpone(work, parcel, status, now)
        case Later(status, seconds):
            postpone(work, parcel, status, now, seconds or 0)


def postpone(work: Dispatch, parcel: Parcel, status: str, now: datetime, wanted: float = 0) -> None:
    """Tries again after a pause, not before the receiver wants it."""
    pause = max(pause_after(parcel, work.pause_ceiling), wanted)
    mark_later(work.ledger, parcel, status, now + timedelta(seconds=pause))


def pause_after(parcel: Parcel, ceiling: float) -> float:
    """Seconds until the next attempt: growing, and spread so that many events do not come at once."""
    pause = PAUSES[min(parcel.attempts, len(PAUSES)) - 1]
    return min(pause, ceiling) * Random(f"{parcel.event_id}{parcel.attempts}").uniform(0.8, 1.2)
