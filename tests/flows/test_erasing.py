"""A case is erased whole; what others have too stays theirs, and late writers are refused."""

import json
import threading
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select

from flows.document_digest import document_digest
from flows.erasing import LEARNT_MARK, Cleaning, erase
from flows.ledger.arrivals import Arrival, record_upload
from flows.ledger.audit import read_audit
from flows.ledger.case_names import CaseName, NoCase, named_case
from flows.ledger.claims import take
from flows.ledger.desk import find_cases, record_correction, record_ruling, view_case
from flows.ledger.divisions import record_division
from flows.ledger.erasure import (
    Order,
    begin_erasure,
    end_erasure,
    newest_erasure,
    tables_of_cases,
    unfinished,
)
from flows.ledger.openings import record_opening
from flows.ledger.results import NewVerdict, read_case, store_inspection, store_verdict
from flows.ledger.steps import keep_step
from flows.ledger.store import Ledger
from flows.ledger.tables import blind_checks, inspections, metadata, waiting
from flows.ledger.verifying import verify
from flows.ledger.work import lease_case, lease_upload, release_all
from flows.scanner import Watch, sweep
from pipeline.records import Correction, Ruling
from tests.flows.cases_at_hand import (
    AT_ONCE,
    NOW,
    arrive,
    inspection,
    introduce,
    later,
    read_all,
    screen_next,
    screened,
    verdict,
)
from tests.flows.stores_at_hand import MemoryStore

OF_NO_CASE = {"accounts", "audit", "audit_head", "erasures", "inspections", "ledger_keys", "restores"}
ORDER = Order("operator clara", "request")
SHA = "0" * 64

on_sqlite = pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)


@pytest.fixture
def work(ledger: Ledger, tmp_path: Path) -> Cleaning:
    return Cleaning(ledger, MemoryStore(), None, tmp_path / "home")


def full_case(ledger: Ledger) -> CaseName:
    """A case with a row in every table that cases have rows in."""
    screened(ledger)
    key = find_cases(ledger, "KBH-1")[0]
    record_correction(
        ledger, key, Correction(SHA, (1,), "lease", {"address": "Vindelevvej 1"}), by="c", now=NOW
    )
    record_ruling(ledger, key, Ruling("identity", "applicant", "satisfied"), by="c", now=NOW)
    record_division(ledger, key, "1" * 64, (1, 2), by="c", now=NOW)
    record_opening(ledger, key, {"en": "Dear friend"}, by="c", now=NOW)
    with ledger.writing() as connection:
        row = {
            "case_key": key,
            "sha256": SHA,
            "first_page": 1,
            "pages": [1],
            "classifier": "m",
            "label": "lease",
        }
        connection.execute(insert(blind_checks).values(**row, confidence=1.0, picked_at=NOW))
        queued = {"municipality": "0101", "restricted": False, "reasons": ",rule,", "questions": 1}
        days = {"since": NOW, "answer_by": NOW, "changed_at": NOW}
        connection.execute(insert(waiting).values(case_key=key, **queued, **days))
    take(ledger, key, "clara", NOW)
    keep_step(ledger, key, "case", "https://cases.example/KBH-1")
    return named_case(ledger, "KBH-1")


def rows(ledger: Ledger) -> dict[str, int]:
    with ledger.reading() as connection:
        tables = (*tables_of_cases(), inspections)
        count = {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}
    return {name: number for name, number in count.items() if number}


def test_given_any_table_then_it_is_known_whether_erasure_must_reach_it():
    assert {table.name for table in tables_of_cases()} | OF_NO_CASE == set(metadata.tables)


def test_given_a_case_when_erased_then_no_row_of_it_is_left_and_the_audit_tells_so(work: Cleaning):
    case = full_case(work.ledger)
    assert set(rows(work.ledger)) == {table.name for table in tables_of_cases()} | {"inspections"}
    (gone,) = erase(work, [case], ORDER)
    assert rows(work.ledger) == {}
    assert (gone.uploads, gone.verdicts, gone.corrections, gone.rulings) == (1, 1, 1, 1)
    newest = read_audit(work.ledger)[0]
    assert (newest.who, newest.what) == ("operator clara", "case.erased")
    assert (newest.about["case_key"], newest.about["why"]) == (case.case_key, "request")
    assert verify(work.ledger, {}).broken is None
    with pytest.raises(NoCase):
        named_case(work.ledger, "KBH-1")


def test_given_a_case_when_erased_then_nothing_that_names_it_stands_in_the_database(
    work: Cleaning, tmp_path: Path
):
    case = full_case(work.ledger)
    erase(work, [case], ORDER)
    with work.ledger.reading() as connection:
        told = [str(connection.execute(select(table)).all()) for table in metadata.tables.values()]
    assert not [one for one in told if "KBH-1" in one or SHA in one or "Vindelev" in one]


@on_sqlite
def test_given_a_long_ledger_then_not_a_byte_of_the_case_is_left_in_its_files(work: Cleaning, tmp_path: Path):
    def came(number: int) -> None:
        arrive(work.ledger, case_id=f"KBH-{number}", name=f"marker-{number}.pdf")
        introduce(work.ledger, case_id=f"KBH-{number}")

    came(0)
    long = {**inspection("f" * 64), "pages": ["Vindelev" * 3000]}
    upload = lease_upload(work.ledger, "worker", NOW, 60)  # with one alone there it is that one's
    assert upload is not None
    store_inspection(work.ledger, upload.upload_id, "versions", long, NOW)
    for number in range(1, 30):
        came(number)
    erase(work, [named_case(work.ledger, f"KBH-{number}") for number in range(29)], ORDER)
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("ledger.sqlite*"))
    assert b"Vindelev" not in kept
    assert [n for n in range(30) if f"marker-{n}.pdf".encode() in kept] == [29]


def test_given_bytes_that_another_case_has_too_then_their_reading_stays_under_its_name(work: Cleaning):
    for case_id, name in (("KBH-1", "Vindelev.pdf"), ("KBH-2", "b.pdf")):
        arrive(work.ledger, case_id=case_id, name=name)
        upload = lease_upload(work.ledger, "worker", NOW, 60)
        assert upload is not None
        body = {**inspection(SHA), "file": name, "upload_name": name}
        store_inspection(work.ledger, upload.upload_id, "versions", body, NOW)
    (work.home / "cache" / "pages" / SHA).mkdir(parents=True)
    erase(work, [named_case(work.ledger, "KBH-1")], ORDER)
    view = view_case(work.ledger, find_cases(work.ledger, "KBH-2")[0])
    assert view is not None
    assert view.uploads[0].inspection is not None
    with work.ledger.reading() as connection:
        (body,) = connection.execute(select(inspections.c.body)).scalars()
    assert (json.loads(body)["file"], "Vindelev" in body) == ("b.pdf", False)
    assert (work.home / "cache" / "pages" / SHA).exists()


@on_sqlite
def test_given_pictures_then_those_of_the_case_go_and_those_that_nobody_has(work: Cleaning):
    case = full_case(work.ledger)
    for digest in (SHA, "a" * 64):
        (work.home / "cache" / "pages" / digest).mkdir(parents=True)
    erase(work, [case], ORDER)
    assert list((work.home / "cache" / "pages").iterdir()) == []


@on_sqlite
def test_given_a_model_that_learnt_from_the_case_then_it_is_named_and_marked(work: Cleaning):
    case = full_case(work.ledger)
    for name, digests in (("v1", [document_digest(SHA, 1)]), ("v2", [])):
        folder = work.home / "models" / name
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text(json.dumps({"corrections": digests}))
    (gone,) = erase(work, [case], ORDER)
    assert gone.models == ("v1",)
    assert [file.parent.name for file in work.home.glob(f"models/*/{LEARNT_MARK}")] == ["v1"]
    assert read_audit(work.ledger)[0].about == {"case_key": case.case_key, "models": "v1"}


@on_sqlite
def test_given_a_reading_that_ends_late_then_nothing_is_written_back(work: Cleaning):
    arrive(work.ledger)
    upload = lease_upload(work.ledger, "worker", NOW, 60)
    assert upload is not None
    erase(work, [named_case(work.ledger, "KBH-1")], ORDER)  # its lease has run out
    store_inspection(work.ledger, upload.upload_id, "versions", inspection(SHA), NOW, blind_share=1.0)
    assert rows(work.ledger) == {}


@on_sqlite
def test_given_a_screening_that_ends_late_then_nothing_is_written_back(work: Cleaning):
    introduce(work.ledger)
    arrive(work.ledger)
    read_all(work.ledger)
    case = lease_case(work.ledger, "worker", NOW, 60, AT_ONCE)
    assert case is not None
    new = NewVerdict(
        case.case_key, read_case(work.ledger, case.case_key).revision, "x", verdict("complete"), {}
    )
    erase(work, [named_case(work.ledger, "KBH-1")], ORDER)
    assert store_verdict(work.ledger, new, NOW, AT_ONCE) is None
    assert rows(work.ledger) == {}


@on_sqlite
def test_given_work_on_the_case_then_it_is_waited_for(work: Cleaning):
    arrive(work.ledger)
    now = NOW + timedelta(days=36500)
    lease_upload(work.ledger, "worker", now, 60)
    threading.Timer(0.5, release_all, (work.ledger, "worker")).start()
    started = time.monotonic()
    erase(work, [named_case(work.ledger, "KBH-1")], ORDER)
    assert time.monotonic() - started > 0.4


def test_given_an_erasure_that_has_begun_then_no_work_on_the_case_begins(ledger: Ledger):
    introduce(ledger)
    arrive(ledger)
    read_all(ledger)
    arrive(ledger, name="b.pdf")
    begin_erasure(ledger, named_case(ledger, "KBH-1"), NOW)
    assert lease_upload(ledger, "worker", NOW, 60) is None
    assert screen_next(ledger) is None
    assert not arrive(ledger, name="c.pdf", at=later(1))
    assert [one.case_id for one in unfinished(ledger)] == ["KBH-1"]


def test_given_what_the_store_said_before_the_erasure_then_it_is_not_believed(ledger: Ledger):
    arrive(ledger)
    asked = newest_erasure(ledger)
    case = named_case(ledger, "KBH-1")
    begin_erasure(ledger, case, NOW)
    end_erasure(ledger, case, ORDER, NOW)
    key = "0101/KBH-1/uploads/a.pdf"
    said = Arrival("0101", "KBH-1", "uploads", key, "v1", "a.pdf", 10, NOW, "hint", asked)
    assert not record_upload(ledger, said, NOW)
    assert rows(ledger) == {}
    assert record_upload(ledger, replace(said, asked=newest_erasure(ledger)), NOW)


@on_sqlite
def test_given_an_erased_case_id_when_something_is_uploaded_then_it_is_a_new_case(work: Cleaning):
    store: Any = work.store
    store.put("0101/KBH-1/uploads/a.pdf", b"first")
    watch = Watch(work.ledger, store, "uploads", None, 60)
    assert sweep(watch) == 1
    before = named_case(work.ledger, "KBH-1")
    (gone,) = erase(work, [before], ORDER)
    assert (gone.objects, sweep(watch)) == (1, 0)
    store.put("0101/KBH-1/uploads/a.pdf", b"first")
    assert sweep(watch) == 1
    assert named_case(work.ledger, "KBH-1").case_key != before.case_key


@on_sqlite
def test_given_a_case_that_comes_again_then_its_verdicts_go_on_after_those_that_were_told(work: Cleaning):
    for _ in range(2):
        erase(work, [full_case(work.ledger)], ORDER)
    screened(work.ledger)
    view = view_case(work.ledger, find_cases(work.ledger, "KBH-1")[0])
    assert view is not None
    assert view.screening is not None
    assert view.screening.sequence == 3
