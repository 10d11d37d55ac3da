"""Whole cases: planned from facts, spoiled on purpose, printed, and what each must come out as."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.exchange import profile_from_json
from pipeline.vocabulary import FIELDS, LABELS, MISSING_CODES, REQUIREMENTS, SERVICES
from samples.applications.application import (
    Application,
    expected_of,
    make_application,
    planned_uploads,
    write_application,
)
from samples.applications.facts import table
from samples.applications.flaws import Case, Consequence
from samples.applications.owing import Owed
from samples.applications.verdicts import verdict_of
from samples.world import Order, fill_cases

COUNT = 480
SEED = 11


def planned() -> Iterator[Application]:
    return (make_application(SEED, index, "train") for index in range(COUNT))


@pytest.fixture(scope="module")
def applications() -> list[Application]:
    return list(planned())


@pytest.fixture(scope="module")
def expectations(applications: list[Application]) -> list[dict[str, Any]]:
    return [expected_of(one, planned_uploads(one)) for one in applications]


def test_every_basis_of_every_service_has_its_turn(applications: list[Application]):
    seen = Counter((one.facts.service, one.facts.basis) for one in applications)
    assert set(seen) == {(service, basis) for service in SERVICES for basis in table("bases")[service]}


def test_every_code_that_can_be_asked_for_is_asked_for_somewhere():
    codes = {
        item["code"]
        for index in range(3000)
        for item in verdict_of(make_application(SEED, index, "train").case)["missing_items"]
    }
    assert codes == set(MISSING_CODES)


def test_every_outcome_comes_about(expectations: list[dict[str, Any]]):
    outcomes = Counter(one["outcome"] for one in expectations)
    assert outcomes["complete"] > COUNT / 5
    assert outcomes["incomplete"] > COUNT / 3
    assert outcomes["needs_review"] > 0


def test_given_no_flaw_then_the_case_is_complete_and_nothing_is_asked(
    applications: list[Application], expectations: list[dict[str, Any]]
):
    for application, said in zip(applications, expectations, strict=True):
        if not application.case.consequences:
            assert (said["outcome"], said["completeness"], said["missing_items"]) == ("complete", 1.0, [])


def test_given_a_planted_code_then_it_is_asked_for_once_unless_the_host_is_asked(
    applications: list[Application], expectations: list[dict[str, Any]]
):
    for application, said in zip(applications, expectations, strict=True):
        planted = [
            (one.owed.id, one.owed.subject, one.code)
            for one in application.case.consequences
            if one.code and one.owed.id != "host_declaration"
        ]
        asked = [(one["requirement"], one["subject"], one["code"]) for one in said["missing_items"]]
        assert sorted(asked) == sorted(planted)


def test_given_a_case_then_it_speaks_the_contracts_words(expectations: list[dict[str, Any]]):
    for said in expectations:
        assert {one["id"] for one in said["requirements"]} <= set(REQUIREMENTS[said["service"]])
        for document in (one for upload in said["uploads"] for one in upload["documents"]):
            assert document["label"] in LABELS
            assert set(document["fields"]) <= {*FIELDS[document["label"]], "cpr"}


def test_given_a_profile_then_the_program_can_read_it(applications: list[Application]):
    schema = json.loads(Path("docs/schemas/profile.json").read_text(encoding="utf-8"))
    for application in applications:
        text = json.dumps(application.profile)
        jsonschema.validate(json.loads(text), schema)
        assert profile_from_json(text.encode()).case_id == application.facts.case_id


def test_given_a_case_then_something_is_uploaded_under_names_of_its_own(applications: list[Application]):
    for application in applications:
        names = [sent.name.casefold() for sent in application.files]
        assert names
        assert len(names) == len(set(names))


def test_given_a_seed_then_the_same_case_comes_again(applications: list[Application]):
    assert make_application(SEED, 7, "train") == applications[7]
    assert make_application(SEED, 7, "test").profile != applications[7].profile


def consequence(application: Application, status: str, *also: str) -> Case:
    facts = application.facts
    hit = Consequence(Owed("identity", "applicant"), status, None, "told", also)
    return Case(facts, application.case.papers, (hit,))


def test_given_a_doubt_then_a_person_decides_and_what_is_just_as_right_is_told(
    applications: list[Application],
):
    one = next(a for a in applications if a.facts.service == "dk-health-card" and not a.case.consequences)
    said = verdict_of(consequence(one, "uncertain", "satisfied"))
    assert said["outcome"] == "needs_review"
    assert said["outcome_also"] == ["complete"]
    assert 1.0 in said["completeness_also"]


@pytest.mark.parametrize("condition", ["password_protected", "corrupt", "empty", "unreadable", "sound"])
def test_given_what_happened_to_a_paper_then_its_file_shows_it(condition: str, tmp_path: Path):
    index, place = next(
        (index, place)
        for index, one in enumerate(planned())
        for place, sent in enumerate(one.files)
        if sent.condition == condition
    )
    write_application(SEED, index, "train", tmp_path)
    said = json.loads((tmp_path / "expected.json").read_text(encoding="utf-8"))
    upload = said["uploads"][place]
    content = (tmp_path / upload["file"]).read_bytes()
    assert upload["readable"] == (condition == "sound")
    assert (content == b"") == (condition == "empty")
    assert (b"/Encrypt" in content) == (condition == "password_protected")
    assert bool(upload["documents"]) == (condition in {"unreadable", "sound"})


def test_given_printed_cases_then_their_fields_are_those_planned(tmp_path: Path):
    """What the quick way says of a paper without setting it is what stands on it once set."""
    compared = 0
    for index in range(0, 40, 5):
        application = make_application(SEED, index, "test")
        write_application(SEED, index, "test", tmp_path / str(index))
        said = json.loads((tmp_path / str(index) / "expected.json").read_text(encoding="utf-8"))
        for plan, made in zip(planned_uploads(application), said["uploads"], strict=True):
            for quick, printed in zip(plan["documents"], made["documents"], strict=True):
                assert printed["label"] == quick["label"]
                assert printed["used_for"] == quick["used_for"]
                if "label_also" not in quick:
                    assert printed["fields"].items() <= quick["fields"].items()
                    compared += len(printed["fields"])
    assert compared > 50


def test_given_cases_in_a_folder_then_only_missing_ones_are_made_and_bytes_come_again(tmp_path: Path):
    order = Order(SEED, "train")
    fill_cases(order, 2, tmp_path / "a", lambda *_: None)
    fill_cases(order, 3, tmp_path / "a", lambda *_: None)
    fill_cases(order, 3, tmp_path / "b", lambda *_: None)
    made = {
        path.relative_to(tmp_path / "a"): path.read_bytes()
        for path in (tmp_path / "a").rglob("*")
        if path.is_file()
    }
    again = {
        path.relative_to(tmp_path / "b"): path.read_bytes()
        for path in (tmp_path / "b").rglob("*")
        if path.is_file()
    }
    assert made == again
    assert len({path.parts[1] for path in made if path.parts[0] == "cases"}) == 3
