"""The tutorial for a new label, followed in a clone: its blocks are put where it says, its commands run."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial-new-label.md"
LABEL = "insurance_policy"
BLOCK = re.compile(r"```\w+ (append|new)=(\S+)(?: after=\S+)?\n(.*?)```", re.DOTALL)
SMALL = ("--count", "1", "--composed", "1500", "--captured", "0")
"""The machine's half hour, in a minute: enough to know the label, not enough to pass the gates."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as git knows it, with the tutorial's first two steps done."""
    clone = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.split("\0")  # fmt: skip
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, clone / name)
    for how, where, text in BLOCK.findall(TUTORIAL.read_text()):
        for name in where.split(","):
            file = clone / name
            file.write_text(text if how == "new" else placed(file.read_text(), text))
    for name in ("inspect", "verdict"):
        file = clone / "docs" / "schemas" / f"{name}.json"
        file.write_text(file.read_text().replace('"sworn_statement",', f'"sworn_statement", "{LABEL}",'))
    other = clone / "models" / "lexicon" / "other.yaml"
    other.write_text(other.read_text().replace("Insurance policy | ", "").replace("Forsikringspolice | ", ""))
    return clone


def placed(text: str, more: str) -> str:
    """A label goes to the end of its group, everything else to the end of its file."""
    end_of_legal = text.find("\nnone:\n")
    if end_of_legal < 0:
        return text.rstrip("\n") + "\n\n" + more
    return text[: end_of_legal + 1] + more + text[end_of_legal + 1 :]


def run(clone: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command of the clone's own program, with a home of its own."""
    command = [sys.executable, "-m", "commands.program", "--home", str(clone / ".sagsklar"), *words]
    surroundings = {**os.environ, "PYTHONPATH": str(clone)}
    return subprocess.run(
        command, cwd=clone, env=surroundings, capture_output=True, text=True, check=False, timeout=280
    )


@pytest.fixture(scope="module")
def candidate(clone: Path) -> Path:
    """Step three."""
    trained = run(clone, "train", "--out", str(clone / ".sagsklar" / "models"), *SMALL)
    assert trained.returncode == 0, trained.stderr
    return Path(trained.stdout.strip().splitlines()[-1])


@pytest.mark.journey
def test_given_the_first_steps_then_the_label_is_everywhere_and_no_program_changed(clone: Path):
    assert LABEL in yaml.safe_load((clone / "pipeline" / "labels.yaml").read_text())["legal"]
    assert LABEL in yaml.safe_load((clone / "models" / "lexicon" / "insurance.yaml").read_text())
    assert not any("```python" in line for line in TUTORIAL.read_text().splitlines())
    for name in ("inspect", "verdict"):
        assert f'"{LABEL}"' in (clone / "docs" / "schemas" / f"{name}.json").read_text()


@pytest.mark.journey
def test_given_the_candidate_when_evaluated_then_its_report_knows_the_label(clone: Path, candidate: Path):
    told = run(clone, "evaluate", str(candidate), "--json")
    assert told.returncode == 0, told.stderr
    row = json.loads(told.stdout)["per_label"][LABEL]
    assert row["recall"] > 0.4
    assert (clone / ".sagsklar" / "reports" / f"{candidate.name}.html").is_file()


@pytest.mark.journey
def test_given_a_candidate_made_in_a_minute_when_promoted_then_the_gates_hold_it_back(
    clone: Path, candidate: Path
):
    refused = run(clone, "promote", str(candidate))
    assert refused.returncode == 4
    assert "fell" in refused.stderr
    assert not (clone / ".sagsklar" / "models" / "champion").exists()


@pytest.mark.journey
def test_given_the_label_serves_then_a_policy_is_taken_for_one(clone: Path, candidate: Path, tmp_path: Path):
    from weasyprint import HTML

    lines = [
        "Certificate of insurance",
        "Policy number: 4455-1",
        "Insured person: Maja Prøve",
        "Premium: 120 EUR",
    ]
    lines += ["We confirm that the person named below is insured with us", "Territory: European Union"]
    lines += [
        "Premium: 120 EUR",
        "medical expenses are covered up to an unlimited amount",
        "Period of cover: 2026",
    ]
    HTML(string="<h1>" + lines[0] + "</h1>" + "".join(f"<p>{line}</p>" for line in lines[1:])).write_pdf(
        tmp_path / "policy.pdf"
    )
    pointer = candidate.parent / "champion"
    pointer.write_text(f"{candidate.name}\n")  # as a promotion would
    told = run(clone, "inspect", "--json", str(tmp_path / "policy.pdf"))
    pointer.unlink()
    assert told.returncode == 0, told.stderr
    (document,) = json.loads(told.stdout)["documents"]
    likely = [document["label"], *(one["label"] for one in document["alternatives"])]
    assert LABEL in likely[:2]
