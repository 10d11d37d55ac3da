"""A municipality without machine learning: zones, check digits and persons tell; all else works as before."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.chain import Equipment, screen_case, what_if
from pipeline.deciding import load_policies
from pipeline.equip import POLICIES
from pipeline.exchange import inspection_from_json, profile_from_json, verdict_json
from pipeline.records import CaseFile, Correction

PLAIN, UNSIGNED, FAMILY = (
    "01-eu-worker-complete",
    "02-third-country-worker-lease-unsigned",
    "09-couple-with-child-complete",
)
OFF = """
municipality: "0101"
service: dk-cpr-entry
valid_from: 2024-01-01
settings: {machine_learning: false}
"""


@pytest.fixture
def off(kit: Equipment, tmp_path: Path) -> Equipment:
    """The real equipment, the municipality's own file beside the policies that ship."""
    (tmp_path / "0101.yaml").write_text(OFF)
    return replace(kit, policies=load_policies(POLICIES, tmp_path))


@pytest.fixture
def case_of(root: Path, inspections: list[dict[str, Any]]) -> Callable[..., CaseFile]:
    def found(name: str, corrections: tuple[Correction, ...] = ()) -> CaseFile:
        folder = f"samples/cases/{name}"
        own = [one for one in inspections if one["file"].startswith(folder)]
        read = (inspection_from_json({**one, "file": one["upload_name"]}) for one in own)
        profile = profile_from_json((root / folder / "profile.json").read_text())
        return CaseFile(profile, tuple(read), profile.received, corrections)

    return found


@pytest.fixture
def told(root: Path, case_of: Callable[..., CaseFile]) -> Callable[[str], tuple[Correction, ...]]:
    """What a person says who looks at every paper of a sample case: its truth."""

    def by_a_person(name: str) -> tuple[Correction, ...]:
        truth = json.loads((root / "samples/cases" / name / "expected.json").read_text())
        digests = {one.file: one.sha256 for one in case_of(name).inspections}
        return tuple(
            Correction(digests[upload["file"]], tuple(one["pages"]), one["label"], one["fields"])
            for upload in truth["uploads"]
            for one in upload["documents"]
        )

    return by_a_person


def statuses(verdict: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    return {(one["id"], one["subject"]): one["status"] for one in verdict["requirements"]}


@pytest.mark.parametrize("name", [PLAIN, UNSIGNED, FAMILY])
def test_given_no_models_then_nothing_is_asked_for_before_a_person_looked(off, case_of, fits, name):
    verdict = verdict_json(screen_case(case_of(name), off))
    fits("verdict", verdict)
    assert (verdict["outcome"], verdict["next"]) == ("needs_review", "wait_for_caseworker")
    assert verdict["missing_items"] == []
    open_papers = [one for one in verdict["documents"] if one["label"] == "unknown"]
    questions = [one for one in verdict["questions"] if one["kind"] == "label"]
    assert {one["file"] for one in questions} == {one["file"] for one in open_papers}
    assert len(questions) == len(open_papers)
    assert all(field["accepted"] is False for one in open_papers for field in one["fields"])
    assert verdict["policy"]["municipal"] == "2024-01-01"
    assert verdict["letter"]["da"]


def test_given_no_models_then_a_passports_own_zone_shows_who_it_is(off, case_of):
    verdict = verdict_json(screen_case(case_of(UNSIGNED), off))
    passport = next(one for one in verdict["documents"] if one["label"] == "passport")
    assert passport["mrz"]["valid"]
    accepted = {one["name"] for one in passport["fields"] if one["accepted"]}
    assert accepted >= {"surname", "given_names", "birth_date", "expiry_date", "document_number"}
    assert accepted.isdisjoint({"issue_date", "birth_place"})
    assert statuses(verdict)["identity", "applicant"] == "satisfied"


def test_given_no_models_then_a_proposal_is_the_first_answer_offered(off, case_of):
    verdict = verdict_json(screen_case(case_of(PLAIN), off))
    lease = next(one for one in verdict["questions"] if one["file"] == "Lejekontrakt.pdf")
    assert lease["options"][0] == "lease"


@pytest.mark.parametrize("name", [PLAIN, UNSIGNED, FAMILY])
def test_given_no_models_and_a_persons_word_then_the_verdict_is_the_right_one(off, case_of, told, root, name):
    expected = json.loads((root / "samples/cases" / name / "expected.json").read_text())
    verdict = verdict_json(screen_case(case_of(name, told(name)), off))
    assert verdict["outcome"] == expected["outcome"]
    asked = [(one["requirement"], one["code"]) for one in verdict["missing_items"]]
    assert asked == [(one["requirement"], one["code"]) for one in expected["missing_items"]]
    assert verdict["next"] == ("send_missing" if asked else "book_verification")


def test_given_no_models_then_what_would_complete_the_case_is_told_too(off, case_of, told):
    (wanted,) = what_if(case_of(UNSIGNED, told(UNSIGNED)), off)[0]
    assert "lease" in wanted.any_of
