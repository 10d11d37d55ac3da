"""The labels as data: every name exists, every label can be found."""

from pathlib import Path

import yaml

from pipeline.extracting.anchoring import RANGES
from pipeline.extracting.kinds import KIND_OF
from pipeline.extracting.phrases import ANCHOR_FILES, OTHER, load_phrases
from pipeline.extracting.rules.wording import wording
from pipeline.vocabulary import ANYWHERE, FIELDS

GROUPS = [
    group for path in sorted(Path(ANCHOR_FILES).glob("*.yaml")) for group in yaml.safe_load(path.read_text())
]
FLAGS = {"permanent", "conditional", "passed", "basis"}


def test_given_the_anchor_files_when_loaded_then_every_label_of_theirs_is_one_of_the_contract():
    assert {label for group in GROUPS for label in group["labels"]} <= set(FIELDS)


def test_given_the_anchor_files_when_loaded_then_every_field_is_read_or_known_to_be_none():
    known = set(KIND_OF) | set(RANGES) | {OTHER}
    assert {name for group in GROUPS for name in group["fields"] if not name.startswith("part_")} <= known


def test_given_the_contract_when_its_fields_are_listed_then_each_has_a_reader_or_a_rule():
    named = {name for names in FIELDS.values() for name in (*names, *ANYWHERE)}
    assert {name for name in named if not name.startswith("signed_")} <= set(KIND_OF) | FLAGS


def test_given_every_label_with_fields_when_anchors_are_counted_then_it_has_some():
    anchored = {label for group in GROUPS for label in group["labels"]}
    assert {label for label, names in FIELDS.items() if names} <= anchored


def test_given_the_phrases_when_loaded_then_none_is_empty():
    assert "" not in load_phrases().meanings


def test_given_the_wordings_when_loaded_then_flags_are_yes_and_no():
    assert all(set(wording()[flag]) >= {"yes", "no"} for flag in ("permanent", "conditional", "passed"))
