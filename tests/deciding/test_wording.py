"""Every code has its words in each language, with the same places."""

import re

import pytest

from pipeline.deciding.in_force import MESSAGES
from pipeline.deciding.wording import load_wording
from pipeline.vocabulary import ANYWHERE, FIELDS, INTERNAL_CODES, MISSING_CODES

WORDING = load_wording(MESSAGES)
DANISH, ENGLISH = WORDING.texts["da"], WORDING.texts["en"]
ALWAYS_TOLD = {"needs", "title", "hint", "whom", "whose", "document", "detail"}
NAMES = {name for fields in FIELDS.values() for name in fields} | {*ANYWHERE, "sides"}
WANTED = (
    [f"finding.{code}" for code in (*MISSING_CODES, *INTERNAL_CODES)]
    + [f"request.{code}" for code in MISSING_CODES]
    + [f"label.{label}" for label in FIELDS]
    + [f"field.{name}" for name in sorted(NAMES)]
    + [f"signer.{name.removeprefix('signed_')}" for name in sorted(NAMES) if name.startswith("signed_")]
)


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("key", WANTED)
def test_given_a_code_label_or_field_then_both_languages_have_words(key):
    assert key in DANISH
    assert key in ENGLISH


def test_given_both_languages_then_they_have_the_same_keys_and_places():
    assert DANISH.keys() == ENGLISH.keys()
    assert {key: places(text) for key, text in DANISH.items()} == {
        key: places(text) for key, text in ENGLISH.items()
    }


def test_given_a_place_then_it_is_always_told_or_has_words_for_when_it_is_not():
    said = (places(text) for key, text in DANISH.items() if not key.startswith("days."))
    wanted = set().union(*said) - ALWAYS_TOLD
    assert {f"fact.{place}" for place in wanted} <= DANISH.keys()


def test_given_requests_then_they_name_nothing_that_a_caseworker_could_not_tell():
    requests = (text for key, text in DANISH.items() if key.startswith("request."))
    assert set().union(*map(places, requests)) <= ALWAYS_TOLD | {"file"}
