"""A browser before the whole running system."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from commands.portal import NotRunning, RunningSystem, running_system

QUIET = ("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-quic", *QUIET)
START_SECONDS, STOP_SECONDS = 120, 20


@dataclass(frozen=True, slots=True)
class Running:
    """The system, and the account that it printed once."""

    system: RunningSystem
    account: str
    password: str


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("running")
    said = home.with_name("said.txt")
    program = [sys.executable, "-m", "commands.program", "--home", str(home), "up"]
    environment = {**os.environ, "SAGSKLAR_QUIET_SECONDS": "0"}
    with said.open("wb") as output:
        process = subprocess.Popen(program, env=environment, stdout=output, start_new_session=True)
    try:
        system = started(home, process)
        account, password = re.search(r"account: (\S+) +password: (\S+)", said.read_text()).groups()
        yield Running(system, account, password)
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def started(home: Path, process: subprocess.Popen[bytes]) -> RunningSystem:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return running_system(home)
        except NotRunning:
            time.sleep(0.2)
    raise AssertionError("the system did not start")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*SWITCHES])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, running: Running) -> Iterator[Page]:
    """An English-speaking browser at the review address; it complains of anything the browser refused."""
    context = chromium.new_context(
        base_url=running.system.review, locale="en-GB", viewport={"width": 1280, "height": 900}
    )
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
