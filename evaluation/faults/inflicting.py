"""Doing to a running system what a plan says."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import psutil

from evaluation.faults.case_system import Unreliable
from evaluation.faults.plan import Fault
from evaluation.running_system import pid_of, running

ABSENT: Final = -1


@dataclass(frozen=True, slots=True)
class Bench:
    """`again`: starts the system of the home anew after all of it was killed."""

    home: Path
    unreliable: Unreliable
    again: Callable[[], None]


def inflict(bench: Bench, fault: Fault) -> None:
    """Waits for its moment, does it, and undoes what does not heal by itself."""
    if fault.kind == "case_system":
        bench.unreliable.mood = fault.victim
    time.sleep(fault.after)
    INFLICT[fault.kind](bench, fault)


def kill(bench: Bench, fault: Fault) -> None:
    """A service, without a word."""
    signal_to(pid(bench.home, fault.victim), signal.SIGKILL)


def kill_helper(bench: Bench, fault: Fault) -> None:
    """Something that a service started, or the service itself where it has no helper just now."""
    own = pid(bench.home, fault.victim)
    with suppress(psutil.NoSuchProcess):
        helpers = psutil.Process(own).children(recursive=True)
        own = Random(f"{fault}").choice(helpers).pid if helpers else own
    signal_to(own, signal.SIGKILL)


def kill_all(bench: Bench, fault: Fault) -> None:  # noqa: ARG001 - all kinds are called alike
    """`up` itself; the kernel ends the services with it. It is started again at once."""
    signal_to(pid_of(bench.home) or ABSENT, signal.SIGKILL)
    bench.again()


def freeze(bench: Bench, fault: Fault) -> None:
    """A service that neither answers nor dies for a while."""
    own = pid(bench.home, fault.victim)
    signal_to(own, signal.SIGSTOP)
    time.sleep(fault.lasts)
    signal_to(own, signal.SIGCONT)


def lock_ledger(bench: Bench, fault: Fault) -> None:
    """Nobody can write to the database for a while."""
    with closing(sqlite3.connect(bench.home / "ledger" / "ledger.sqlite", timeout=30)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        time.sleep(fault.lasts)
        connection.rollback()


def recover_case_system(bench: Bench, fault: Fault) -> None:
    """The case system was in its mood from the beginning; at some time it is well again."""
    time.sleep(2 * fault.lasts)
    bench.unreliable.recover()


def pid(home: Path, service: str) -> int:
    """The process of a service as it is now."""
    return int(running(home).service(service)["pid"])


def signal_to(process: int, number: signal.Signals) -> None:
    """Nothing happens to who has ended already."""
    if process > 1:
        with suppress(ProcessLookupError):
            os.kill(process, number)


INFLICT: Final[dict[str, Callable[[Bench, Fault], None]]] = {
    "kill": kill,
    "kill_helper": kill_helper,
    "kill_all": kill_all,
    "freeze": freeze,
    "lock_ledger": lock_ledger,
    "case_system": recover_case_system,
}
