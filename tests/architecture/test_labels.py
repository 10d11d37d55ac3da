"""The labels stand once, and everything that must know them does."""

import json
from pathlib import Path

import pytest

from models.phrasebook import COMMON, phrasebook
from pipeline.vocabulary import FIELDS, LABEL_GROUPS, LABELS, UNKNOWN

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"


def enumerations(rules: object):
    """Every list of allowed values in a schema."""
    if isinstance(rules, dict):
        if "enum" in rules:
            yield rules["enum"]
        for one in rules.values():
            yield from enumerations(one)
    if isinstance(rules, list):
        for one in rules:
            yield from enumerations(one)


@pytest.mark.parametrize("name", ["inspect", "verdict"])
def test_given_a_schema_then_it_allows_every_label(name: str):
    rules = json.loads((SCHEMAS / f"{name}.json").read_text())
    labelled = [values for values in enumerations(rules) if "passport" in values]
    assert labelled
    assert all(set(values) - {UNKNOWN} >= set(LABELS) for values in labelled)


def test_given_the_labels_then_each_stands_in_one_group_and_can_be_told_from_words():
    assert sorted(label for group in LABEL_GROUPS.values() for label in group) == sorted(LABELS)
    assert set(FIELDS) == {*LABELS, UNKNOWN}
    assert set(LABELS) - set(phrasebook()) - {COMMON} == {"blank", "photo_portrait"}
