"""Records to JSON and back."""

import json
from dataclasses import replace
from typing import Any

import pytest

from pipeline.exchange import (
    ProfileInvalid,
    inspection_from_json,
    inspection_json,
    profile_from_json,
    unknown_keys,
)
from pipeline.records import (
    Box,
    ExtractedDocument,
    Field,
    InspectedPage,
    Inspection,
    Mrz,
    Quality,
    Reason,
    Word,
)

PROFILE: dict[str, Any] = {
    "schema": "sagsklar/profile/1",
    "case_id": "KBH-2026-000001",
    "municipality": "0101",
    "service": "dk-cpr-entry",
    "received": "2026-03-02",
    "language": "en",
    "basis": "eu_worker",
    "persons": [{"id": "applicant", "role": "applicant", "surname": "Sørensen"}],
}
FIELD = Field("tenant_names", ["A", "B"], "A og B", 0.5, True, 1, Box(0, 0, 1, 1), "anchor", ("C",))
MRZ = Mrz("TD3", ("P<", "X"), True, {"composite": True})
DOCUMENT = ExtractedDocument((1,), "lease", 0.9, (), (Reason("leje", 1, None, 1.5),), MRZ, None, (FIELD,), ())
PAGE = InspectedPage(
    1,
    10,
    20,
    200.0,
    90,
    "ocr",
    "leje",
    "da",
    "Latn",
    Quality(True, 0.9),
    "x",
    (Word("leje", Box(0, 0, 1, 1), 0.5, 0),),
)
INSPECTION = Inspection(
    "a.pdf", "a.pdf", "0" * 64, 5, "application/pdf", (PAGE,), (DOCUMENT,), None, 0.5, {"a": "1"}
)


def profile(**changes: object) -> bytes:
    return json.dumps({**PROFILE, **changes}).encode()


@pytest.mark.parametrize("words", [True, False])
def test_given_an_inspection_when_stored_then_it_comes_back_the_same_but_for_words(words: bool):
    back = inspection_from_json(json.loads(json.dumps(inspection_json(INSPECTION, words=words))))
    assert back == replace(INSPECTION, pages=(replace(PAGE, words=()),))


def test_given_no_card_then_its_sides_are_not_named():
    assert "sides" not in inspection_json(INSPECTION)["documents"][0]


def test_given_words_are_asked_for_then_each_has_text_box_and_confidence():
    (word,) = inspection_json(INSPECTION, words=True)["pages"][0]["words"]
    assert word == {"text": "leje", "box": [0, 0, 1, 1], "confidence": 0.5}


def test_given_a_good_profile_then_what_is_absent_is_unknown():
    assert profile_from_json(profile()).applicant.birth_date is None


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"address": 5}, "$.address"),
        ({"received": "2. marts"}, "$.received"),
        ({"schema": "else"}, "schema"),
        ({"service": "dk-parking"}, "service"),
        ({"persons": []}, "applicant"),
        ({"persons": [{"id": "applicant", "role": "boss"}]}, "$.persons[0].role"),
        ({"persons": PROFILE["persons"] + [{"id": "applicant", "role": "child"}]}, "same id"),
    ],
)
def test_given_a_wrong_profile_then_the_error_names_the_key(changes: dict[str, object], named: str):
    with pytest.raises(ProfileInvalid) as refused:
        profile_from_json(profile(**changes))
    assert named in str(refused.value)


def test_given_an_unknown_key_then_it_is_told_and_ignored():
    assert unknown_keys(profile(shoe_size=43)) == ("shoe_size",)
    assert profile_from_json(profile(shoe_size=43)).case_id == "KBH-2026-000001"
