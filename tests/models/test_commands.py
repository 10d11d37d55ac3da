"""The data scientists' commands, from outside."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.program import program
from flows.settings import read_settings
from models import registry
from models.fitting import fitted
from models.gates import CandidateRefused
from models.training import Recipe, Workshop, train
from pipeline.versions import ModelDamaged
from tests.tiny_model import written


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
    answer = run(tmp_path, "models", "--json")
    listed = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [one["name"] for one in listed if one["kind"] == "labels"] == [folder.name]
    assert [one["champion"] for one in listed] == [True, True]


def test_given_a_recipe_that_cannot_be_learnt_then_training_says_why_and_writes_nothing(tmp_path):
    from models.fitting import TooFewRows

    with pytest.raises(TooFewRows, match="rows"):
        run(
            tmp_path,
            "train",
            "--count",
            "1",
            "--captured",
            "0",
            "--composed",
            "100",
            "--workers",
            "1",
            "--out",
            str(tmp_path / "out"),
        )
    assert not (tmp_path / "out").exists()


@pytest.fixture
def other(tiny: Recipe, bench: Workshop, tmp_path: Path) -> Path:
    """A candidate that may be wrong more often than the champion."""
    recipe = replace(tiny, error=0.16)
    return written(train(recipe, bench), recipe, tmp_path / "models")


def test_given_a_candidate_no_worse_when_promoted_then_it_serves_and_can_be_taken_back(
    shipped, folder, other, bench, tmp_path
):
    answer = run(tmp_path, "promote", str(other), "--cache", str(bench.cache))
    assert f"{other.name} serves" in answer.stdout
    assert registry.serving(tmp_path / "models").name == other.name
    assert read_settings(tmp_path).options.label_models == tmp_path / "models"
    assert f"{folder.name} serves again" in run(tmp_path, "promote", "--back").stdout
    assert registry.serving(tmp_path / "models").name == folder.name
    assert f"{other.name} serves again" in run(tmp_path, "promote", "--back").stdout


def test_given_a_candidate_with_flipped_labels_when_promoted_then_it_is_refused(
    shipped, folder, training, tiny, bench, tmp_path
):
    learnt = bench.rows(tiny.train)
    poisoned = [
        replace(row, label=learnt[place - 7].label) if place % 5 < 2 else row
        for place, row in enumerate(learnt)
    ]
    blocks, labels = fitted(poisoned)
    wrong = replace(training, model=replace(training.model, blocks=blocks, labels=labels))
    candidate = written(wrong, tiny, tmp_path / "models")
    with pytest.raises(CandidateRefused, match="fell"):
        run(tmp_path, "promote", str(candidate), "--cache", str(bench.cache))
    assert registry.serving(tmp_path / "models").name == folder.name


def test_given_the_model_before_was_damaged_when_taken_back_then_nothing_changes(shipped, folder, tmp_path):
    own = tmp_path / "models"
    shutil.copytree(folder, own / folder.name)
    registry.point(own / "previous", folder.name)
    (own / folder.name / "labels.skops").write_bytes(b"other")
    with pytest.raises(ModelDamaged):
        run(tmp_path, "promote", "--back")
    assert (own / "previous").read_text().strip() == folder.name
    assert registry.serving(own).parent == shipped


def test_given_the_champion_itself_when_promoted_then_who_served_before_stays_named(
    shipped, folder, tmp_path
):
    registry.promote(folder, tmp_path / "models")
    assert not (tmp_path / "models" / "previous").exists()


def test_given_nothing_promoted_when_taken_back_then_it_says_so(shipped, tmp_path):
    with pytest.raises(registry.NothingBefore, match="none to go back to"):
        run(tmp_path, "promote", "--back")


def test_given_neither_candidate_nor_back_then_it_is_wrong_use(tmp_path):
    assert run(tmp_path, "promote").exit_code == 2
