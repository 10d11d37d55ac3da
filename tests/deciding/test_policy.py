"""Policies are data: what is wrong with a file is told by line, key and remedy."""

from dataclasses import FrozenInstanceError, replace
from datetime import date
from pathlib import Path

import pytest

from pipeline.deciding import Policy, load_policies, policy_in_force
from pipeline.deciding.built import built_policy
from pipeline.deciding.in_force import MESSAGES, BeforeAllPolicies, NoPolicy
from pipeline.deciding.rules import RULES
from pipeline.deciding.wording import load_wording
from pipeline.deciding.written import PolicyInvalid, complete_policy_file, read_policy_file, schema
from tests.deciding.conftest import POLICIES

SHIPPED = POLICIES / "dk-cpr-entry" / "2024-01-01.yaml"

BROKEN = [
    ("due_days: 14", "due_days: soon", "settings.due_days", "integer"),
    ("due_days: 14", "due_dayz: 14", "settings", "due_days"),
    ("stay_days: 30", "stay_days: 30\n  stay_dayz: 30", "settings.stay_dayz", "used by no check"),
    ("days: $stay_days", "days: $stay_dayz", "requirements.5.accepts.0.checks.4.days", "stay_dayz"),
    ("service: dk-cpr-entry", "service: dk-cpr", "service", "dk-cpr"),
    ("valid_from: 2024-01-01", "valid_from: 1 January", "valid_from", "1 January"),
    ('applies_when: "basis ==', 'applies_when: "bassis ==', "requirements.1.applies_when", "bassis"),
    ('"age < 18"', "\"age < '18'\"", "requirements.9.applies_when", "overload"),
    (
        "rule: valid_on, day: as_of",
        "rule: valid_onn, day: as_of",
        "requirements.0.accepts.0.checks.2.rule",
        "valid_onn",
    ),
    ("rule: valid_on, day: as_of", "rule: valid_on, days: 3", "requirements.0.accepts.0.checks.2", "day"),
    ("labels: [passport]", "labels: [pasport]", "requirements.0.accepts.0.labels", "pasport"),
    ("id: identity", "id: identitty", "requirements.0.id", "identitty"),
    ("free: $no_stamp", "free: $no_stamps", "requirements.8.accepts.0.checks.4.free", "no_stamps"),
    ("subjects: each", "subjects: [each", "the file", "expected"),
    ("    class: S\n    accepts", "    accepts", "requirements.0", "class"),
]


def build(path: Path) -> Policy:
    return built_policy(read_policy_file(path), load_wording(MESSAGES))


@pytest.fixture
def broken(tmp_path: Path):
    def write(old: str, new: str) -> Path:
        text = SHIPPED.read_text()
        assert old in text
        path = tmp_path / "2024-01-01.yaml"
        path.write_text(text.replace(old, new, 1))
        return path

    return write


@pytest.mark.parametrize(("old", "new", "key", "word"), BROKEN)
def test_given_a_broken_policy_then_the_error_names_line_key_and_remedy(broken, old, new, key, word):
    path = broken(old, new)
    with pytest.raises(PolicyInvalid) as caught:
        build(path)
    facts = caught.value.facts
    assert facts["file"] == path.name
    assert key in str(facts["key"])
    assert word in caught.value.what
    assert caught.value.advice


def test_given_a_wrong_word_in_a_condition_then_the_line_is_its_own(broken):
    path = broken("\"basis == 'nordic'", "\"bassis == 'nordic'")
    with pytest.raises(PolicyInvalid) as caught:
        build(path)
    line = path.read_text().splitlines()[int(caught.value.facts["line"]) - 1]
    assert "bassis" in line


def test_given_the_shipped_policy_then_comments_and_layout_leave_its_digest(tmp_path: Path, entry: Policy):
    path = tmp_path / "2024-01-01.yaml"
    path.write_text("# another comment\n" + SHIPPED.read_text())
    assert build(path).digest == entry.digest
    path.write_text(SHIPPED.read_text().replace("due_days: 14", "due_days: 15"))
    assert build(path).digest != entry.digest


def test_given_two_versions_then_the_day_of_receipt_decides(entry: Policy):
    newer = replace(entry, version="2026-07-01", valid_from=date(2026, 7, 1))
    versions = {"dk-cpr-entry": (newer, entry)}
    assert policy_in_force(versions, "dk-cpr-entry", date(2026, 6, 30)) is entry
    assert policy_in_force(versions, "dk-cpr-entry", date(2026, 7, 1)) is newer


def test_given_a_service_without_policy_then_the_error_says_so(entry: Policy):
    with pytest.raises(NoPolicy, match="dk-citizenship"):
        policy_in_force({"dk-cpr-entry": (entry,)}, "dk-citizenship", date(2026, 6, 30))


def test_given_a_day_before_all_versions_then_the_error_names_the_first(entry: Policy):
    with pytest.raises(BeforeAllPolicies, match="2024-01-01"):
        policy_in_force({"dk-cpr-entry": (entry,)}, "dk-cpr-entry", date(2023, 12, 31))


def test_given_a_policy_then_nobody_can_change_it(entry: Policy):
    with pytest.raises(FrozenInstanceError):
        entry.due_days = 1


def test_given_the_schema_then_it_names_every_rule():
    assert set(schema()["$defs"]["check"]["properties"]["rule"]["enum"]) == set(RULES)


def test_given_an_amendment_then_it_takes_over_all_else():
    old, new = load_policies(POLICIES)["dk-citizenship"]
    assert (old.version, new.version) == ("2024-01-01", "2025-05-01")
    assert [one.id for one in old.requirements] == [one.id for one in new.requirements]
    assert old.digest != new.digest
    fees = [
        check.parameters["least"]
        for policy in (old, new)
        for requirement in policy.requirements
        for paper in requirement.accepts
        for check in paper.checks
        if check.rule == "amount_at_least"
    ]
    assert fees == [4000, 4000, 4000, 6000, 4000, 3000]


@pytest.mark.parametrize(
    ("amends", "more", "word"),
    [
        ("2023-01-01", "", "there is no version"),
        ("2024-01-01", "defaults: {unknown_day: received}\n", "settings and lists"),
    ],
)
def test_given_an_amendment_that_cannot_hold_then_the_error_says_so(tmp_path, amends, more, word):
    (tmp_path / "2024-01-01.yaml").write_text(SHIPPED.read_text())
    path = tmp_path / "2026-07-01.yaml"
    path.write_text(f"service: dk-cpr-entry\nvalid_from: 2026-07-01\namends: {amends}\n{more}")
    with pytest.raises(PolicyInvalid, match="2026-07-01") as caught:
        complete_policy_file(path)
    assert word in caught.value.what


def test_given_the_folder_then_every_file_is_named_by_its_first_day():
    for service, versions in load_policies(POLICIES).items():
        names = sorted(path.stem for path in (POLICIES / service).glob("*.yaml"))
        assert names == [policy.version for policy in versions]
