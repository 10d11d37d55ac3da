"""The data scientists' commands, from outside."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.models import command as list_models
from commands.program import program
from models import registry


@pytest.fixture
def shipped(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A registry that holds the tiny model as champion."""
    versions = tmp_path / "classifier"
    shutil.copytree(folder, versions / folder.name)
    (versions / "champion").write_text(f"{folder.name}\n")
    monkeypatch.setattr(registry, "SHIPPED", versions)
    return versions


def run(home: Path, *words: str):
    return CliRunner().invoke(program, ["--home", str(home), *words], catch_exceptions=False)


def test_given_the_champion_when_evaluated_then_json_alone_is_printed(shipped, bench, fits, tmp_path):
    answer = run(tmp_path, "evaluate", "--json", "--cache", str(bench.cache))
    figures = json.loads(answer.stdout)
    fits("evaluation", figures)
    assert figures["champion"] is None
    assert (tmp_path / "reports" / f"{figures['model']}.html").is_file()


def test_given_a_candidate_when_evaluated_then_a_line_for_people(shipped, folder, bench, tmp_path):
    answer = run(tmp_path, "evaluate", str(folder), "--cache", str(bench.cache))
    assert folder.name in answer.stdout
    assert "wrongly certain" in answer.stdout


def test_given_versions_when_listed_then_the_champion_is_marked(shipped, folder, tmp_path):
    answer = CliRunner().invoke(list_models, ["--json"], catch_exceptions=False)
    assert json.loads(answer.stdout)["name"] == folder.name
    assert json.loads(answer.stdout)["champion"] is True


def test_given_a_recipe_that_cannot_be_learnt_then_training_says_why_and_writes_nothing(tmp_path):
    from models.fitting import TooFewRows

    with pytest.raises(TooFewRows, match="rows"):
        run(
            tmp_path,
            "train",
            "--count",
            "1",
            "--composed",
            "100",
            "--workers",
            "1",
            "--out",
            str(tmp_path / "out"),
        )
    assert not (tmp_path / "out").exists()
