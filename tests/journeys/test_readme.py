"""Every command that the README shows does what it says."""

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN_ELSEWHERE = {
    "make test": "it is what runs this",
    "make demo": "tests/journeys/test_demo.py",
}

NEEDING_A_SYSTEM = {"submit", "link", "deliveries", "account", "export", "erase", "purge", "audit", "backup"}


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


NOT_ELSEWHERE = [line for line in commands() if line not in RUN_ELSEWHERE]


def test_given_the_readme_then_it_shows_both_commands():
    assert set(RUN_ELSEWHERE) <= set(commands())


@pytest.mark.journey
@pytest.mark.parametrize("line", NOT_ELSEWHERE)
def test_given_a_line_of_the_readme_then_it_works(line: str, shown: Callable[[str], list[str]]):
    run = subprocess.run(shown(line), cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    assert run.returncode == 0, run.stderr
    assert run.stdout or "--out" in line


def test_given_the_map_then_every_place_it_names_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / "README.md").read_text())
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.fixture
def shown(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], list[str]]:
    """The line as words: its results go to a temporary folder, what needs a system to that of the tests."""

    def words(line: str) -> list[str]:
        parts = [part.replace("out/", f"{tmp_path}/out/") for part in shlex.split(line)]
        if {*parts} & NEEDING_A_SYSTEM:
            parts[1:1] = ["--home", str(request.getfixturevalue("running").home)]
        return parts

    return words
