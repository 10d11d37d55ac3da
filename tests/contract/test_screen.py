"""`sagsklar screen --json` says what the contract says it says, and what each sample case expects."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.vocabulary import INTERNAL_CODES

CASES = sorted(
    path.parent.name for path in (Path(__file__).parents[2] / "samples/cases").glob("*/expected.json")
)


def triples(items: list[dict[str, Any]], *keys: str) -> set[tuple[str, ...]]:
    return {tuple(item[key] for key in keys) for item in items}


@pytest.mark.parametrize("case", CASES)
def test_given_a_sample_case_then_its_verdict_is_as_expected(case: str, root: Path, verdicts: dict[str, Any]):
    expected = json.loads((root / "samples/cases" / case / "expected.json").read_text())
    verdict = verdicts[case]
    asked = ("requirement", "subject", "code")
    assert verdict["outcome"] == expected["outcome"]
    assert verdict["completeness"] == expected["completeness"]
    assert triples(verdict["missing_items"], *asked) == triples(expected["missing_items"], *asked)
    owed = [one for one in expected["requirements"] if not one.get("optional")]
    stated = triples(owed, "id", "subject", "status")
    assert stated <= triples(verdict["requirements"], "id", "subject", "status")


@pytest.mark.parametrize("case", CASES)
def test_given_a_sample_case_then_its_verdict_fits_the_schema(
    case: str, verdicts: dict[str, Any], fits: Callable[..., None]
):
    fits("verdict", verdicts[case])


@pytest.mark.parametrize("case", CASES)
def test_given_a_sample_case_then_its_letter_holds_no_internal_code(case: str, verdicts: dict[str, Any]):
    letters = " ".join(verdicts[case]["letter"].values())
    assert [code for code in INTERNAL_CODES if code in letters] == []


def test_given_a_folder_without_profile_then_wrong_use_names_it(tmp_path: Path, program: Path):
    run = subprocess.run([program, "screen", tmp_path], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert str(tmp_path) in run.stderr
    assert "profile.json" in run.stderr


def test_given_a_profile_with_a_wrong_type_then_the_error_names_the_key(
    root: Path, tmp_path: Path, program: Path
):
    profile = json.loads((root / "samples/cases" / CASES[0] / "profile.json").read_text())
    (tmp_path / "profile.json").write_text(json.dumps({**profile, "address": 5}))
    run = subprocess.run([program, "screen", tmp_path], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "$.address" in run.stderr
