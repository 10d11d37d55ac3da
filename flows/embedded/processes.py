"""Starting and ending processes so that none outlives `sagsklar up`, however it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from flows.embedded.services import Service

# The kernel's promise, which holds for SIGKILL too; the shell sees a parent that died before it was given.
DIE_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL", "sh", "-c", '[ "$PPID" = "$0" ] && exec "$@"')
LOOK_SECONDS = 0.05


def start(service: Service, logs: Path) -> subprocess.Popen[bytes]:
    """Starts a service in a group of its own; must be called from the main thread, whose end ends it."""
    with (logs / f"{service.name}.log").open("ab") as log:
        return subprocess.Popen(
            [*DIE_WITH_PARENT, str(os.getpid()), *service.command],
            env=service.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def end_all(processes: Iterable[subprocess.Popen[bytes]], seconds: float) -> None:
    """Asks all to end, waits for so long, then ends what is left with all that descends from it."""
    running = [process for process in processes if process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(process.poll() is None for process in running):
        time.sleep(LOOK_SECONDS)
    for process in running:
        end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends what is left of a service: its process and its helpers."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end_orphans(recorded: Iterable[tuple[int, float]]) -> None:
    """Ends processes of an earlier `up` that still run. Each: pid and when it began, for pids come again."""
    found = [process for pid, began in recorded if (process := same_process(pid, began)) is not None]
    family = [one for process in found for one in (process, *descendants(process))]
    for one in family:
        with suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(family, timeout=5)


def same_process(pid: int, began: float) -> psutil.Process | None:
    """The process of that pid, if it is the one that began then."""
    try:
        process = psutil.Process(pid)
        return process if abs(process.create_time() - began) < 1 else None
    except psutil.NoSuchProcess:
        return None


def descendants(process: psutil.Process) -> list[psutil.Process]:
    """Everything that a process started, and what those started."""
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def began(pid: int) -> float:
    """When a process began, in seconds; 0 when it is gone already."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return 0.0
