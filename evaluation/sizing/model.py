"""The running system as queues: uploads arrive by the hour of the day, workers read them, cases are screened.

Source: discrete-event simulation with SimPy 4.1 (Matloff 2008, "Introduction to Discrete-Event Simulation").
"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Any, Final

import simpy

HOUR: Final = 3600.0
DAY_SHAPE: Final = (1, 1, 0.5, 0.5, 0.5, 1, 2, 4, 6, 7, 7, 7, 6, 7, 7, 7, 7, 6, 6, 5, 5, 4, 3, 2)
"""How busy each hour is beside the others: people send papers by day and in the evening. An assumption."""


@dataclass(frozen=True, slots=True)
class Service:
    """Seconds of one core that a document takes, each as likely as it was measured."""

    seconds: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Of all."""
        return sum(self.seconds) / len(self.seconds)


@dataclass(frozen=True, slots=True)
class Load:
    """`per_day` documents, spread over the day by `shape`; `backlog` others wait when it begins."""

    per_day: int
    shape: Sequence[float] = DAY_SHAPE
    backlog: int = 0

    def rate(self, second: float) -> float:
        """Documents a second at a time of the day."""
        hour = int(second // HOUR) % len(self.shape)
        return self.per_day * self.shape[hour] / sum(self.shape) / (24 * HOUR / len(self.shape))


@dataclass(frozen=True, slots=True)
class Told:
    """What came of it. Waiting and answer in seconds, p50 and p95; `busy`: share of the workers' time."""

    workers: int
    documents: int
    waited: tuple[float, float]
    answered: tuple[float, float]
    busy: float
    backlog_gone: float | None


def simulate(load: Load, service: Service, workers: int, seed: int = 1, days: float = 1.0) -> Told:
    """Runs `days` of the load on so many workers; each reads one document at a time, the oldest first."""
    environment, dice = simpy.Environment(), Random(seed)
    pool = simpy.Resource(environment, capacity=workers)
    waited: list[float] = []
    answered: list[float] = []
    ends: list[float] = []

    def document(old: bool) -> Generator[Any, Any, None]:  # noqa: FBT001
        came = environment.now
        with pool.request() as turn:
            yield turn
            began = environment.now
            yield environment.timeout(dice.choice(service.seconds))
        if old:
            ends.append(environment.now)
        else:
            waited.append(began - came)
            answered.append(environment.now - came)

    def arrivals() -> Generator[Any, Any, None]:
        for at in arrival_times(load, dice, days * 24 * HOUR):
            yield environment.timeout(at - environment.now)
            environment.process(document(old=False))

    for _ in range(load.backlog):
        environment.process(document(old=True))
    environment.process(arrivals())
    environment.run()
    count = len(waited) + len(ends)
    busy = count * service.mean / (workers * environment.now) if environment.now else 0.0
    return Told(workers, count, spread(waited), spread(answered), busy, max(ends, default=None))


def arrival_times(load: Load, dice: Random, until: float) -> Iterator[float]:
    """A Poisson process whose rate follows the hours: the highest rate, thinned (Lewis 1979)."""
    highest = max(load.rate(HOUR * hour) for hour in range(24))
    if not highest:
        return
    for at in accumulate(iter(lambda: dice.expovariate(highest), None)):
        if at >= until:
            return
        if dice.random() < load.rate(at) / highest:
            yield at


def spread(values: list[float]) -> tuple[float, float]:
    """p50 and p95; zeros where there is nothing."""
    ordered = sorted(values) or [0.0]
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
