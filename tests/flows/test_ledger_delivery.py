"""Verdicts and their events: one for each state, in order, none after a newer one."""

import pytest

from flows.ledger.delivery import (
    Parcel,
    deliveries,
    fix_body,
    lease_parcel,
    mark_later,
    mark_parked,
    mark_received,
)
from flows.ledger.desk import find_cases, view_screening
from flows.ledger.figures import backlog
from flows.ledger.store import Ledger
from tests.flows.cases_at_hand import NOW, arrive, later, read_all, screen_next, screened


def next_parcel(ledger: Ledger, at: float = 0) -> Parcel:
    found = lease_parcel(ledger, "dispatcher", later(at), 60)
    assert found is not None
    return found


def change(ledger: Ledger, name: str, at: float) -> str | None:
    arrive(ledger, name=name, at=later(at))
    read_all(ledger, later(at))
    return screen_next(ledger, digest=name, now=later(at))


def test_given_a_verdict_then_its_event_waits_and_the_api_shows_it(ledger: Ledger):
    screening_id = screened(ledger)
    found = view_screening(ledger, screening_id)
    assert found is not None
    assert (found.verdict["screening_id"], found.verdict["sequence"]) == (screening_id, 1)
    assert backlog(ledger, NOW).outbox_waiting == 1


def test_given_the_same_inputs_again_then_there_is_no_second_event(ledger: Ledger):
    screened(ledger)
    arrive(ledger, version="v2")
    arrive(ledger, at=later(1))
    read_all(ledger, later(1))
    assert screen_next(ledger, now=later(1)) is None
    assert backlog(ledger, later(1)).outbox_waiting == 1


def test_given_a_newer_verdict_then_one_that_never_went_out_stays_at_home(ledger: Ledger):
    screened(ledger)
    second = change(ledger, "b.pdf", 1)
    assert next_parcel(ledger, 1).event_id == second
    key = find_cases(ledger, "KBH-1")[0]
    assert [one.state for one in deliveries(ledger, key)] == ["superseded", "waiting"]


def test_given_an_event_that_was_tried_then_a_newer_one_waits_for_it(ledger: Ledger):
    first = screened(ledger)
    parcel = next_parcel(ledger)
    assert fix_body(ledger, parcel, b"{}")
    mark_later(ledger, parcel, "503", later(5))
    change(ledger, "b.pdf", 1)
    assert lease_parcel(ledger, "dispatcher", later(2), 60) is None
    assert next_parcel(ledger, 5).event_id == first


def test_given_a_newer_verdict_while_an_event_is_picked_up_then_it_does_not_go_out(ledger: Ledger):
    screened(ledger)
    parcel = next_parcel(ledger)
    change(ledger, "b.pdf", 1)
    assert not fix_body(ledger, parcel, b"{}")


def test_given_received_events_then_the_next_names_the_last_of_them(ledger: Ledger):
    first = screened(ledger)
    parcel = next_parcel(ledger)
    fix_body(ledger, parcel, b"{}")
    mark_received(ledger, parcel, "204", later(1))
    change(ledger, "b.pdf", 2)
    assert parcel.supersedes is None
    assert next_parcel(ledger, 2).supersedes == first


def test_given_a_parked_event_then_a_newer_one_goes_out(ledger: Ledger):
    screened(ledger)
    parcel = next_parcel(ledger)
    fix_body(ledger, parcel, b"{}")
    mark_parked(ledger, parcel, "410", later(1))
    second = change(ledger, "b.pdf", 2)
    assert next_parcel(ledger, 2).event_id == second
    assert backlog(ledger, later(2)).outbox_parked == 1


def test_given_a_dispatcher_that_died_then_the_same_text_goes_out_again(ledger: Ledger):
    screened(ledger)
    fix_body(ledger, next_parcel(ledger), b"the text")
    assert next_parcel(ledger, 61).body == b"the text"


@pytest.mark.parametrize("attempts", [1, 3])
def test_given_pauses_then_attempts_are_counted(ledger: Ledger, attempts: int):
    screened(ledger)
    for number in range(attempts):
        parcel = next_parcel(ledger, number * 10)
        mark_later(ledger, parcel, "503", later(number * 10 + 5))
    assert parcel.attempts == attempts
