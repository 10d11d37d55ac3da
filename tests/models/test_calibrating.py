"""Floors hold what they promise on the data they were set on."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.calibrating import calibrate
from models.evaluating import evaluate, given_to_strangers
from models.risk import Targets, floor_for
from models.training import Recipe, Training, Workshop
from pipeline.classifying.linear import trusted

CONFIDENCES = arrays(float, st.integers(1, 60), elements=st.floats(0, 1).map(lambda share: round(share, 2)))


@settings(deadline=None)
@given(confidence=CONFIDENCES, data=st.data(), error=st.floats(0.001, 0.3))
def test_at_most_the_target_share_of_what_is_named_is_wrong(confidence, data, error):
    right = data.draw(arrays(bool, len(confidence)))
    floor = floor_for(confidence, right, error)
    named = confidence >= floor
    assert floor == 0.99 or not named.any() or (~right[named]).mean() <= error


@settings(deadline=None)
@given(scores=arrays(float, st.integers(2, 8), elements=st.floats(0.01, 1)), trust=st.floats(0, 1))
def test_trust_becomes_the_top_share_and_the_order_stays(scores, trust):
    scores = scores / scores.sum()
    tempered = trusted(scores, trust)
    assert np.isclose(tempered[scores.argmax()], trust)
    assert tempered.sum() <= 1 + 1e-6


def test_given_calibration_rows_then_the_trained_floors_keep_the_target(
    training: Training, tiny: Recipe, bench: Workshop
):
    rows = bench.rows(tiny.calibration)
    figures = evaluate(training.trial, rows)
    share_named = 1 - figures.abstained
    assert figures.wrongly_certain <= tiny.error * share_named + 0.01
    assert figures.strangers_named <= tiny.error


def test_given_a_smaller_target_then_floors_do_not_fall(training: Training, tiny: Recipe, bench: Workshop):
    model, rows = training.trial, bench.rows(tiny.calibration)
    strict, mild = (calibrate(model.blocks, model.labels, rows, Targets(error)) for error in (0.01, 0.1))
    assert strict.floor >= mild.floor


def test_given_no_strangers_then_none_is_named(training: Training):
    assert given_to_strangers(training.model, []) == []
