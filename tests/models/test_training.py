"""From a tiny recipe to a model that knows and abstains."""

import pytest

from models.dataset import Plan, Row, traits_of, typeset_rows
from models.evaluating import evaluate
from models.fitting import TooFewRows, fitted
from models.report import Measured, difference, report_json, report_page
from models.strangers import stranger_words
from models.training import Training, Workshop
from pipeline.classifying.clues import Clues, seen_words
from pipeline.vocabulary import FIELDS
from samples.chance import chance


def test_given_a_tiny_training_then_it_beats_chance_by_far_and_is_rarely_wrong(training: Training):
    figures = evaluate(training.model, training.test)
    assert figures.accuracy > 0.4
    assert figures.wrongly_certain < 0.05


def test_given_a_model_then_it_knows_the_labels_of_the_contract(training: Training):
    assert set(training.model.labels.classes_) <= set(FIELDS)
    assert len(training.model.labels.classes_) >= 38


def test_given_gibberish_when_judged_then_hardly_ever_a_label_is_named(training: Training):
    model, named = training.model, 0
    for n in range(50):
        clues = Clues(seen_words(stranger_words(chance("tested", n), most=80), 1), ())
        label, confidence = next(iter(model.probabilities(clues).items()))
        named += confidence >= model.floor(label)
    assert named <= 2


def test_given_no_word_at_all_then_no_label_is_named(training: Training):
    label, confidence = next(iter(training.model.probabilities(Clues((), ())).items()))
    assert confidence < training.model.floor(label)


def test_probabilities_sum_to_at_most_one_and_come_likeliest_first(training: Training):
    for n in range(20):
        words = stranger_words(chance("summed", n), most=30)
        shares = list(training.model.probabilities(Clues(seen_words(words, 1), ())).values())
        assert sum(shares) <= 1 + 1e-6
        assert shares == sorted(shares, reverse=True)


def test_given_a_title_then_its_words_weigh_most(training: Training, spelled):
    clues = spelled("Lejekontrakt\nlejer udlejer depositum\nnavn dato underskrift")
    weights = training.model.weights(clues, "lease")
    assert len(weights) == len(clues.words)
    assert max(range(len(weights)), key=lambda place: weights[place]) < 4


def test_given_a_label_with_hardly_any_rows_then_training_says_which(training: Training):
    rows = [Row("lease", "da", "f", "train", traits_of([], ()))] * 20
    with pytest.raises(TooFewRows, match="visa"):
        fitted([*rows, *[Row("visa", "da", "f", "train", traits_of([], ()))] * 3])


def test_given_a_plan_when_made_twice_then_the_second_comes_from_the_cache(bench: Workshop):
    plan = Plan(5, "train", 0, 60, 10)
    first = bench.rows(plan)
    assert bench.rows(plan) == first
    assert all((bench.cache / "rows" / f"{part.name(plan)}.jsonl").is_file() for part in plan.parts)


def test_given_generated_papers_then_rows_repeat_and_splits_differ():
    plans = [Plan(5, split, 3, 0) for split in ("train", "train", "test")]
    first, again, other = (typeset_rows(plan, range(3)) for plan in plans)
    assert first == again
    assert {row.family for row in first}.isdisjoint(row.family for row in other)


def test_given_figures_then_the_report_shows_the_confusion(training: Training, fits):
    figures = evaluate(training.trial, training.test)
    for measured in ([Measured("labels-a", figures)], [Measured("a", figures), Measured("b", figures)]):
        fits("evaluation", report_json(measured))
    page = report_page([Measured("labels-a", figures), Measured("labels-b", figures)])
    assert "labels-b (champion)" in page
    assert "Who is taken for whom" in page
    assert report_json([Measured("labels-a", figures)])["champion"] is None
    assert set(difference(figures, figures).values()) == {0}
