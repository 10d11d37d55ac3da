"""What benchmarks of a running system have in common: which one, how busy, when it is at rest."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from evaluation.benchmarks.processes import cpu_seconds
from evaluation.running_system import System, await_that, pid_of, running
from flows.ledger.store import Ledger, open_ledger
from flows.settings import Settings

REST_SECONDS: Final = 7200
PAUSE_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Subject:
    """A system on embedded defaults."""

    home: Path

    @property
    def system(self) -> System:
        """As it stands now."""
        return running(self.home)

    @property
    def ledger(self) -> Ledger:
        """Its ledger, to be read only."""
        return open_ledger(Settings(home=self.home).ledger_url)

    @property
    def process(self) -> psutil.Process:
        """What `up` started, with all that descends from it."""
        return psutil.Process(pid_of(self.home) or os.getpid())

    def processor(self) -> float:
        """CPU seconds of the whole system so far."""
        return cpu_seconds(self.process)

    def await_rest(self) -> None:
        """Returns once nothing waits any more."""
        await_that(self.at_rest, REST_SECONDS, PAUSE_SECONDS)

    def at_rest(self) -> bool:
        """Whether all was read, judged and received."""
        with self.system.portal as portal:
            found = portal.get("/v1/backlog").raise_for_status().json()
        return not (any(found["uploads"].values()) or found["outbox"]["waiting"])


def load_told() -> str:
    """How busy the machine is, for figures by the clock."""
    return f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.0f}"
