"""The promised error is watched: it breaks on evidence, not on chance, and floors rise until it holds."""

import json
from dataclasses import replace
from pathlib import Path

from flows.ledger.blind_checks import Checked
from models.guarantee import ALL, estimates, higher_floors, tighten
from models.training import Training
from pipeline.classifying.artefact import serving_version, tightened

TARGET = 0.01


def checks(label: str, right: int, wrong: int, confidence: float = 0.95) -> list[Checked]:
    """Right answers spread over confidences, wrong ones at `confidence`."""
    good = [Checked(label, 0.9 + 0.1 * n / max(1, right), label) for n in range(right)]
    return [*good, *[Checked(label, confidence, "other")] * wrong]


def test_given_one_fault_among_many_then_the_promise_holds():
    assert not any(one.broken for one in estimates(checks("lease", 80, 1), TARGET))
    assert higher_floors(checks("lease", 80, 1), TARGET) == {}


def test_given_many_faults_of_a_label_then_it_alone_is_raised_above_them():
    seen = [*checks("lease", 80, 6), *checks("passport", 300, 0)]
    broken = {one.label: one for one in estimates(seen, TARGET) if one.broken}
    assert broken["lease"].wrong == 6
    assert broken["lease"].low > TARGET
    floors = higher_floors(seen, TARGET)
    assert set(floors) == {"lease"}
    assert 0.95 < floors["lease"] <= 0.99


def test_given_a_fault_here_and_there_that_together_are_too_many_then_all_are_raised():
    seen = [one for n in range(12) for one in checks(f"label {n}", 20, 1)]
    assert {one.label for one in estimates(seen, TARGET) if one.broken} == {ALL}
    assert len(higher_floors(seen, TARGET)) == 12


def test_given_a_broken_promise_then_a_worker_started_anew_serves_with_higher_floors(
    training: Training, tmp_path: Path
):
    model = replace(training.model, version="labels-a", floor_of_all=0.9)
    file, versions = tmp_path / "tightened.json", tmp_path
    (versions / "champion").write_text("labels-a\n")
    assert serving_version(versions, file) == "labels-a"
    assert tighten(model, checks("lease", 80, 6, confidence=0.985), TARGET, file)
    raised = tightened(model, file)
    assert raised.floor("lease") > model.floor("lease")
    assert raised.version == serving_version(versions, file)
    assert json.loads(file.read_text())["model"] == "labels-a"


def test_given_raised_floors_of_another_model_then_they_do_not_count(training: Training, tmp_path: Path):
    file = tmp_path / "tightened.json"
    file.write_text(json.dumps({"model": "labels-b", "floors": {"lease": 0.99}}))
    model = replace(training.model, version="labels-a")
    assert tightened(model, file) is model


def test_given_a_promise_that_holds_then_nothing_is_written(training: Training, tmp_path: Path):
    assert not tighten(training.model, checks("lease", 200, 1), TARGET, tmp_path / "tightened.json")
    assert list(tmp_path.iterdir()) == []
