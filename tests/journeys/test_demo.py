"""`make demo`: the first thing that anyone runs."""

import subprocess
from pathlib import Path

import pytest


@pytest.mark.journey
@pytest.mark.timeout(700)  # a slow machine takes minutes to start a second system beside the tests'
def test_given_a_machine_set_up_when_the_demo_runs_then_every_case_is_as_expected(root: Path):
    run = subprocess.run(["make", "demo"], cwd=root, capture_output=True, text=True, check=False, timeout=650)
    assert run.returncode == 0, run.stderr
    rows = [line for line in run.stdout.splitlines() if line.split()[:1] and line.split()[0][:2].isdigit()]
    assert len(rows) >= 8
    assert all(row.split()[-1] == "yes" for row in rows)
    letter = next(line for line in run.stdout.splitlines() if line.startswith("one letter:")).split(":", 1)[1]
    assert (root / letter.strip()).read_text()
