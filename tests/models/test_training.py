"""From a tiny recipe to a model that knows and abstains."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.dataset import Plan, Row, captured_rows, traits_of, typeset_rows
from models.evaluating import evaluate, outcomes_of
from models.examples import worst
from models.faults import label_faults
from models.fitting import TooFewRows, fitted
from models.registry import SHIPPED
from models.report import SORTS, Comparison, compare, difference, report_json, report_page
from models.strangers import stranger_words
from models.training import Recipe, Training, Workshop
from pipeline.classifying import load_label_model
from pipeline.classifying.clues import Clues, seen_words
from pipeline.vocabulary import FIELDS
from samples.chance import chance


def test_given_a_tiny_training_then_it_beats_chance_by_far_and_keeps_its_target(
    training: Training, tiny: Recipe
):
    figures = evaluate(training.model, training.test)
    assert figures.accuracy > 0.4
    assert figures.wrongly_certain < tiny.error


def test_given_a_model_then_it_knows_the_labels_of_the_contract(training: Training):
    assert set(training.model.labels.classes_) <= set(FIELDS)
    assert len(training.model.labels.classes_) >= 38


def test_given_gibberish_when_judged_by_the_champion_then_hardly_ever_a_label_is_named():
    model, named = load_label_model(SHIPPED), 0
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
    weights = training.model.weights(clues, ["lease"])[0]
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


@pytest.fixture(scope="session")
def comparison(folder: Path, bench: Workshop) -> Comparison:
    return compare(None, folder, bench)


def test_given_a_comparison_then_the_report_shows_gates_plots_and_the_confusion(comparison: Comparison, fits):
    alone = replace(comparison, champion=None)
    both = replace(comparison, champion=replace(comparison.candidate, name="labels-b"))
    for one in (alone, both):
        fits("evaluation", report_json(one))
    page = report_page(both)
    assert "labels-b (champion)" in page
    assert page.count("<svg") == 3 + len(SORTS)
    assert "Who is taken for whom" in page
    assert "gates" in page
    assert report_json(alone)["champion"] is None
    figures = comparison.candidate.figures
    assert set(difference(figures, figures).values()) == {0}


def test_given_a_training_then_its_learning_curve_rises(training: Training):
    counts, shares = zip(*training.curve, strict=True)
    assert sorted(counts) == list(counts)
    assert shares[-1] > 0.4


def test_given_rows_with_flipped_labels_then_the_list_of_faults_finds_most_of_them(
    bench: Workshop, tiny: Recipe
):
    rows = [row for row in bench.rows(tiny.train) if row.label in {"lease", "passport", "payslip", "other"}]
    flipped = {place for place in range(len(rows)) if place % 12 == 0}
    names = {"lease": "payslip", "passport": "lease", "payslip": "passport", "other": "lease"}
    wrong = [
        replace(row, label=names[row.label]) if place in flipped else row for place, row in enumerate(rows)
    ]
    places = [fault.place for fault in label_faults(wrong)]
    assert len(flipped.intersection(places)) >= 0.6 * len(flipped)
    surest = set(places[: len(flipped)])
    assert len(surest & flipped) >= 3 * len(flipped) ** 2 / len(rows)  # three times better than by chance


def test_given_a_captured_paper_then_the_worst_examples_show_it(training: Training):
    plan = Plan(5, "test", 0, 0, captured=6)
    rows = captured_rows(plan, range(6))
    examples = list(worst(training.model, outcomes_of(training.model, rows), 5))
    wrong = int((~outcomes_of(training.model, rows).right).sum())
    assert len(examples) == min(wrong, 12)
    assert all(one.picture.startswith("data:image/jpeg;base64,") for one in examples)
    assert all(one.truth != one.said for one in examples)
