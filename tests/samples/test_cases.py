"""The committed cases: small, whole, and as their scenes say."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.exchange import profile_from_json
from pipeline.vocabulary import FIELDS, LABELS, MISSING_CODES, REQUIREMENTS
from samples.applications.cases_maker import CASES, make_case
from samples.applications.expectations import FLAWS, expected
from samples.applications.scenes import Scene, scenes

SCENES = {scene.name: scene for scene in scenes()}
MEGABYTE = 1_000_000


def read(case: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CASES / case / "expected.json").read_text(encoding="utf-8"))
    return found


def documents(case: str) -> list[dict[str, Any]]:
    return [one for upload in read(case)["uploads"] for one in upload["documents"]]


def test_all_cases_together_stay_under_eight_megabytes():
    assert sum(path.stat().st_size for path in CASES.rglob("*") if path.is_file()) < 8 * MEGABYTE


def test_every_scene_has_its_case_and_every_case_its_scene():
    assert sorted(path.name for path in CASES.iterdir() if path.is_dir()) == sorted(SCENES)


def test_the_cases_show_fourteen_kinds_each_outcome_and_each_capture():
    uploads = [upload for case in SCENES for upload in read(case)["uploads"]]
    assert len({one["label"] for case in SCENES for one in documents(case)}) >= 14
    assert {read(case)["outcome"] for case in SCENES} == {"complete", "incomplete", "needs_review"}
    assert {upload["capture"] for upload in uploads} == {"digital", "scan", "photo"}


@pytest.mark.parametrize("case", SCENES)
def test_given_a_case_then_its_profile_can_be_read(case: str):
    profile = profile_from_json((CASES / case / "profile.json").read_bytes())
    assert profile.case_id == read(case)["case_id"]


@pytest.mark.parametrize("case", SCENES)
def test_given_a_case_then_its_files_are_those_expected(case: str):
    beside = {path.name for path in (CASES / case).iterdir()} - {"profile.json", "expected.json"}
    assert beside == {upload["file"] for upload in read(case)["uploads"]}


@pytest.mark.parametrize("case", SCENES)
def test_given_a_case_then_its_expectation_speaks_the_contracts_words(case: str):
    said = read(case)
    assert {one["id"] for one in said["requirements"]} <= set(REQUIREMENTS[said["service"]])
    assert {one["code"] for one in said["missing_items"]} <= set(MISSING_CODES)
    for one in documents(case):
        assert one["label"] in LABELS
        assert set(one["fields"]) <= {*FIELDS[one["label"]], "cpr"}


def verdict_of(expected: dict[str, Any]) -> dict[str, Any]:
    """What does not hang on looks and drawn numbers: the verdict, and which paper is what and serves what."""
    papers = [
        (upload["file"], upload["pages"], one["label"], one["subject"], one["used_for"], one["set_aside"])
        for upload in expected["uploads"]
        for one in upload["documents"]
    ]
    keys = ("outcome", "completeness", "requirements", "missing_items")
    return {key: expected[key] for key in keys} | {"papers": papers}


@pytest.mark.parametrize("case", SCENES)
def test_given_a_scene_then_its_case_comes_again(case: str, tmp_path: Path):
    """The committed files were printed by an earlier generator; profile and verdict must be the same."""
    make_case(SCENES[case], tmp_path / case)
    assert (tmp_path / case / "profile.json").read_bytes() == (CASES / case / "profile.json").read_bytes()
    made = json.loads((tmp_path / case / "expected.json").read_text(encoding="utf-8"))
    assert verdict_of(made) == verdict_of(read(case))


def test_given_a_scene_then_the_same_bytes_come_twice(tmp_path: Path):
    name = "11-returning-dane-owner"
    for once in ("first", "second"):
        make_case(SCENES[name], tmp_path / once)
    for path in (tmp_path / "first").iterdir():
        assert (tmp_path / "second" / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize(
    ("case", "item"),
    [
        ("02", ("proof_of_address", "unsigned")),
        ("03", ("identity", "expired")),
        ("04", ("proof_of_address", "address_mismatch")),
        ("05", ("child_parentage", "document_missing")),
        ("06", ("proof_of_address", "document_missing")),
        ("07", ("identity", "unreadable")),
        ("08", ("civil_status", "translation_missing")),
    ],
)
def test_given_a_gap_then_one_item_is_asked_for(case: str, item: tuple[str, str]):
    name = next(one for one in SCENES if one.startswith(case))
    assert [(one["requirement"], one["code"]) for one in read(name)["missing_items"]] == [item]


def test_given_no_papers_then_everything_owed_is_missing():
    scene = SCENES["01-eu-worker-complete"]
    bare = Scene(scene.name, scene.point, scene.why, scene.profile, ())
    said = expected(bare, ())
    assert said["completeness"] == 0.0
    assert [one["code"] for one in said["missing_items"]] == ["document_missing"] * 3


def test_every_flaw_has_a_code_of_the_contract():
    assert {code for code, _ in FLAWS} <= set(MISSING_CODES)
