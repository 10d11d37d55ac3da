"""Sweeps find everything; hints only make it sooner."""

import asyncio
import json
from collections.abc import Callable

from flows.ledger.arrivals import known_profiles, known_versions
from flows.ledger.desk import find_cases, view_case
from flows.ledger.store import Ledger
from flows.scanner import Watch, sweep, take_hint, watch
from tests.flows.cases_at_hand import PROFILE
from tests.flows.stores_at_hand import MemoryStore, TimelyHints
from tests.waiting import until

UPLOAD = "0101/KBH-1/uploads/a.pdf"


def watching(ledger: Ledger, store: MemoryStore, hints: TimelyHints | None = None) -> Watch:
    return Watch(ledger, store, "uploads", hints, sweep_seconds=60)


def filled() -> MemoryStore:
    store = MemoryStore()
    store.put("0101/KBH-1/profile.json", json.dumps(PROFILE).encode())
    store.put(UPLOAD, b"content")
    return store


def test_given_objects_when_swept_twice_then_each_is_found_once(ledger: Ledger):
    work = watching(ledger, filled())
    assert (sweep(work), sweep(work)) == (2, 0)
    assert list(known_versions(ledger, "uploads")) == [UPLOAD]


def test_given_a_hint_then_the_sweep_finds_nothing_new(ledger: Ledger):
    work = watching(ledger, filled())
    take_hint(work, "0101/KBH-1/profile.json")
    take_hint(work, UPLOAD)
    take_hint(work, UPLOAD)
    assert sweep(work) == 0


def test_given_a_hint_of_nothing_then_nothing_happens(ledger: Ledger):
    work = watching(ledger, MemoryStore())
    take_hint(work, UPLOAD)
    take_hint(work, "somewhere/else")
    assert find_cases(ledger, "KBH-1") == ()


def test_given_a_profile_of_another_case_then_it_is_refused_and_kept(ledger: Ledger):
    store = MemoryStore()
    store.put("0101/KBH-2/profile.json", json.dumps(PROFILE).encode())
    sweep(watching(ledger, store))
    view = view_case(ledger, find_cases(ledger, "KBH-2")[0])
    assert view is not None
    assert view.problem == "profile_invalid"
    assert view.profile == PROFILE


def test_given_a_profile_that_is_no_json_then_it_is_refused_once(ledger: Ledger):
    store = MemoryStore()
    store.put("0101/KBH-1/profile.json", b"\xff not json")
    work = watching(ledger, store)
    assert (sweep(work), sweep(work)) == (1, 0)
    assert len(known_profiles(ledger)) == 1


def test_given_a_running_watch_then_hints_are_followed_and_the_end_is_obeyed(ledger: Ledger):
    store, hints = MemoryStore(), TimelyHints()
    asyncio.run(watched(ledger, store, hints, lambda: bool(known_versions(ledger, "uploads"))))
    assert list(known_versions(ledger, "uploads")) == [UPLOAD]


async def watched(ledger: Ledger, store: MemoryStore, hints: TimelyHints, seen: Callable[[], bool]) -> None:
    stop, ready = asyncio.Event(), asyncio.Event()
    running = asyncio.create_task(watch(watching(ledger, store, hints), stop, ready.set))
    await ready.wait()
    store.put(UPLOAD, b"content")
    hints.given.put_nowait(UPLOAD)
    await asyncio.to_thread(until, seen, seconds=20)
    stop.set()
    await running


def test_given_no_hints_and_a_store_that_is_away_then_it_is_listed_when_it_is_back(ledger: Ledger):
    store = filled()
    store.away = True

    async def run() -> None:
        stop, ready = asyncio.Event(), asyncio.Event()
        running = asyncio.create_task(watch(watching(ledger, store), stop, ready.set))
        await asyncio.sleep(0.1)
        assert not ready.is_set()
        store.away = False
        async with asyncio.timeout(10):
            await ready.wait()
        stop.set()
        await running

    asyncio.run(run())
    assert list(known_versions(ledger, "uploads")) == [UPLOAD]
