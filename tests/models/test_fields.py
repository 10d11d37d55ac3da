"""A small field tagger, trained for real on generated papers, and its artefact."""

from pathlib import Path

import pytest

from models.field_artefact import write_field_model
from models.field_trust import Proposed, fit, neutral, threshold
from models.fields import train_tagger, typeset_docs, write_corpus
from pipeline.extracting import build_field_finder
from pipeline.extracting.weighing import FEATURES
from pipeline.versions import ModelDamaged


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("fields")
    train, dev = place / "train.spacy", place / "dev.spacy"
    assert write_corpus([typeset_docs(range(30), 3, "train")], train) > 15
    write_corpus([typeset_docs(range(6), 3, "calibration")], dev)
    return train_tagger(train, dev, place / "out", max_epochs=2, eval_frequency=4)


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    return write_field_model(trained, neutral(), {}, tmp_path)


def test_given_papers_then_a_tagger_that_the_pipeline_can_load(folder: Path):
    tagger = build_field_finder(folder).tagger
    assert tagger is not None
    assert tagger.version == folder.name
    assert "issue_date" in tagger.nlp.get_pipe("fields").labels


def test_given_the_same_training_then_the_same_name_and_no_word_of_it(
    trained: Path, folder: Path, tmp_path: Path
):
    again = write_field_model(trained, neutral(), {}, tmp_path / "again")
    assert again.name == folder.name
    assert (folder / "pipeline" / "vocab" / "strings.json").stat().st_size < 3000


def test_given_an_edited_file_then_it_is_refused(folder: Path):
    (folder / "trust.json").write_text("{}")
    with pytest.raises(ModelDamaged, match="trust"):
        build_field_finder(folder)


def test_given_rows_then_trust_learns_what_speaks_for_a_value():
    sure = FEATURES.index("tagger surest")

    def row(number: int, *, right: bool) -> Proposed:
        told = tuple(float(place == sure and right) for place in range(len(FEATURES)))
        return Proposed(str(number), "issue_date", told, right)

    told = fit([row(number, right=number % 2 == 0) for number in range(200)], error=0.05)
    assert told["weights"]["tagger surest"] > 1
    assert 0.5 < told["accept"] < 1


def test_given_too_few_rows_then_nothing_is_accepted():
    assert threshold([(0.99, True)] * 20, 0.05) == 1.0
    assert threshold([(0.9, True)] * 100 + [(0.5, False)] * 20, 0.05) == 0.9
