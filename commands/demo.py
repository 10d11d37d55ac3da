"""`sagsklar demo`: the whole system on the sample cases, once, from start to stop."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.errors import SagsklarError

if TYPE_CHECKING:
    from commands.portal import Arrived, RunningSystem
    from commands.program import Invocation

SAMPLES = Path(__file__).parents[1] / "samples" / "cases"
START_SECONDS, VERDICT_SECONDS, STOP_SECONDS, LOOK_SECONDS = 180, 240, 15, 0.1
SETTINGS = {
    "SAGSKLAR_QUIET_SECONDS": "1",  # nobody else is uploading
    "SAGSKLAR_COUNT_FROM": "received",  # the samples are as old as they are
}
EIGHT = 8  # enough for each common gap, and under a minute on two cores
COLUMNS = ("case", "language", "outcome", "completeness", "what is missing", "seconds", "as expected")


class DemoFailed(SagsklarError):
    code = "demo_failed"
    message = "The demonstration stopped: {what}."
    remedy = "Look into {logs}; `sagsklar doctor` says what is missing."


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    folder: Path
    language: str
    arrived: "Arrived"

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is what the sample says it must be."""
        expected = json.loads((self.folder / "expected.json").read_text())
        verdict = self.arrived.verdict
        same = all(verdict[key] == expected[key] for key in ("outcome", "completeness"))
        return same and asked_for(verdict) == asked_for(expected)

    @property
    def cells(self) -> tuple[str, ...]:
        """What the table shows of it."""
        verdict = self.arrived.verdict
        missing = "\n".join(f"{requirement}: {code}" for requirement, _, code in sorted(asked_for(verdict)))
        shown = f"{verdict['completeness']:.2f}", missing or "-", f"{self.arrived.seconds:.1f}"
        return (
            self.folder.name,
            self.language,
            verdict["outcome"],
            *shown,
            "yes" if self.as_expected else "NO",
        )


@click.command(name="demo")
@click.option("--all", "every", is_flag=True, help="Every sample case, not only the eight with fewest files.")
@click.pass_obj
def command(invocation: "Invocation", every: bool) -> None:
    """Run the whole system on the sample cases, once."""
    home = invocation.home or Path(".sagsklar") / "demo"
    folders = sample_cases()[: None if every else EIGHT]
    with running(home) as system:
        rows = sorted(verdicts(system, folders), key=lambda row: row.folder)
        show(rows)
        click.echo(f"one letter:  {letter(rows[0], home)}")
        click.echo(f"review page: {system.review} (while the system runs: make up)")
        say("stopping")
    if not all(row.as_expected for row in rows):
        raise DemoFailed(what="a verdict is not what its sample expects", logs=str(home / "logs"))


def sample_cases() -> list[Path]:
    """The folders of the sample cases, those with few files first: they are read soonest."""
    from commands.case_folder import uploads_of

    folders = sorted(path.parent for path in SAMPLES.glob("*/profile.json"))
    return sorted(folders, key=lambda folder: len(uploads_of(folder)))


def verdicts(system: "RunningSystem", folders: list[Path]) -> Iterator[Row]:
    """Uploads all cases, then gives each row as its verdict arrives."""
    from commands.portal import arrivals, put_case

    submitted = {put_case(system, folder): folder for folder in folders}
    say(f"{len(folders)} cases with {sum(len(case.files) for case in submitted)} files uploaded")
    for case, arrived in arrivals(system, list(submitted), VERDICT_SECONDS):
        folder = submitted[case]
        say(f"verdict on {folder.name} after {arrived.seconds:.1f} s")
        language = json.loads((folder / "profile.json").read_text())["language"]
        yield Row(folder, language, arrived)


def asked_for(verdict: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Requirement, subject and code of each missing item."""
    return {(one["requirement"], one["subject"], one["code"]) for one in verdict["missing_items"]}


def show(rows: list[Row]) -> None:
    """The table."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(*COLUMNS, box=box.SIMPLE_HEAD)
    for row in rows:
        table.add_row(*row.cells)
    Console(width=None if sys.stdout.isatty() else 120).print(table)


def letter(row: Row, home: Path) -> Path:
    """Writes the letter of a case to the home; where it lies."""
    path = home / f"letter-{row.folder.name}.txt"
    texts = row.arrived.verdict["letter"]
    path.write_text(texts.get(row.language, texts["en"]), encoding="utf-8")
    return path


def say(what: str) -> None:
    """Progress, on standard error."""
    click.echo(f"demo: {what}", err=True)


@contextmanager
def running(home: Path) -> Iterator["RunningSystem"]:
    """A system on a fresh home, ended in any case."""
    shutil.rmtree(home, ignore_errors=True)
    environment = {**os.environ, **SETTINGS}
    say("starting the system")
    program = [sys.executable, "-m", "commands.program", "--home", str(home), "up"]
    process = subprocess.Popen(program, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield ready(home, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)


def ready(home: Path, process: subprocess.Popen[bytes]) -> "RunningSystem":
    """Waits until all is ready. Raises DemoFailed."""
    from commands.portal import NotRunning, running_system

    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            return running_system(home)
        except NotRunning:
            time.sleep(LOOK_SECONDS)
    raise DemoFailed(what="the system did not start", logs=str(home / "logs"))
