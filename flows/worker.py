"""The one long-lived process that runs the flows: takes leases, keeps them alive, copes with what fails."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from prefect import tags

from flows.ledger.work import (
    NO_POLICY,
    LeasedCase,
    LeasedUpload,
    lease_case,
    lease_upload,
    park_upload,
    postpone_case,
    postpone_upload,
    release_all,
    renew,
    unpark_cases,
)
from flows.orchestrator import bury, orchestrator_answers, tag_of
from flows.ports import ObjectGone
from flows.reading import give_up
from flows.screen_case import screen_case
from flows.screen_upload import screen_upload
from flows.tracing import span, trace_of
from flows.workshop import Workshop, working_in
from pipeline.errors import RetryableError

LOOK_SECONDS = 0.1
PAUSE_CEILING = 60.0
FAREWELL_SECONDS = 2.0
OUTDATED_SECONDS = 3.0
CHORES_SECONDS = 600.0
log = structlog.get_logger()
Job = LeasedUpload | LeasedCase


@dataclass(frozen=True, slots=True)
class Bench:
    """How the worker works. `name` is the same again after a restart; `at_once`: jobs side by side.

    `outdated`: whether a start anew would serve with another model; asked now and then. `chores`: what is
    to be done once in a while beside the work.
    """

    shop: Workshop
    name: str
    at_once: int
    lease_seconds: float
    attempts: int
    outdated: Callable[[], bool] = lambda: False
    chores: Callable[[], None] = lambda: None
    running: dict[asyncio.Task[None], Job] = field(default_factory=dict)


async def work(bench: Bench, stop: asyncio.Event, ready: Callable[[], None]) -> None:
    """Works until told to stop; what is being done then is freed for the next start."""
    ledger = bench.shop.ledger
    await asyncio.to_thread(release_all, ledger, bench.name)
    await asyncio.to_thread(unpark_cases, ledger, NO_POLICY)
    while not stop.is_set() and not await orchestrator_answers():
        await asyncio.wait([asyncio.create_task(stop.wait())], timeout=LOOK_SECONDS)
    await bury(bench.name)
    ready()
    pulse = asyncio.create_task(keep_leases(bench))
    upkeep = asyncio.create_task(end_when_outdated(bench, stop))
    chores = asyncio.create_task(do_chores(bench))
    with working_in(bench.shop), tags(tag_of(bench.name)):
        while not stop.is_set():
            await collect(bench)
            if not await start_next(bench):
                waited = [*bench.running, asyncio.create_task(asyncio.sleep(LOOK_SECONDS))]
                await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
    for beside in (pulse, upkeep, chores):
        beside.cancel()
    await asyncio.to_thread(hand_back, bench)
    await let_go(bench)


async def start_next(bench: Bench) -> bool:
    """Starts the next job there is room for: cases first, they are quick and end what others began."""
    if len(bench.running) >= bench.at_once:
        return False
    now, shop = datetime.now(UTC), bench.shop
    taken = (shop.ledger, bench.name, now, bench.lease_seconds)
    job: Job | None = await asyncio.to_thread(lease_case, *taken, shop.patience)
    job = job or await asyncio.to_thread(lease_upload, *taken)
    if job is None:
        return False
    bench.running[asyncio.create_task(run(bench, job))] = job
    return True


async def run(bench: Bench, job: Job) -> None:
    """One job as a flow; an upload that failed too often is given up instead."""
    within = trace_of(job.case_key)
    match job:
        case LeasedCase(case_key):
            with span("screen-case", within, attempts=job.attempts):
                await screen_case(case_key)
        case LeasedUpload(upload_id, attempts) if attempts > bench.attempts:
            log.warning("upload.given_up", upload_id=upload_id, attempts=attempts)
            await asyncio.to_thread(give_up, upload_id, bench.shop)
        case LeasedUpload(upload_id):
            with span("screen-upload", within, attempts=job.attempts, upload_id=upload_id):
                await screen_upload(upload_id)


async def collect(bench: Bench) -> None:
    """Looks at what ended, and decides what becomes of what failed."""
    for task in [one for one in bench.running if one.done()]:
        job = bench.running.pop(task)
        error = task.exception()
        if error is not None:
            await mend(bench, job, error)


async def mend(bench: Bench, job: Job, error: BaseException) -> None:
    """A job that failed is parked where trying again cannot help, else postponed with growing pauses."""
    log.warning("job.failed", kind=type(error).__name__, attempts=job.attempts, **named(job))
    ledger = bench.shop.ledger
    match job, error:
        case LeasedUpload(upload_id, attempts), ObjectGone() if attempts > bench.attempts:
            await asyncio.to_thread(park_upload, ledger, upload_id, error.code)
            return
    counts = not isinstance(error, RetryableError) and await orchestrator_answers()
    until = datetime.now(UTC) + timedelta(seconds=min(0.5 * 2.0**job.attempts, PAUSE_CEILING))
    match job:
        case LeasedCase(case_key):
            await asyncio.to_thread(postpone_case, ledger, case_key, until=until, counts=counts)
        case LeasedUpload(upload_id):
            await asyncio.to_thread(postpone_upload, ledger, upload_id, until=until, counts=counts)


def named(job: Job) -> dict[str, str]:
    """The job's id under its log key."""
    return {"case_key": job.case_key} if isinstance(job, LeasedCase) else {"upload_id": job.upload_id}


async def keep_leases(bench: Bench) -> None:
    """Says again and again that this worker lives."""
    while True:
        await asyncio.sleep(bench.lease_seconds / 4)
        now = datetime.now(UTC)
        await asyncio.to_thread(renew, bench.shop.ledger, bench.name, now, bench.lease_seconds)


async def end_when_outdated(bench: Bench, stop: asyncio.Event) -> None:
    """Ends this worker once another model is to serve; who keeps it running starts it with that one."""
    while not stop.is_set():
        try:
            if await asyncio.to_thread(bench.outdated):
                log.info("worker.outdated")
                stop.set()
        except Exception:
            log.exception("upkeep.failed")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), OUTDATED_SECONDS)


async def do_chores(bench: Bench) -> None:
    """Does now and then what is to be done beside the work; what fails is tried again."""
    while True:
        try:
            await asyncio.to_thread(bench.chores)
        except Exception:
            log.exception("chores.failed")
        await asyncio.sleep(CHORES_SECONDS)


def hand_back(bench: Bench) -> None:
    """Frees what was begun and not ended; it was nobody's fault, so it does not count as an attempt."""
    now = datetime.now(UTC)
    for job in bench.running.values():
        match job:
            case LeasedCase(case_key):
                postpone_case(bench.shop.ledger, case_key, until=now, counts=False)
            case LeasedUpload(upload_id):
                postpone_upload(bench.shop.ledger, upload_id, until=now, counts=False)


async def let_go(bench: Bench) -> None:
    """Ends the flows, so that Prefect sees them end; threads that still read end with the process."""
    for task in bench.running:
        task.cancel()
    if bench.running:
        await asyncio.wait(bench.running, timeout=FAREWELL_SECONDS)
