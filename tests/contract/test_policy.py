"""`sagsklar policy`: what people who are no programmers see of policies."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands.program import program
from pipeline.deciding.rules import RULES
from pipeline.equip import POLICIES

ENTRY = POLICIES / "dk-cpr-entry" / "2024-01-01.yaml"


def run(*words: str | Path):
    return CliRunner().invoke(program, ["policy", *map(str, words)])


def test_given_no_path_then_all_that_ship_are_checked():
    found = run("check")
    assert found.exit_code == 0
    assert len(found.stdout.splitlines()) == len(list(POLICIES.rglob("*.yaml")))
    assert "dk-health-card/2024-01-01.yaml: sound, 5 requirements" in found.stdout


def test_given_sound_and_broken_files_then_each_error_stands_alone(tmp_path: Path):
    for number, (old, new) in enumerate(
        [("id: identity", "id: identiti"), ("class: S", "class: Z"), ("", "")]
    ):
        (tmp_path / f"202{number}-01-01.yaml").write_text(ENTRY.read_text().replace(old, new, 1))
    found = run("check", tmp_path)
    assert found.exit_code == 3
    errors = found.stderr.splitlines()
    assert len(errors) == 2
    assert all("line" in error for error in errors)
    assert "sound" in found.stdout


def test_given_a_policy_then_its_table_names_every_requirement_and_law():
    found = run("show", "dk-citizenship")
    assert found.exit_code == 0
    for word in ("danish_test", "citizenship_test", "6000", "(statute)", "(national"):
        assert word in found.stdout


def test_given_the_rules_then_each_says_what_it_looks_at_is_told_and_who_uses_it():
    found = run("rules")
    assert found.exit_code == 0
    assert [name for name in RULES if name not in found.stdout] == []
    row = found.stdout[found.stdout.index("valid_on") :][:400]
    assert "runs at least until" in row
    assert "dk-cpr-entry" in row
    beside = found.stdout[found.stdout.index("held_by_business") :].split("\n\n")[0]
    assert "dk-eu-residence" in " ".join(beside.split())


def test_given_two_versions_then_only_what_changed_is_told():
    found = run("diff", "dk-citizenship/2024-01-01", "dk-citizenship/2025-05-01")
    assert found.stdout.splitlines() == [
        "  valid_from: 2024-01-01 → 2025-05-01",
        "  settings.fee: 4000 → 6000",
        "  settings.fee_again: 4000 → 3000",
        "  settings.fee_once: 4000 → 3000",
    ]
    assert run("diff", ENTRY, ENTRY).stdout == "no difference\n"


@pytest.mark.parametrize("words", [("show", "dk-cpr-entry/1999-01-01"), ("diff", "nothing.yaml", str(ENTRY))])
def test_given_a_version_that_is_not_there_then_wrong_use(words):
    found = run(*words)
    assert found.exit_code == 2
    assert "there is no such policy" in found.output


@pytest.fixture
def municipal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A municipality's own file in the operator's folder."""
    monkeypatch.setenv("SAGSKLAR_MUNICIPALITIES", str(tmp_path))
    file = tmp_path / "0101.yaml"
    text = "service: dk-cpr-entry\nvalid_from: 2026-03-01\nsettings:\n  due_days: 21\n"
    file.write_text(f'municipality: "0101"\n{text}')
    return file


def test_given_a_municipalitys_file_then_check_show_and_diff_understand_it(municipal: Path):
    assert "0101.yaml: sound, 0101 in dk-cpr-entry from 2026-03-01: due_days" in run("check").stdout
    shown = run("show", "dk-cpr-entry", "--municipality", "0101").stdout
    assert "dk-cpr-entry, from 2024-01-01, with what 0101 set from 2026-03-01" in shown
    assert re.search(r"due_days +21 +yes", shown)
    assert re.search(r"permit_days +90 *$", shown, re.MULTILINE)
    told = run("diff", "dk-cpr-entry/2024-01-01", municipal).stdout
    assert "settings.due_days: 14 → 21" in told
    assert run("diff", "dk-cpr-entry", "dk-cpr-entry@0101").stdout == told
    assert run("diff", "dk-cpr-entry/2026-02-28@0101", "dk-cpr-entry/2026-03-01@0101").stdout == told


def test_given_a_municipalitys_file_with_a_mistake_then_check_names_line_and_remedy(municipal: Path):
    municipal.write_text(municipal.read_text().replace("due_days", "permit_days"))
    found = run("check", municipal)
    assert found.exit_code == 5
    assert "0101.yaml, line 5, settings.permit_days" in found.stderr
    assert "They may set these settings: due_days" in found.stderr


def test_given_a_folder_that_is_not_there_then_the_setting_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SAGSKLAR_MUNICIPALITIES", "/nowhere/at/all")
    found = run("check")
    assert "SAGSKLAR_MUNICIPALITIES" in str(found.exception)


def test_given_a_stricter_policy_then_whose_verdict_alters_is_told(root: Path, tmp_path: Path):
    case = root / "samples/cases/11-returning-dane-owner"
    stricter = tmp_path / "2026-07-01.yaml"
    text = ENTRY.read_text().replace("labels: [owner_proof]", "labels: [utility_bill]")
    stricter.write_text(text.replace("near: [utility_bill]", "near: [owner_proof]"))
    found = run("simulate", "--from", ENTRY, "--to", stricter, case)
    assert found.exit_code == 0, found.output
    case_id = json.loads((case / "profile.json").read_text())["case_id"]
    assert f"{case_id}: altered" in found.stdout
    assert "newly asked for: proof_of_address" in found.stdout
    assert "1 of 1 verdicts would alter" in found.stdout
    assert "0 of 1" in run("simulate", "--from", ENTRY, "--to", ENTRY, case).stdout


def test_given_a_case_then_its_verdict_is_explained_from_page_to_rule(root: Path):
    found = CliRunner().invoke(program, ["explain", str(root / "samples/cases/11-returning-dane-owner")])
    assert found.exit_code == 0, found.output
    for word in ("You own your home.", "CPR-loven § 16", "owner_names", "page 1", "Versions"):
        assert word in found.stdout
