"""The whole system as a subprocess, as anybody starts it; one a session, more where tests kill it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from commands.portal import NotRunning, RunningSystem, running_system
from tests.collector import Collector, collecting

START_SECONDS, STOP_SECONDS = 240, 20
PROGRAM = (sys.executable, "-m", "commands.program")


@dataclass(frozen=True, slots=True)
class Running:
    """A running system; `said` is what it printed. The account's password is printed once a home."""

    process: subprocess.Popen[bytes]
    home: Path
    system: RunningSystem
    said: str

    @property
    def account(self) -> str:
        return self.printed(r"account: (\S+)")

    @property
    def password(self) -> str:
        return self.printed(r"password: (\S+)")

    def printed(self, pattern: str) -> str:
        found = re.search(pattern, self.said)
        assert found is not None
        return found.group(1)

    @property
    def record(self) -> dict[str, Any]:
        """services.json as it stands now."""
        found: dict[str, Any] = json.loads((self.home / "run" / "services.json").read_text())
        return found

    def pid(self, service: str) -> int:
        return next(one["pid"] for one in self.record["services"] if one["name"] == service)

    def kill(self) -> None:
        """As the kernel would: no word of goodbye."""
        self.process.kill()
        self.process.wait()


@contextmanager
def run(home: Path, **settings: str) -> Iterator[Running]:
    """A system on a home, ended at the end of the block unless it has ended before."""
    home.mkdir(parents=True, exist_ok=True)
    said = home.with_name(f"{home.name}-said-{time.monotonic_ns()}.txt")
    given = {"quiet_seconds": "0", "count_from": "received", **settings}
    names = {f"SAGSKLAR_{name.upper()}": value for name, value in given.items()}
    with said.open("wb") as output:
        process = subprocess.Popen(
            [*PROGRAM, "--home", str(home), "up"],
            env={**os.environ, **names},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield Running(process, home, started(home, process, said), said.read_text())
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


def started(home: Path, process: subprocess.Popen[bytes], said: Path) -> RunningSystem:
    """Waits until all is ready."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if json.loads((home / "run" / "services.json").read_text())["pid"] == process.pid:
                return running_system(home)
        except (OSError, ValueError, NotRunning):
            time.sleep(0.2)
    logs = [f"{log.name}: {log.read_text()[-1500:]}" for log in sorted((home / "logs").glob("*.log"))]
    raise AssertionError("\n".join(["the system did not start", said.read_text(), *logs]))


@pytest.fixture(scope="session")
def collector() -> Iterator[Collector]:
    """What the session's system sends its spans to."""
    with collecting() as collector:
        yield collector


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, collector: Collector) -> Iterator[Running]:
    """One system for the session, without quiet time, counting from the samples' own days."""
    with run(tmp_path_factory.mktemp("running") / "home", traces_url=collector.url) as system:
        yield system
