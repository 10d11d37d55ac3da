"""The managers' figures are what the ledger's own tables say, counted by another hand."""

import json
import random
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np
import pytest
from scipy.stats import binomtest
from sqlalchemy import insert, select, update

from flows.ledger.arrivals import Arrival, ArrivedProfile, record_profile, record_upload
from flows.ledger.claims import take
from flows.ledger.desk import find_cases
from flows.ledger.results import NewVerdict, read_case, store_inspection, store_verdict
from flows.ledger.store import migrate, open_ledger
from flows.ledger.stories import Range, Story, Waiting, correctness, stories, waiting_now
from flows.ledger.tables import audit, blind_checks, cases, inspections, outbox, screenings, uploads
from flows.ledger.work import lease_upload
from flows.measures import (
    SMALLEST_GROUP,
    TOGETHER,
    by_group,
    by_month,
    by_municipality,
    lines,
    measured,
    most_asked,
    readable_by_capture,
)
from tests.flows.cases_at_hand import AT_ONCE, NOW, PROFILE, inspection

YEAR = Range(NOW, NOW + timedelta(days=365))
ITEMS = [("identity", "expired"), ("proof_of_address", "unsigned"), ("civil_status", "document_missing")]


def page(chance):
    script = chance.choices(["Latn", "Arab", "Cyrl", None], [8, 3, 1, 1])[0]
    quality = {"readable": chance.random() < 0.8, "score": 0.5, "issues": []}
    return {"script": script, "text_source": chance.choice(["layer", "ocr"]), "quality": quality}


def body(chance, outcome, state):
    items = chance.sample(ITEMS, chance.randint(1, 3)) if outcome != "complete" else []
    field = {"name": "issuing_state", "accepted": True, "value": state}
    passport = {"label": "passport", "set_aside": None, "fields": [field]}
    return {
        "service": "dk-cpr-entry",
        "outcome": outcome,
        "completeness": 0.5,
        "questions": [{"kind": "rule", "file": None, "page": None, "text": {}}]
        if outcome == "needs_review"
        else [],
        "documents": [{**passport, "file": "a.pdf", "pages": [1]}],
        "missing_items": [
            {"requirement": one, "subject": "applicant", "code": code, "due": None} for one, code in items
        ],
    }


def live(ledger, chance, number):
    """One case from its upload to some verdict: at work now and then, some verdicts overtaken unsent."""
    town, case_id = chance.choice(["0101", "0751"]), f"KBH-{number}"
    came = NOW + timedelta(days=chance.randint(0, 100), seconds=number)
    profile = json.dumps({**PROFILE, "case_id": case_id, "municipality": town})
    record_profile(ledger, ArrivedProfile(town, case_id, "1", profile, None, None), came)
    key = f"{town}/{case_id}/uploads/a.pdf"
    record_upload(ledger, Arrival(town, case_id, "uploads", key, "1", "a.pdf", 10, came, "sweep"), came)
    upload = lease_upload(ledger, "worker", came, 1)
    kind = chance.choice(["application/pdf", "image/jpeg"])
    read = {**inspection(f"{number:064}"), "media_type": kind, "pages": [page(chance) for _ in range(3)]}
    store_inspection(ledger, upload.upload_id, "v", read, came)
    case_key, state = find_cases(ledger, case_id)[0], chance.choices(["DEU", "IND", "ERI"], [8, 5, 1])[0]
    for turn in range(chance.randint(1, 4)):
        came += timedelta(minutes=chance.randint(1, 5000))
        outcome = chance.choices(["complete", "incomplete", "needs_review"], [4, 4, 2])[0]
        given = NewVerdict(
            case_key, read_case(ledger, case_key).revision, f"{turn}", body(chance, outcome, state), {}
        )
        sent = store_verdict(ledger, given, came, AT_ONCE)
        if chance.random() < 0.8:
            fixed = update(outbox).where(outbox.c.id == sent)
            with ledger.writing() as connection:
                connection.execute(fixed.values(body=b"x", state="received"))
        for step in range(chance.randint(0, 3)):
            take(ledger, case_key, "clara", came + timedelta(minutes=step * chance.choice([2, 9])), over=True)
    return case_key


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Some dozens of cases, lived once for all tests of this file, which only look."""
    ledger = open_ledger(f"sqlite:///{tmp_path_factory.mktemp('world') / 'ledger.sqlite'}")
    migrate(ledger)
    chance = random.Random(7)
    keys = [live(ledger, chance, number) for number in range(36)]
    check = {"first_page": 1, "pages": [1], "classifier": "m", "label": "passport", "confidence": 0.9}
    rows = [
        {"case_key": key, "sha256": f"{n:064}", **check, "picked_at": NOW, "answer": answer}
        for n, (key, answer) in enumerate(zip(keys, ["passport", "visa", "unknown", None] * 9, strict=True))
    ]
    with ledger.writing() as connection:
        connection.execute(insert(blind_checks), rows)
    yield ledger
    ledger.close()


def raw(ledger):
    """The tables themselves, row by row."""
    names = (cases, uploads, inspections, screenings, outbox, blind_checks, audit)
    with ledger.reading() as connection:
        return {table.name: connection.execute(select(table)).mappings().all() for table in names}


def counted(tables):
    """Case → what happened to it, told from verdicts, uploads and inspections alone."""
    unsent = {row["screening_id"] for row in tables["outbox"] if row["state"] == "superseded"}
    given = [row for row in tables["screenings"] if row["id"] not in unsent]
    given.sort(key=lambda row: (row["case_key"], row["sequence"]))
    return {
        key: [(row["outcome"], row["made_at"], json.loads(row["body"])) for row in rows]
        for key, rows in groupby(given, key=lambda row: row["case_key"])
    }


def asked_in(verdict):
    return {(one["requirement"], one["subject"], one["code"]) for one in verdict["missing_items"]}


def rounds(verdicts):
    last, count = set(), 0
    for _, _, verdict in verdicts:
        count += not asked_in(verdict) <= last
        last = asked_in(verdict)
    return count


def test_given_a_world_then_every_figure_equals_an_independent_count(world):
    tables, told = raw(world), measured(stories(world, YEAR))
    by_case = counted(tables)
    arrived = {row["case_key"]: row["arrived_at"] for row in tables["uploads"]}
    hours = [
        (next(at for outcome, at, _ in verdicts if outcome == "complete") - arrived[key]) / timedelta(hours=1)
        for key, verdicts in by_case.items()
        if "complete" in [outcome for outcome, _, _ in verdicts]
    ]
    answers = [(verdicts[0][1] - arrived[key]) / timedelta(hours=1) for key, verdicts in by_case.items()]
    assert told.answer_hours == pytest.approx(np.percentile(answers, 50))
    ends = [verdicts[-1][0] for verdicts in by_case.values()]
    assert told.cases == len(by_case)
    assert [told.complete, told.waiting_for_applicant, told.waiting_for_person] == [
        ends.count("complete"),
        ends.count("incomplete"),
        ends.count("needs_review"),
    ]
    assert (told.hours_median, told.hours_p90) == pytest.approx(tuple(np.percentile(hours, [50, 90])))
    assert told.first_contact.hits == sum(verdicts[0][0] == "complete" for verdicts in by_case.values())
    asked = [rounds(verdicts) for verdicts in by_case.values()]
    assert (told.asked.hits, told.asked_again.hits) == (sum(map(bool, asked)), sum(one > 1 for one in asked))
    assert told.asked_again.of == told.asked.hits
    flagged = ["needs_review" in [outcome for outcome, _, _ in verdicts] for verdicts in by_case.values()]
    assert told.flagged.hits == sum(flagged)
    theirs = binomtest(sum(flagged), len(flagged)).proportion_ci(method="wilson")
    assert told.flagged.interval == pytest.approx((theirs.low, theirs.high))


def test_given_a_world_then_what_is_asked_most_and_pages_by_capture_are_what_the_tables_say(world):
    tables, told = raw(world), stories(world, YEAR)
    by_case = counted(tables)
    for (requirement, code), count in most_asked(told, 10):
        assert count == sum(
            any((requirement, "applicant", code) in asked_in(verdict) for _, _, verdict in verdicts)
            for verdicts in by_case.values()
        )
    bodies = {row["sha256"]: json.loads(row["body"]) for row in tables["inspections"]}
    seen = [bodies[row["sha256"]] for row in tables["uploads"] if row["case_key"] in by_case]
    pictures = [
        one["quality"]["readable"]
        for read in seen
        for one in read["pages"]
        if read["media_type"] == "image/jpeg" and one["text_source"] == "ocr"
    ]
    share = readable_by_capture(told)["picture"]
    assert (share.hits, share.of) == (sum(pictures), len(pictures))


def test_given_a_world_then_months_and_municipalities_add_up(world):
    told = stories(world, YEAR)
    towns = {row["case_key"]: row["municipality"] for row in raw(world)["cases"]}
    aarhus = sum(towns[key] == "0751" for key in counted(raw(world)))
    assert by_municipality(told)["0751"].cases == aarhus
    assert measured(stories(world, Range(YEAR.begin, YEAR.end, "0751"))) == by_municipality(told)["0751"]
    months = by_month(told)
    assert list(months) == sorted(months)
    assert sum(month.cases for month in months.values()) == len(told)


def test_given_a_world_then_what_turned_out_wrong_is_what_the_tables_say(world):
    told = correctness(world, YEAR)
    checks = raw(world)["blind_checks"]
    assert told.checked == sum(row["answer"] in {"passport", "visa"} for row in checks)
    assert told.wrong == sum(row["answer"] == "visa" for row in checks)


def test_given_a_world_then_what_waits_now_is_what_the_tables_say(world):
    newest = {
        row["case_key"]: row["outcome"]
        for row in sorted(raw(world)["screenings"], key=lambda r: r["sequence"])
    }
    now = NOW + timedelta(days=300)
    told = waiting_now(world, YEAR, now)
    assert told.cases == list(newest.values()).count("needs_review")
    assert isinstance(told, Waiting)
    assert told.overdue == told.cases


def test_given_a_case_then_its_story_is_the_same_in_every_kind_of_ledger(ledger):
    live(ledger, random.Random(3), 1)
    told = stories(ledger, YEAR)
    assert len(told) == 1
    assert told[0].captures
    assert waiting_now(ledger, YEAR, NOW).cases in {0, 1}
    assert correctness(ledger, YEAR).checked == 0


def story(state: str, number: int = 0) -> Story:
    came = datetime.fromtimestamp(0, NOW.tzinfo) + timedelta(days=number)
    nothing = {
        "rounds": 0,
        "items": frozenset(),
        "flagged": False,
        "script": None,
        "captures": {},
        "minutes": 2.0,
    }
    return Story(
        "0101", "s", came, came, "complete", complete_at_once=True, completed=came, state=state, **nothing
    )


def groups(**sizes: int) -> dict[str, int]:
    every = [story(state) for state, size in sizes.items() for _ in range(size)]
    return {name: one.cases for name, one in by_group(every, lambda one: one.state).items()}


def test_given_small_groups_then_they_are_told_together_or_not_at_all():
    assert groups(DEU=30, IND=12, ERI=6, SYR=5) == {"DEU": 30, "IND": 12, TOGETHER: 11}
    assert groups(DEU=SMALLEST_GROUP - 1) == {}


def test_given_one_small_group_then_it_cannot_be_worked_out_from_the_rest():
    assert groups(DEU=30, IND=12, ERI=1) == {"DEU": 30, TOGETHER: 13}


def test_given_minutes_at_work_then_they_are_shared_over_all_cases():
    assert measured([story("DEU"), story("IND")]).minutes_per_case == 2.0


def test_given_figures_then_a_table_of_them_says_how_sure_each_share_is():
    told = list(lines(by_group([story("DEU")] * 20, lambda one: one.state), "state"))
    share = next(line for line in told if line["measure"] == "first_contact")
    assert (share["group"], share["value"], share["hits"], share["of"]) == ("DEU", 1.0, 20, 20)
    assert share["low"] == pytest.approx(0.8389, abs=1e-4)
