"""Retention: closed cases go when their time has come, open ones never in silence."""

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.erasing import Cleaning
from flows.ledger.audit import read_audit
from flows.ledger.case_names import CaseName, named_case
from flows.ledger.delivery import lease_parcel, mark_received
from flows.ledger.erasure import begin_erasure
from flows.ledger.retention import closed_cases, open_cases
from flows.ledger.store import Ledger, migrate, open_ledger
from flows.ledger.verifying import verify
from flows.purging import is_due, purge
from flows.settings import Settings
from flows.witness import witness_head, witnessed
from tests.flows.cases_at_hand import NOW, arrive, introduce, later, read_all, screen_next
from tests.flows.stores_at_hand import MemoryStore

DAY = 86_400.0
on_sqlite = pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)


@pytest.fixture
def work(ledger: Ledger, tmp_path: Path) -> Cleaning:
    home = tmp_path / "home"
    for part in ("logs", "cache/pages"):
        (home / part).mkdir(parents=True)
    return Cleaning(ledger, MemoryStore(), None, home)


@pytest.fixture
def settings(work: Cleaning) -> Settings:
    return Settings(home=work.home)


def put(ledger: Ledger, case_id: str, outcome: str, *, received: bool = True) -> None:
    introduce(ledger, case_id=case_id)
    arrive(ledger, case_id=case_id)
    read_all(ledger)
    assert screen_next(ledger, outcome, digest=case_id) is not None
    if received:
        parcel = lease_parcel(ledger, "dispatcher", NOW, 60)
        assert parcel is not None
        mark_received(ledger, parcel, "204", NOW)


def names(cases: tuple[CaseName, ...]) -> list[str]:
    return [one.case_id for one in cases]


@pytest.fixture
def three(ledger: Ledger) -> Ledger:
    put(ledger, "COMPLETE", "complete")
    put(ledger, "LACKING", "incomplete")
    put(ledger, "UNDELIVERED", "complete", received=False)
    return ledger


def test_given_cases_then_only_what_is_complete_and_delivered_counts_as_closed(three: Ledger):
    assert names(closed_cases(three, later(60))) == ["COMPLETE"]
    assert sorted(names(open_cases(three, later(60)))) == ["LACKING", "UNDELIVERED"]


@on_sqlite
def test_given_a_case_with_something_new_then_it_is_open_again(three: Ledger):
    arrive(three, case_id="COMPLETE", name="b.pdf", at=later(10))
    assert names(closed_cases(three, later(60))) == []


@on_sqlite
def test_given_cases_of_today_then_their_time_has_not_come(three: Ledger):
    assert closed_cases(three, NOW - timedelta(days=1)) == open_cases(three, NOW - timedelta(days=1)) == ()


def test_given_a_purge_then_closed_cases_go_and_open_ones_are_counted(
    three: Ledger, work: Cleaning, settings: Settings
):
    assert purge(work, settings, "operator x", dry_run=True).counts["cases"] == 1
    done = purge(work, settings, "operator x", dry_run=False)
    assert (done.counts["cases"], done.counts["left_open"]) == (1, 2)
    erased, summed = read_audit(three)[1], read_audit(three)[0]
    assert (erased.what, erased.about["why"]) == ("case.erased", "retention")
    assert (summed.what, summed.about["left_open"]) == ("purge.done", 2)
    assert verify(three, witnessed(work.home)).broken is None
    assert sorted(names(open_cases(three, datetime.now(UTC)))) == ["LACKING", "UNDELIVERED"]


@on_sqlite
def test_given_a_setting_for_open_cases_then_they_go_too(three: Ledger, work: Cleaning, settings: Settings):
    told = settings.model_copy(update={"keep_open_case_days": 90.0})
    done = purge(work, told, "operator x", dry_run=False)
    assert (done.counts["cases"], done.counts["left_open"]) == (3, 0)


@on_sqlite
def test_given_an_erasure_that_was_broken_off_then_a_purge_ends_it(
    three: Ledger, work: Cleaning, settings: Settings
):
    begin_erasure(three, named_case(three, "LACKING"), datetime.now(UTC))
    done = purge(work, settings, "operator x", dry_run=False)
    assert (done.counts["cases"], done.counts["left_open"]) == (2, 1)


@on_sqlite
def test_given_logs_and_pictures_then_old_ones_go_and_services_write_on(work: Cleaning, settings: Settings):
    logs, pages = work.home / "logs", work.home / "cache" / "pages"
    with (logs / "worker.log").open("ab") as service:
        service.write(b"one\n")
        service.flush()
        old = logs / "worker.log.2026-01-01"
        old.write_text("old")
        os.utime(old, (time.time() - 31 * DAY,) * 2)
        (pages / ("a" * 64)).mkdir()
        done = purge(work, settings, "operator x", dry_run=False)
        service.write(b"two\n")
    assert (done.counts["logs"], done.counts["pictures"]) == (1, 1)
    assert (logs / "worker.log").read_bytes() == b"two\n"
    assert [one.read_bytes() for one in logs.glob("worker.log.*")] == [b"one\n"]


def test_given_a_home_then_the_worker_purges_a_day_after_the_last_time(tmp_path: Path):
    settings = Settings(home=tmp_path)
    ledger = open_ledger(settings.ledger_url)
    migrate(ledger)
    assert not is_due(ledger, settings)
    arrive(ledger, at=datetime.now(UTC))
    assert not is_due(ledger, settings)
    assert is_due(ledger, settings.model_copy(update={"purge_hours": 1e-9}))
    assert not is_due(ledger, settings.model_copy(update={"purge_hours": 0.0}))
    ledger.close()


@on_sqlite
def test_given_heads_then_each_is_written_down_once_and_the_first_counts(work: Cleaning):
    arrive(work.ledger)
    witness_head(work.ledger, work.home, NOW)
    witness_head(work.ledger, work.home, NOW)
    file = work.home / "run" / "audit-heads.jsonl"
    (line,) = file.read_text().splitlines()
    with file.open("a") as opened:
        opened.write(json.dumps({**json.loads(line), "hash": "f" * 64}) + "\n")
    assert verify(work.ledger, witnessed(work.home)).broken is None
