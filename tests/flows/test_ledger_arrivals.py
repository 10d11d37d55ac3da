"""Uploads and profiles come into the ledger once in effect."""

from flows.ledger.arrivals import known_profiles, known_versions
from flows.ledger.desk import find_cases, view_case
from flows.ledger.store import Ledger, migrate
from tests.flows.cases_at_hand import NOW, arrive, introduce, later


def test_given_the_same_object_twice_then_it_is_kept_once(ledger: Ledger):
    assert arrive(ledger)
    assert not arrive(ledger)
    assert known_versions(ledger, "uploads") == {"0101/KBH-1/uploads/a.pdf": "v1"}


def test_given_other_bytes_under_a_name_then_they_take_its_place(ledger: Ledger):
    arrive(ledger)
    assert arrive(ledger, version="v2")
    assert known_versions(ledger, "uploads") == {"0101/KBH-1/uploads/a.pdf": "v2"}


def test_given_the_former_bytes_again_then_they_stand_again(ledger: Ledger):
    arrive(ledger)
    arrive(ledger, version="v2")
    assert arrive(ledger, at=later(9))
    assert known_versions(ledger, "uploads") == {"0101/KBH-1/uploads/a.pdf": "v1"}


def test_given_the_same_profile_twice_then_it_is_kept_once(ledger: Ledger):
    assert introduce(ledger)
    assert not introduce(ledger)
    assert known_profiles(ledger) == {("0101", "KBH-1"): "p1"}


def test_given_an_upload_before_its_profile_then_both_are_one_case(ledger: Ledger):
    arrive(ledger)
    introduce(ledger)
    assert len(find_cases(ledger, "KBH-1")) == 1


def test_given_a_case_then_the_desk_sees_its_uploads(ledger: Ledger):
    arrive(ledger)
    view = view_case(ledger, find_cases(ledger, "KBH-1")[0])
    assert view is not None
    assert [(one.name, one.state, one.arrived_at) for one in view.uploads] == [("a.pdf", "waiting", NOW)]


def test_given_tables_of_today_when_migrated_again_then_nothing_happens(ledger: Ledger):
    arrive(ledger)
    migrate(ledger)
    assert not arrive(ledger)
