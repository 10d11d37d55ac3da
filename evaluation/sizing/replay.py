"""A measured run, and the same foretold by the model from half of its reading times."""

from collections.abc import Generator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, Final

import simpy

from evaluation.benchmarks.system_load import Subject
from evaluation.sizing.model import spread
from flows.ledger.timings import ways

PAGE: Final = 200
Read = tuple[float, float, float]
"""Seconds at which an upload was seen, began to be read, and was read."""


def measured(home: Path, prefix: str) -> list[Read]:
    """All uploads of a run that have been read, in the order of being seen."""
    subject = Subject(home)
    begun, ledger = beginnings(subject), subject.ledger
    found = [one for one in ways(ledger, prefix) if one.read and one.upload_id in begun]
    ledger.close()
    moments = [(one.seen, begun[one.upload_id], one.read) for one in found if one.read]
    if not moments:
        return []
    zero = min(seen for seen, _, _ in moments)
    return [
        ((seen - zero).total_seconds(), (began - zero).total_seconds(), (end - zero).total_seconds())
        for seen, began, end in moments
    ]


def beginnings(subject: Subject) -> Mapping[str, datetime]:
    """Upload → when its reading began, as Prefect knows it; the last attempt counts."""
    told: dict[str, datetime] = {}
    with subject.system.client("prefect") as prefect:
        offset = 0
        while page := runs(prefect.post("/api/flow_runs/filter", json=asked(offset)).json()):
            told |= page
            offset += PAGE
    return told


def asked(offset: int) -> dict[str, Any]:
    """A page of the runs that read uploads."""
    return {
        "sort": "START_TIME_ASC",
        "limit": PAGE,
        "offset": offset,
        "flows": {"name": {"any_": ["screen-upload"]}},
    }


def runs(page: Sequence[Mapping[str, Any]]) -> dict[str, datetime]:
    """Upload → when its run began."""
    return {
        one["parameters"]["upload_id"]: datetime.fromisoformat(one["start_time"])
        for one in page
        if one["start_time"]
    }


def foretold(reads: Sequence[Read], workers: int, seed: int = 1) -> tuple[float, float]:
    """p50 and p95 of seconds from being seen to being read, by the model."""
    environment, dice = simpy.Environment(), Random(seed)
    half = dice.sample(reads, -(-len(reads) // 2))  # every second would be the same paper of each case
    seconds = [end - began for _, began, end in half]
    pool, answered = simpy.Resource(environment, capacity=workers), list[float]()

    def upload(seen: float) -> Generator[Any, Any, None]:
        yield environment.timeout(seen)
        with pool.request() as turn:
            yield turn
            yield environment.timeout(dice.choice(seconds))
        answered.append(environment.now - seen)

    for seen, _, _ in reads:
        environment.process(upload(seen))
    environment.run()
    return spread(answered)
