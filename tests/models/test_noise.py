"""Reading errors change letters, never places; the same chance makes the same errors."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.composing import compose, subjects
from models.noise import STRENGTHS, misread
from models.phrasebook import COMMON, phrasebook
from models.zones import zone_of
from pipeline.vocabulary import FIELDS
from samples.chance import chance

SEEDS = st.integers(0, 10_000)


@settings(deadline=None)
@given(SEEDS)
def test_misreading_keeps_boxes_and_repeats(seed: int):
    paper = compose(subjects("train")[seed % len(subjects("train"))], Random(seed), "train")
    heard = misread(paper.words, Random(seed))
    assert heard == misread(paper.words, Random(seed))
    assert {word.box for word in heard} <= {word.box for word in paper.words}


def test_some_papers_are_read_without_an_error():
    assert STRENGTHS.count(0.0) >= 2


@settings(deadline=None)
@given(SEEDS)
def test_a_zone_is_recognised_by_the_marks_of_its_own_line(seed: int):
    zone = zone_of("passport", Random(seed))
    assert bool(zone.lines) == bool(zone.marks)
    if zone.lines:
        assert "mrz:P" in zone.marks


def test_the_phrasebook_knows_only_labels_of_the_contract():
    assert set(phrasebook()) - {COMMON} <= set(FIELDS)


def test_every_label_of_a_paper_with_words_is_in_the_phrasebook():
    assert set(FIELDS) - set(phrasebook()) == {"blank", "unknown", "photo_portrait"}


@settings(deadline=None)
@given(SEEDS)
def test_held_back_phrases_are_not_in_training(seed: int):
    draw = chance("held", seed)
    kinds = [kind for languages in phrasebook().values() for kinds in languages.values() for kind in kinds]
    kind = draw.choice([kind for kind in kinds if len(kind.titles) >= 5])
    train, test = set(kind.part("train").titles), set(kind.part("test").titles)
    assert test - train
