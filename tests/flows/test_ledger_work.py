"""Leases: each job is held by one, lost by the dead, and taken when its time has come."""

from concurrent.futures import ThreadPoolExecutor

from flows.ledger.accounts import Sight
from flows.ledger.desk import find_cases, record_correction, view_case
from flows.ledger.figures import backlog
from flows.ledger.queue import queue
from flows.ledger.store import Ledger
from flows.ledger.work import (
    Parked,
    lease_case,
    lease_upload,
    park_case,
    postpone_upload,
    release_all,
    renew,
    unpark_cases,
)
from pipeline.records import Correction
from tests.flows.cases_at_hand import (
    AT_ONCE,
    NOW,
    PATIENT,
    arrive,
    introduce,
    later,
    read_all,
    screen_next,
    screened,
)


def test_given_a_held_upload_then_nobody_else_gets_it(ledger: Ledger):
    arrive(ledger)
    assert lease_upload(ledger, "one", NOW, 60) is not None
    assert lease_upload(ledger, "two", NOW, 60) is None


def test_given_many_workers_at_once_then_each_upload_is_taken_once(ledger: Ledger):
    for number in range(12):
        arrive(ledger, name=f"{number}.pdf")
    with ThreadPoolExecutor(6) as pool:
        taken = list(pool.map(lambda one: lease_upload(ledger, f"w{one}", NOW, 60), range(12)))
    assert len({one.upload_id for one in taken if one}) == 12


def test_given_a_dead_worker_then_another_takes_over_when_the_lease_is_out(ledger: Ledger):
    arrive(ledger)
    lease_upload(ledger, "dead", NOW, 60)
    again = lease_upload(ledger, "alive", later(61), 60)
    assert again is not None
    assert again.attempts == 2


def test_given_a_living_worker_then_its_lease_does_not_run_out(ledger: Ledger):
    arrive(ledger)
    lease_upload(ledger, "alive", NOW, 60)
    renew(ledger, "alive", later(50), 60)
    assert lease_upload(ledger, "other", later(61), 60) is None


def test_given_a_worker_that_starts_again_then_what_it_held_is_free_at_once(ledger: Ledger):
    arrive(ledger)
    lease_upload(ledger, "worker", NOW, 60)
    release_all(ledger, "worker")
    assert lease_upload(ledger, "worker", NOW, 60) is not None


def test_given_a_postponed_upload_then_it_waits_for_its_time(ledger: Ledger):
    arrive(ledger)
    held = lease_upload(ledger, "worker", NOW, 60)
    assert held is not None
    postpone_upload(ledger, held.upload_id, until=later(5), counts=False)
    assert lease_upload(ledger, "worker", later(4), 60) is None
    again = lease_upload(ledger, "worker", later(5), 60)
    assert again is not None
    assert again.attempts == 1


def test_given_an_unread_upload_then_the_case_is_not_screened(ledger: Ledger):
    introduce(ledger)
    arrive(ledger)
    assert lease_case(ledger, "worker", later(999), 60, AT_ONCE) is None


def test_given_a_profile_without_uploads_then_there_is_no_verdict(ledger: Ledger):
    introduce(ledger)
    assert lease_case(ledger, "worker", later(999), 60, AT_ONCE) is None


def test_given_uploads_without_a_profile_then_there_is_no_verdict(ledger: Ledger):
    arrive(ledger)
    read_all(ledger)
    assert lease_case(ledger, "worker", later(999), 60, AT_ONCE) is None


def test_given_a_bad_profile_then_there_is_no_verdict_and_a_person_sees_why(ledger: Ledger):
    introduce(ledger, problem="profile_invalid")
    arrive(ledger)
    read_all(ledger)
    assert lease_case(ledger, "worker", later(999), 60, AT_ONCE) is None
    assert [case.problem for case in queue(ledger, Sight()).cases] == ["profile_invalid"]


def test_given_a_mended_profile_then_the_case_is_screened(ledger: Ledger):
    introduce(ledger, problem="profile_invalid")
    arrive(ledger)
    read_all(ledger)
    introduce(ledger, version="p2")
    assert screen_next(ledger) is not None


def test_given_a_parked_case_when_its_reason_is_gone_then_it_is_screened(ledger: Ledger):
    introduce(ledger)
    arrive(ledger)
    read_all(ledger)
    case = lease_case(ledger, "worker", NOW, 60, AT_ONCE)
    assert case is not None
    park_case(ledger, case.case_key, Parked(2, "no_policy", "No policy serves it."))
    assert backlog(ledger, NOW).parked_cases == 1
    assert screen_next(ledger) is None
    unpark_cases(ledger, "no_policy")
    assert screen_next(ledger) is not None


def test_given_the_quiet_time_then_an_incomplete_verdict_waits_for_its_end(ledger: Ledger):
    introduce(ledger)
    arrive(ledger)
    read_all(ledger)
    assert screen_next(ledger, now=later(1), patience=PATIENT) is None
    assert lease_case(ledger, "worker", later(2), 60, PATIENT) is None
    assert screen_next(ledger, now=later(61), patience=PATIENT) is not None


def test_given_the_quiet_time_then_a_complete_verdict_does_not_wait(ledger: Ledger):
    introduce(ledger)
    arrive(ledger)
    read_all(ledger)
    assert screen_next(ledger, "complete", now=later(1), patience=PATIENT) is not None


def test_given_a_burst_without_end_then_the_ceiling_ends_the_waiting(ledger: Ledger):
    introduce(ledger)
    for number in range(13):
        arrive(ledger, name=f"{number}.pdf", at=later(50 * number))
    read_all(ledger, later(601))
    assert screen_next(ledger, now=later(601), patience=PATIENT) is not None


def test_given_a_correction_then_there_is_no_quiet_time(ledger: Ledger):
    screened(ledger)
    case_key = find_cases(ledger, "KBH-1")[0]
    record_correction(ledger, case_key, Correction("0" * 64, (1,), "lease", {}), by="clara", now=later(5))
    assert screen_next(ledger, digest="corrected", now=later(5), patience=PATIENT) is not None
    view = view_case(ledger, case_key)
    assert view is not None
    assert view.settled


def test_given_a_change_while_a_case_is_screened_then_it_is_screened_again(ledger: Ledger):
    introduce(ledger)
    arrive(ledger)
    read_all(ledger)
    lease_case(ledger, "worker", NOW, 60, AT_ONCE)
    arrive(ledger, name="b.pdf", at=later(1))
    assert not backlog(ledger, later(1)).settled
    assert lease_case(ledger, "other", later(1), 60, AT_ONCE) is None
