"""Killed in the middle, started again: one verdict, nothing left behind, nothing lost."""

import os
import signal
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from commands.portal import await_verdict, put_case
from tests.journeys.test_running_system import LEASE, case_folder
from tests.papers import scanned_page
from tests.running import Running, run
from tests.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]  # two starts, beside the tests' own system
SECONDS = 120


def belonging(home: Path) -> list[psutil.Process]:
    """Every process that was started with this home."""
    marked = f"SAGSKLAR_HOME={home}".encode()
    found = []
    for process in psutil.process_iter():
        try:
            if marked in Path(f"/proc/{process.pid}/environ").read_bytes().split(b"\0"):
                found.append(process)
        except OSError:
            continue
    return [one for one in found if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]


def is_reading(system: Running) -> bool:
    backlog: dict[str, Any] = system.system.ask(f"{system.system.review}/v1/backlog") or {}
    return bool(backlog["uploads"]["running"])


def test_given_a_kill_in_the_middle_then_one_verdict_comes_and_the_end_leaves_nothing(tmp_path: Path):
    home = tmp_path / "home"
    folder = case_folder(tmp_path, lease=scanned_page(*LEASE))
    with run(home, stage_tasks="1") as system:
        case = put_case(system.system, folder)
        until(lambda: is_reading(system), seconds=SECONDS)
        system.kill()
        until(lambda: belonging(home) == [], seconds=10)

    with run(home, stage_tasks="1") as system:
        await_verdict(system.system, case, SECONDS)
        time.sleep(1)  # time for a second event that must not come
        found = system.system.ask(f"{system.system.inbox}/cases/{case.case_id}")
        assert found is not None
        assert [event["repeat"] for event in found["events"]] == [False]

        os.kill(system.process.pid, signal.SIGTERM)
        assert system.process.wait(10) == 0
        until(lambda: belonging(home) == [], seconds=1)
        assert not (home / "run" / "services.json").exists()
        assert [file for file in (home / "cache" / "tmp").rglob("*") if file.is_file()] == []
