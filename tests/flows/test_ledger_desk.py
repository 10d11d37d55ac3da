"""What people decide is kept, merged and audited."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from flows.ledger.accounts import Sight, begin_account, find_account
from flows.ledger.arrivals import Arrival
from flows.ledger.audit import read_audit, write_audit
from flows.ledger.case_names import CaseName
from flows.ledger.desk import find_cases, record_correction, record_ruling, view_case
from flows.ledger.elsewhere import (
    Deed,
    Handed,
    Handing,
    OtherCaseGone,
    call_back,
    record_elsewhere,
    record_here,
)
from flows.ledger.erasure import begin_erasure, newest_erasure
from flows.ledger.queue import queue
from flows.ledger.results import read_case
from flows.ledger.store import Ledger
from pipeline.records import Correction, Ruling
from tests.flows.cases_at_hand import NOW, introduce, later, screen_next, screened

SHA = "0" * 64


def test_given_two_corrections_of_a_document_then_the_later_wins_field_by_field(ledger: Ledger):
    screened(ledger)
    key = find_cases(ledger, "KBH-1")[0]
    first = Correction(SHA, (1, 2), "lease", {"end_date": None, "address": "A"})
    second = Correction(SHA, (1, 2), None, {"address": "B"})
    for correction in (first, second):
        record_correction(ledger, key, correction, by="clara", now=NOW)
    view = view_case(ledger, key)
    assert view is not None
    assert view.corrections == (Correction(SHA, (1, 2), "lease", {"end_date": None, "address": "B"}),)


def test_given_two_rulings_on_a_requirement_then_the_newer_stands(ledger: Ledger):
    screened(ledger)
    key = find_cases(ledger, "KBH-1")[0]
    for ruling in (
        Ruling("identity", "applicant", "missing", "x"),
        Ruling("identity", "applicant", "satisfied"),
    ):
        record_ruling(ledger, key, ruling, by="clara", now=NOW)
    view = view_case(ledger, key)
    assert view is not None
    assert view.rulings == (Ruling("identity", "applicant", "satisfied"),)
    assert not view.settled


def test_given_decisions_then_the_audit_names_who_and_what_without_values(ledger: Ledger):
    screened(ledger)
    key = find_cases(ledger, "KBH-1")[0]
    record_correction(ledger, key, Correction(SHA, (1,), "lease", {"address": "A"}), by="clara", now=later(3))
    newest = read_audit(ledger)[0]
    assert (newest.who, newest.what, newest.at) == ("clara", "document.corrected", later(3))
    view = view_case(ledger, key)
    assert view is not None
    assert newest.about == {"case_key": key, "upload_id": view.uploads[0].upload_id}


def test_given_what_was_said_last_of_where_a_document_belongs_then_that_stands(ledger: Ledger):
    screened(ledger)
    key = find_cases(ledger, "KBH-1")[0]
    record_correction(ledger, key, Correction(SHA, (1,), "lease", {}), by="clara", now=NOW)
    record_elsewhere(ledger, Deed(key, "clara", NOW), Correction(SHA, (1,), None, {}, elsewhere=True), None)
    view = view_case(ledger, key)
    assert view is not None
    assert view.corrections == (Correction(SHA, (1,), "lease", {}, elsewhere=True),)
    record_here(ledger, Deed(key, "clara", NOW), Correction(SHA, (1,), None, {}))
    view = view_case(ledger, key)
    assert view is not None
    assert view.corrections == (Correction(SHA, (1,), "lease", {}),)


def test_given_a_case_whose_only_paper_was_taken_away_again_then_it_gets_its_next_verdict(ledger: Ledger):
    screened(ledger)
    view = view_case(ledger, find_cases(ledger, "KBH-1")[0])
    assert view is not None
    copy = Handed(view.uploads[0].upload_id, view.case_key, view.uploads[0].object_key)
    call_back(ledger, copy, by="clara", now=later(5))
    assert read_case(ledger, view.case_key).arrived_on is None
    assert screen_next(ledger, digest="without it", now=later(6)) is not None


def test_given_the_other_case_was_erased_meanwhile_then_nothing_is_kept(ledger: Ledger):
    screened(ledger)
    key, asked = find_cases(ledger, "KBH-1")[0], newest_erasure(ledger)
    introduce(ledger, case_id="KBH-2")
    other = find_cases(ledger, "KBH-2")[0]
    begin_erasure(ledger, CaseName(other, "0101", "KBH-2"), NOW)
    arrival = Arrival("0101", "KBH-2", "uploads", "0101/KBH-2/uploads/a", "1", "a", 1, NOW, "desk", asked)
    document = Correction(SHA, (1,), None, {}, elsewhere=True)
    with pytest.raises(OtherCaseGone):
        record_elsewhere(ledger, Deed(key, "clara", NOW), document, Handing(other, arrival))
    view = view_case(ledger, key)
    assert view is not None
    assert view.corrections == ()


@pytest.mark.parametrize("statement", ["UPDATE audit SET who = 'x'", "DELETE FROM audit"])
def test_given_the_audit_then_nobody_changes_it(ledger: Ledger, statement: str):
    write_audit(ledger, "clara", "case.seen", NOW, case_key="k")
    with pytest.raises(DatabaseError, match="append-only"), ledger.writing() as connection:
        connection.execute(text(statement))
    assert len(read_audit(ledger)) == 1


def test_given_a_first_account_then_its_password_is_told_once(ledger: Ledger):
    password = begin_account(ledger, "caseworker", "caseworker", NOW)
    account = find_account(ledger, "caseworker")
    assert password is not None
    assert account is not None
    assert password not in account.password_hash
    assert begin_account(ledger, "caseworker", "caseworker", NOW) is None


def test_given_nothing_doubtful_then_the_queue_is_empty(ledger: Ledger):
    screened(ledger)
    assert queue(ledger, Sight()).cases == ()
