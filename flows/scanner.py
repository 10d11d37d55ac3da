"""Sees what arrives in the object store. Hints make it quick; sweeps make it sure."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog

from flows.keys import ProfileKey, UploadKey, parse_key
from flows.ledger.arrivals import (
    Arrival,
    ArrivedProfile,
    known_profiles,
    known_versions,
    record_profile,
    record_upload,
)
from flows.ledger.erasure import newest_erasure
from flows.ledger.store import Ledger
from flows.ports import Hints, ObjectGone, ObjectStore, StoreAway, StoredObject
from pipeline.errors import WrongUse
from pipeline.exchange import profile_from_json

LOOK_SECONDS = 0.5  # pause between listings where nobody gives hints …
LISTING_SHARE = 10  # … but never more than a tenth of the time is spent on listing
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched. `hints` None: the store is listed again and again."""

    ledger: Ledger
    store: ObjectStore
    bucket: str
    hints: Hints | None
    sweep_seconds: float


@dataclass(frozen=True, slots=True)
class Seen:
    """An object that the store told of. `asked`: the newest erasure before it was asked."""

    stored: StoredObject
    found_by: str
    asked: int


async def watch(work: Watch, stop: asyncio.Event, ready: Callable[[], None]) -> None:
    """Watches until told to stop; ready once everything that stood in the store was seen."""
    doubt = asyncio.Event()  # something may have been missed: sweep now
    tasks = [asyncio.create_task(sweep_again_and_again(work, doubt, ready))]
    if work.hints is not None:
        tasks.append(asyncio.create_task(follow(work, work.hints, doubt)))
    ended = asyncio.create_task(stop.wait())
    await asyncio.wait([*tasks, ended], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task.done():
            task.result()
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def follow(work: Watch, hints: Hints, doubt: asyncio.Event) -> None:
    """Takes each hinted object; where the source ends or the store is away, a sweep is asked for."""
    while True:
        async for key in hints.keys():
            try:
                await asyncio.to_thread(take_hint, work, key)
            except StoreAway:
                doubt.set()
        doubt.set()
        await asyncio.sleep(LOOK_SECONDS)


async def sweep_again_and_again(work: Watch, doubt: asyncio.Event, ready: Callable[[], None]) -> None:
    """Lists the whole store, at once and then after each pause; ready after the first time."""
    swept = False
    while True:
        doubt.clear()
        started = time.monotonic()
        try:
            await asyncio.to_thread(sweep, work)
        except StoreAway:
            pause = LOOK_SECONDS
        else:
            pause = pause_after(time.monotonic() - started, work)
            if not swept:
                ready()
            swept = True
        try:
            await asyncio.wait_for(doubt.wait(), pause)
            await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            continue


def pause_after(seconds: float, work: Watch) -> float:
    """The pause after a listing that took so long."""
    if work.hints is not None:
        return work.sweep_seconds
    return min(max(LOOK_SECONDS, LISTING_SHARE * seconds), work.sweep_seconds)


def sweep(work: Watch) -> int:
    """Lists everything and keeps what is new; returns how much that was."""
    asked = newest_erasure(work.ledger)
    uploads, profiles = known_versions(work.ledger, work.bucket), known_profiles(work.ledger)
    found = 0
    for stored in work.store.list():
        match parse_key(stored.key):
            case UploadKey() as key if uploads.get(stored.key) != stored.version:
                found += keep_upload(work, key, Seen(stored, "sweep", asked))
            case ProfileKey(municipality, case_id) as key:
                if profiles.get((municipality, case_id)) != stored.version:
                    found += keep_profile(work, key, Seen(stored, "sweep", asked))
    if found:
        log.info("sweep.found", count=found)
    return found


def take_hint(work: Watch, name: str) -> None:
    """Keeps what a hint names, if it is there and new."""
    key = parse_key(name)
    if key is None:
        return
    asked = newest_erasure(work.ledger)
    try:
        seen = Seen(work.store.look(name), "hint", asked)
    except ObjectGone:
        return
    if isinstance(key, UploadKey):
        keep_upload(work, key, seen)
    else:
        keep_profile(work, key, seen)


def keep_upload(work: Watch, key: UploadKey, seen: Seen) -> bool:
    """Writes an upload into the ledger; False when it stood there."""
    stored = seen.stored
    arrival = Arrival(
        municipality=key.municipality,
        case_id=key.case_id,
        bucket=work.bucket,
        key=stored.key,
        version=stored.version,
        name=key.name,
        bytes=stored.bytes,
        arrived_at=stored.stored_at,
        found_by=seen.found_by,
        asked=seen.asked,
    )
    new = record_upload(work.ledger, arrival, datetime.now(UTC))
    if new:
        log.info("upload.seen", found_by=seen.found_by)
    return new


def keep_profile(work: Watch, key: ProfileKey, seen: Seen) -> bool:
    """Reads a profile and writes it into the ledger, with what is wrong with it."""
    try:
        raw = work.store.read(seen.stored.key)
    except ObjectGone:
        return False
    code, text = problem_of(raw, key)
    arrived = ArrivedProfile(
        municipality=key.municipality,
        case_id=key.case_id,
        version=seen.stored.version,
        text=raw.decode(errors="replace"),
        problem=code,
        problem_text=text,
        asked=seen.asked,
    )
    new = record_profile(work.ledger, arrived, datetime.now(UTC))
    if new and code:
        log.warning("profile.refused", code=code)
    return new


def problem_of(raw: bytes, key: ProfileKey) -> tuple[str | None, str | None]:
    """Why a case cannot be screened by this profile: a code and a text, or nothing."""
    try:
        profile = profile_from_json(raw)
    except WrongUse as error:
        return error.code, str(error)
    if (profile.municipality, profile.case_id) != (key.municipality, key.case_id):
        return "profile_invalid", "Its municipality or case_id are not those of the place where it stands."
    return None, None
