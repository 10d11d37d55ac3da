"""One round: cases are uploaded while something goes wrong; in the end each has its one current verdict."""

import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import httpx

from evaluation.faults.inflicting import Bench, inflict
from evaluation.faults.plan import Fault, fault_of
from evaluation.papers import digital_page
from evaluation.running_system import await_that, put_case, running
from pipeline.errors import SagsklarError

SETTLE_SECONDS: Final = 240
PAUSE_SECONDS: Final = 1.0
FRESH: Final = 4
REPEATED_AFTER_NEWER: Final = ("swaps",)  # moods in which the network itself does so
AWAY: Final = (OSError, httpx.HTTPError, SagsklarError, TimeoutError, StopIteration)
Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Round:
    """How a round went. `problems`: what should not have been; none when all is well."""

    number: int
    fault: Fault
    cases: int
    events: int
    repeats: int
    seconds: float
    problems: tuple[str, ...]


def play(bench: Bench, seed: int, number: int, count: int) -> Round:
    """Uploads `count` cases while the fault of this round happens, waits for rest, looks at all of them."""
    fault, began = fault_of(seed, number), time.monotonic()
    beside = threading.Thread(target=inflict, args=(bench, fault))
    beside.start()
    cases = {f"F{seed}-{number:04}-{one:02}": files_of(seed, number, one) for one in range(count)}
    for case_id, files in cases.items():
        upload(bench, case_id, files)
    beside.join()
    try:
        found = await_that(lambda: settled(bench, cases), SETTLE_SECONDS, PAUSE_SECONDS)
    except TimeoutError:
        found = at_inbox(bench, cases)
    late_repeats = fault.victim in REPEATED_AFTER_NEWER
    problems = [
        f"{case_id}: {problem}"
        for case_id, files in cases.items()
        for problem in wrong_with(bench, found.get(case_id), files, late_repeats=late_repeats)
    ]
    events = [event for one in found.values() if one for event in one["events"]]
    repeats = sum(event["repeat"] for event in events)
    seconds = round(time.monotonic() - began, 1)
    return Round(number, fault, count, len(events) - repeats, repeats, seconds, tuple(problems))


def files_of(seed: int, number: int, one: int) -> Files:
    """Every fourth case has two papers that stand nowhere else; others have one that was read before."""
    if one % FRESH:
        return {"0.pdf": paper(f"{seed} {one}")}
    return {f"{part}.pdf": paper(f"{seed} {number} {one} {part}") for part in range(2)}


def paper(number: str) -> bytes:
    """A page of an agreement."""
    return digital_page(f"LEJEKONTRAKT {number}", "Lejer: Quirina Vindelev", "Bolig: Novembergade 12B")


def upload(bench: Bench, case_id: str, files: Files) -> None:
    """As a portal does it: again and again until the store has taken it."""

    def try_it() -> bool:
        try:
            put_case(running(bench.home), case_id, files)
        except AWAY:
            return False
        return True

    await_that(try_it, SETTLE_SECONDS, PAUSE_SECONDS)


def settled(bench: Bench, cases: Mapping[str, Files]) -> dict[str, Any] | None:
    """The cases as the case system has them once nothing waits any more, else None."""
    try:
        with running(bench.home).portal as portal:
            backlog = portal.get("/v1/backlog").raise_for_status().json()
            if any(backlog["uploads"].values()) or backlog["outbox"]["waiting"]:
                return None
            known = [portal.get(f"/v1/cases/{case_id}") for case_id in cases]
        if not all(one.is_success and one.json()["settled"] for one in known):
            return None
        found = at_inbox(bench, cases)
    except AWAY:
        return None
    return found if all(sees_all(found[case_id], files) for case_id, files in cases.items()) else None


def at_inbox(bench: Bench, cases: Mapping[str, Files]) -> dict[str, Any]:
    """What the case system has of each case; None for one that it does not know."""
    with running(bench.home).client("inbox") as inbox:
        answers = {case_id: inbox.get(f"/cases/{case_id}") for case_id in cases}
    return {case_id: one.json() if one.is_success else None for case_id, one in answers.items()}


def sees_all(found: Mapping[str, Any] | None, files: Files) -> bool:
    """Whether the current verdict was given on exactly these files."""
    wanted = {(name, hashlib.sha256(content).hexdigest()) for name, content in files.items()}
    if found is None or found["current"] is None:
        return False
    return {(one["file"], one["sha256"]) for one in found["current"]["verdict"]["inputs"]} == wanted


def wrong_with(
    bench: Bench, found: Mapping[str, Any] | None, files: Files, *, late_repeats: bool
) -> Iterator[str]:
    """What is not as promised: lost, told twice, out of order."""
    if found is None or not sees_all(found, files):
        yield "no verdict on all of its files"
        return
    told = [json.loads(event["body"]) for event in found["events"]]
    first = [one for one, event in zip(told, found["events"], strict=True) if not event["repeat"]]
    sequences = [one["data"]["sequence"] for one in first]
    if sequences != sorted(set(sequences)):
        yield f"sequences came as {sequences}"
    if found["current"]["sequence"] != max(sequences):
        yield "the current verdict is not the newest"
    if len(first) > len(files):
        yield f"{len(first)} events for {len(files)} files"
    if len(first) > 1 and not all_differ(bench, first):
        yield "two events for one state of the case"
    order = [one["data"]["sequence"] for one in told]
    if not late_repeats and order != sorted(order):
        yield f"repeated after a newer one: {order}"


def all_differ(bench: Bench, events: list[Mapping[str, Any]]) -> bool:
    """Whether each event tells of a verdict on other inputs than the one before."""
    with running(bench.home).portal as portal:
        inputs = [portal.get(f"/v1/screenings/{one['id']}").json()["inputs"] for one in events]
    return all(earlier != later for earlier, later in pairwise(inputs))
