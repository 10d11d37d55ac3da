"""The contracts of pyproject.toml hold, and each one bites."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("commands", "evaluation", "review", "flows", "models", "samples", "pipeline")
LINTER = Path(sys.executable).with_name("lint-imports")

FORBIDDEN = {
    "Rooms import only from those after them": {"pipeline/records.py": "import flows"},
    "Stages are blind to each other": {"pipeline/reading/__init__.py": "import pipeline.matching"},
    "The pipeline knows no network": {"pipeline/intake/__init__.py": "import httpx"},
    "The synthetic world knows only": {"samples/__init__.py": "import pipeline.reading"},
    "Adapters are built only in the wiring": {"flows/ports.py": "import flows.adapters"},
    "No import rings among siblings": {
        "pipeline/records.py": "import pipeline.vocabulary",
        "pipeline/vocabulary.py": "import pipeline.records",
    },
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The Python of every room, without data."""
    for room in ROOMS:
        for source in (ROOT / room).rglob("*.py"):
            copy = tmp_path / source.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_given_the_repository_then_every_contract_is_kept():
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize("contract", FORBIDDEN)
def test_given_a_forbidden_import_then_its_contract_breaks(contract: str, tree: Path):
    for file, line in FORBIDDEN[contract].items():
        (tree / file).write_text(f"{line}\n{(tree / file).read_text()}")
    answer = lint(tree)
    assert answer.returncode == 1
    assert any(contract in row and "BROKEN" in row for row in answer.stdout.splitlines()), answer.stdout


def test_given_a_module_without_a_place_then_the_stages_contract_breaks(tree: Path):
    (tree / "pipeline/helpers.py").write_text('"""Planted."""\n')
    answer = lint(tree)
    assert answer.returncode == 1
    assert "pipeline.helpers" in answer.stdout
