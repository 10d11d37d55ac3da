"""What people decide is kept, merged and audited."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from flows.ledger.accounts import Sight, begin_account, find_account
from flows.ledger.audit import read_audit, write_audit
from flows.ledger.desk import find_cases, record_correction, record_ruling, view_case
from flows.ledger.queue import queue
from flows.ledger.store import Ledger
from pipeline.records import Correction, Ruling
from tests.flows.cases_at_hand import NOW, later, screened

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
