"""A municipality sets what a policy opens to it, by a small file, without copying the policy."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.deciding.in_force import written_policies
from pipeline.deciding.municipal import municipal_files, own_versions
from pipeline.deciding.written import MUNICIPALITY, PolicyInvalid, schema
from pipeline.matching import match
from tests.deciding.conftest import POLICIES
from tests.deciding.papers import case, complete, profile, upload
from tests.deciding.papers import passport as passport_of

ENTRY = "dk-cpr-entry"
PLAIN = """
municipality: "0101"
service: dk-cpr-entry
valid_from: 2026-03-01
settings:
  due_days: 21
lists:
  languages: [da, en, fr]
"""
BROKEN = [
    ('municipality: "0101"', "municipality: 0101", "municipality", 2, "quotes"),
    ("due_days: 21", "due_days: soon", "settings.due_days", 6, "municipality.json"),
    ("due_days: 21", "due_days: 0", "settings.due_days", 6, "municipality.json"),
    ("due_days: 21", "due_dayz: 21", "settings.due_dayz", 6, "due_days"),
    ("due_days: 21", "permit_days: 21", "settings.permit_days", 6, "stay_days"),
    ("due_days: 21", "stay_days: true", "settings.stay_days", 6, "municipality.json"),
    ("due_days: 21", "machine_learning: 1", "settings.machine_learning", 6, "municipality.json"),
    ("languages:", "eea:", "lists.eea", 8, "languages"),
    ("languages: [da, en, fr]", "lease_signed_by: [neighbour]", "lists.lease_signed_by.0", 8, "tenant"),
    ("service: dk-cpr-entry", "service: dk-cpr", "service", 3, "dk-cpr-entry"),
    ("settings:", "requirements: []\nsettings:", "requirements", 5, "municipality.json"),
]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(text: str = PLAIN, name: str = "a") -> Path:
        folder = tmp_path / "0101"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.yaml").write_text(text)
        return tmp_path

    return written


@pytest.mark.parametrize(("old", "new", "key", "line", "advice"), BROKEN)
def test_given_a_broken_file_then_the_error_names_line_key_and_remedy(write, old, new, key, line, advice):
    with pytest.raises(PolicyInvalid) as caught:
        load_policies(POLICIES, write(PLAIN.replace(old, new)))
    facts = caught.value.facts
    assert (facts["file"], facts["key"], facts["line"]) == ("a.yaml", key, line)
    assert advice in caught.value.advice


def test_given_two_files_of_one_day_then_an_error_names_both(write):
    write(name="a")
    with pytest.raises(PolicyInvalid, match=r"b\.yaml.*a\.yaml sets the same"):
        load_policies(POLICIES, write(name="b"))


def test_given_a_municipality_then_its_own_version_holds_for_it_alone_from_its_day(write):
    policies = load_policies(POLICIES, write())

    def held(day: date, municipality: str):
        return policy_in_force(policies, ENTRY, day, municipality)

    own, all_of = held(date(2026, 3, 1), "0101"), held(date(2026, 3, 1), "0147")
    assert (own.due_days, own.version, own.municipal) == (21, "2024-01-01", "2026-03-01")
    assert (all_of.due_days, all_of.version, all_of.municipal) == (14, "2024-01-01", None)
    assert own.digest != all_of.digest
    assert held(date(2026, 2, 28), "0101") == all_of
    assert policies["dk-citizenship"] == load_policies(POLICIES)["dk-citizenship"]


def test_given_a_later_file_then_it_replaces_the_earlier_one_whole(write):
    write()
    later = PLAIN.replace("2026-03-01", "2026-09-01")[: PLAIN.index("settings")]
    policies = load_policies(POLICIES, write(later, "b"))
    before, after = (
        policy_in_force(policies, ENTRY, day, "0101") for day in (date(2026, 8, 31), date(2026, 9, 1))
    )
    assert (before.due_days, after.due_days) == (21, 14)
    assert after.municipal == "2026-09-01"


def test_given_a_new_version_of_the_policy_then_what_the_municipality_set_goes_on(write):
    own = PLAIN.replace(ENTRY, "dk-citizenship").replace("2026-03-01", "2025-01-01")
    own = own[: own.index("lists")]
    policies = load_policies(POLICIES, write(own))
    before, after = (
        policy_in_force(policies, "dk-citizenship", day, "0101")
        for day in (date(2025, 4, 30), date(2025, 5, 1))
    )
    assert (before.version, after.version) == ("2024-01-01", "2025-05-01")
    assert before.municipal == after.municipal == "2025-01-01"
    assert before.due_days == after.due_days == 21
    assert (before.named["fee"], after.named["fee"]) == (4000, 6000)


def test_given_a_setting_closed_in_a_later_policy_then_the_error_names_that_version(write):
    (file,) = municipal_files(write())
    (base,) = written_policies(POLICIES)[ENTRY]
    closed = type(base)(
        base.file, {**base.data, "valid_from": "2027-01-01", "municipalities_may_set": []}, {}
    )
    with pytest.raises(PolicyInvalid, match="dk-cpr-entry of 2027-01-01"):
        list(own_versions((base, closed), [file]))


def test_given_what_a_municipality_set_then_its_verdicts_follow_and_say_so(write):
    policies = load_policies(POLICIES, write())
    french = upload(*complete()[2].documents, language="fr")
    due = {}
    for municipality in ("0101", "0147"):
        who = profile(municipality=municipality)
        policy = policy_in_force(policies, ENTRY, who.received, municipality)
        found = decide(match(case(upload(passport_of()), french, who=who)), using=policy)
        due[found.policy.municipal] = {str(one.due) for one in found.missing_items}
    assert due == {"2026-03-01": {"2026-03-23"}, None: {"2026-03-16"}}


def test_given_no_folder_then_everybodys_policies_hold(tmp_path: Path):
    assert load_policies(POLICIES, tmp_path / "nothing") == load_policies(POLICIES)


def test_given_the_policies_then_an_editor_knows_all_that_is_open():
    opened = {
        (part, name)
        for versions in load_policies(POLICIES).values()
        for policy in versions
        for name in policy.own
        for part in ["lists" if isinstance(policy.named[name], list) else "settings"]
    }
    parts = schema(MUNICIPALITY)["properties"]
    offered = {(part, name) for part in ("settings", "lists") for name in parts[part]["properties"]}
    assert offered == opened
