"""Every sample file read once, by the program itself and with the network taken away."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

NO_NETWORK = ["unshare", "--user", "--map-root-user", "--net"]


@pytest.fixture(scope="session")
def cases(root: Path) -> list[Path]:
    return sorted(path.parent for path in (root / "samples/cases").glob("*/profile.json"))


@pytest.fixture(scope="session")
def inspections(root: Path, program: Path) -> list[dict[str, Any]]:
    """`inspect --json --words` over all samples."""
    run = subprocess.run(
        [*NO_NETWORK, program, "inspect", "--json", "--words", "--jobs", "2", "samples/cases"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode in (0, 3), run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.fixture(scope="session")
def verdicts(root: Path, program: Path, cases: list[Path]) -> dict[str, dict[str, Any]]:
    """`screen --json` over all sample cases, by the name of their folder."""
    run = subprocess.run(
        [*NO_NETWORK, program, "screen", "--json", *cases],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    return dict(zip([case.name for case in cases], answers, strict=True))
