"""What is shipped: no pickle, every byte under a digest, loaded as it was trained."""

import hashlib
import pickle
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
import skops.io

from models.artefacts import dumped, settled, write_candidate
from models.calibrating import answers_of
from models.registry import versions
from models.training import Recipe, Training, Workshop, recipe_of, train
from pipeline.classifying import load_label_model
from pipeline.classifying.artefact import MODEL_FILE, SCHEMA, ModelForeign, checked_state
from pipeline.versions import (
    CHAMPION_FILE,
    MANIFEST_FILE,
    ModelDamaged,
    ModelMissing,
    ModelOutdated,
    digest_of_sources,
)


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """A copy of the candidate that a test may spoil."""
    return Path(shutil.copytree(folder, tmp_path / folder.name))


def test_given_a_candidate_when_loaded_then_it_says_what_was_trained(folder: Path, training: Training):
    loaded = load_label_model(folder)
    before, after = (answers_of(model, training.test) for model in (training.model, loaded))
    assert before.likeliest == after.likeliest
    np.testing.assert_allclose(before.confidence, after.confidence)


@pytest.mark.parametrize("name", [MODEL_FILE, MANIFEST_FILE, "card.md"])
def test_given_one_changed_byte_when_loaded_then_refused(name: str, copy: Path):
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ModelDamaged) as refused:
        load_label_model(copy)
    assert refused.value.facts["file"] == name


def test_given_another_folder_name_when_loaded_then_refused(copy: Path):
    with pytest.raises(ModelDamaged):
        load_label_model(copy.rename(copy.with_name("labels-0123456789ab")))


def test_given_a_model_of_an_older_form_when_loaded_then_refused(copy: Path):
    manifest = (copy / MANIFEST_FILE).read_bytes().replace(SCHEMA.encode(), b"sagsklar/label-model/1")
    (copy / MANIFEST_FILE).write_bytes(manifest)
    older = copy.rename(copy.with_name(f"labels-{hashlib.sha256(manifest).hexdigest()[:12]}"))
    with pytest.raises(ModelOutdated, match="label-model/1"):
        load_label_model(older)


def test_given_nothing_when_loaded_then_the_error_says_what_to_do(tmp_path: Path):
    with pytest.raises(ModelMissing, match="sagsklar train"):
        load_label_model(tmp_path)


def test_given_a_pointer_when_loaded_then_the_champion_serves(copy: Path):
    (copy.parent / CHAMPION_FILE).write_text(f"{copy.name}\n")
    assert load_label_model(copy.parent).version == copy.name
    assert [one.name for one in versions(copy.parent) if one.champion] == [copy.name]


def test_given_an_artefact_then_it_holds_arrays_and_json_only(folder: Path):
    with zipfile.ZipFile(folder / MODEL_FILE) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert {Path(name).suffix for name in contents} == {".npy", ".json"}
    assert not any(
        b"\x93NUMPY" not in content[:6] for name, content in contents.items() if name.endswith("npy")
    )
    with pytest.raises((pickle.UnpicklingError, ValueError)):
        pickle.loads((folder / MODEL_FILE).read_bytes())  # noqa: S301


def test_given_a_foreign_type_when_loaded_then_refused_before_it_runs(tmp_path: Path):
    skops.io.dump({"labels": Recipe()}, tmp_path / MODEL_FILE)
    with pytest.raises(ModelForeign, match="Recipe"):
        checked_state(tmp_path / MODEL_FILE)


def test_given_the_same_recipe_when_trained_again_then_the_same_bytes(
    tiny: Recipe, training: Training, bench: Workshop
):
    again = train(tiny, bench)
    assert settled(dumped(again.model)) == settled(dumped(training.model))


def test_given_a_candidate_then_its_manifest_tells_the_recipe(folder: Path, tiny: Recipe):
    assert recipe_of(folder) == tiny


def test_given_a_model_when_written_twice_then_one_folder(
    folder: Path, training: Training, tiny: Recipe, tmp_path: Path
):

    assert write_candidate(training, tiny, tmp_path).name == folder.name


def test_given_a_changed_rule_then_the_code_has_another_name_and_compiled_files_none(tmp_path: Path):
    (tmp_path / "anchors.yaml").write_text("a: 1")
    (tmp_path / "rules.py").write_text("1")
    first = digest_of_sources([tmp_path])
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__/rules.cpython-311.pyc").write_bytes(b"1")
    assert digest_of_sources([tmp_path]) == first
    (tmp_path / "anchors.yaml").write_text("a: 2")
    assert digest_of_sources([tmp_path]) != first
