"""A stored verdict comes out again from what it saw, whatever happened to the case since."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import update

from flows.ledger.arrivals import ArrivedProfile, record_profile
from flows.ledger.desk import record_ruling
from flows.ledger.openings import record_opening
from flows.ledger.screenings import NoScreening, NothingStored, NoVerdict, newest_verdict
from flows.ledger.tables import screenings
from flows.replaying import replay
from flows.screening import screen
from flows.workshop import Workshop
from pipeline.deciding import load_policies
from pipeline.equip import POLICIES
from pipeline.records import Ruling
from tests.flows.cases_at_hand import AT_ONCE, NOW, PROFILE, arrive, lease_case, read_all, screened


@pytest.fixture(scope="module")
def kit():
    from pipeline.equip import equipment

    return equipment()


@pytest.fixture
def given(ledger, kit):
    """A verdict given for real, on an upload in which nothing was found."""
    told = {**PROFILE, "answers": {"housing": "lease"}}
    record_profile(ledger, ArrivedProfile("0101", "KBH-1", "p1", json.dumps(told), None, None), NOW)
    arrive(ledger)
    read_all(ledger)
    case = lease_case(ledger, "worker", NOW, 60, AT_ONCE)
    shop = Workshop(ledger, None, kit, AT_ONCE, "versions", "received")
    return case.case_key, screen(case.case_key, shop, around=lambda stage: stage)


def test_given_a_stored_verdict_then_it_comes_out_again_bit_for_bit(ledger, kit, given):
    case_key, screening_id = given
    record_ruling(ledger, case_key, Ruling("identity", "applicant", "satisfied"), by="someone", now=NOW)
    again = replay(ledger, screening_id, kit)
    assert again.same
    assert again.verdict["missing_items"]


def test_given_a_persons_first_words_then_the_letter_with_them_comes_out_again(ledger, kit, given):
    case_key, _ = given
    record_opening(ledger, case_key, {"en": "Dear friend."}, by="someone", now=NOW)
    assert lease_case(ledger, "worker", NOW, 60, AT_ONCE) is not None
    shop = Workshop(ledger, None, kit, AT_ONCE, "versions", "received")
    screening_id = screen(case_key, shop, around=lambda stage: stage)
    again = replay(ledger, screening_id, kit)
    assert again.same
    assert "\n\nDear friend.\n\n" in again.verdict["letter"]["en"]


def test_given_a_municipalitys_own_version_then_its_verdict_comes_out_again(ledger, kit, given, tmp_path):
    case_key, _ = given
    file = tmp_path / "0101.yaml"
    told = 'municipality: "0101"\nservice: dk-cpr-entry\nvalid_from: 2024-01-01\nsettings: {due_days: 21}\n'
    file.write_text(told)
    own = replace(kit, policies=load_policies(POLICIES, tmp_path))
    shop = Workshop(ledger, None, own, AT_ONCE, "versions", "received")
    screening_id = screen(case_key, shop, around=lambda stage: stage)
    again = replay(ledger, screening_id, own)
    assert again.same
    assert again.verdict["policy"]["municipal"] == "2024-01-01"
    file.write_text(told.replace("21", "28"))
    changed = replace(kit, policies=load_policies(POLICIES, tmp_path))
    assert "was changed" in dict(replay(ledger, screening_id, changed).differences)["policy"]


def test_given_a_verdict_that_would_differ_today_then_it_is_told_in_what(ledger, kit, given):
    _, screening_id = given
    with ledger.writing() as connection:
        row = connection.execute(screenings.select()).one()
        body = {**json.loads(row.body), "outcome": "complete"}
        connection.execute(update(screenings).values(body=json.dumps(body)))
    assert replay(ledger, screening_id, kit).differences == (("outcome", "came out otherwise"),)


def test_given_the_case_then_its_newest_verdict_is_found_by_id(ledger, given):
    assert newest_verdict(ledger, "KBH-1") == newest_verdict(ledger, "0101/KBH-1")
    with pytest.raises(NoVerdict, match="0147/KBH-1"):
        newest_verdict(ledger, "0147/KBH-1")


def test_given_an_unknown_or_old_screening_then_the_error_says_so(ledger, kit):
    with pytest.raises(NoScreening, match="nobody"):
        replay(ledger, "nobody", kit)
    screening_id = screened(ledger)
    with ledger.writing() as connection:
        connection.execute(update(screenings).values(seen=None))
    with pytest.raises(NothingStored, match=screening_id):
        replay(ledger, screening_id, kit)
