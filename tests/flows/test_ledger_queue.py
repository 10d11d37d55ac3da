"""Who waits for a person, in which order, and who may see it."""

import json

from sqlalchemy import delete, select

from flows.ledger.accounts import Sight
from flows.ledger.arrivals import ArrivedProfile, record_profile
from flows.ledger.claims import let_go, take
from flows.ledger.desk import find_cases
from flows.ledger.queue import Wanted, choices, next_case, queue, queue_mark
from flows.ledger.results import NewVerdict, store_verdict
from flows.ledger.store import Ledger, migrate
from flows.ledger.tables import casework, tallies, waiting
from tests.flows.cases_at_hand import AT_ONCE, NOW, PROFILE, arrive, introduce, later, read_all, verdict

OFFICE = Sight("0101")


def doubtful(ledger: Ledger, case_id: str, at: float = 0, due: str | None = None) -> str:
    """A case that waits for a person since `at` seconds."""
    introduce(ledger, case_id=case_id)
    arrive(ledger, case_id=case_id)
    read_all(ledger)
    key = find_cases(ledger, case_id)[0]
    items = [{"requirement": "identity", "subject": "applicant", "code": "expired", "due": due}]
    asked = {"questions": [{"kind": "rule"}], "missing_items": items if due else []}
    body = {**verdict("needs_review"), "case_id": case_id, **asked}
    store_verdict(ledger, NewVerdict(key, 2, f"{case_id} {at}", body, {}), later(at), AT_ONCE)
    return key


def listed(ledger: Ledger, sight: Sight = OFFICE, wanted: Wanted | None = None) -> list[str]:
    return [one.case_id for one in queue(ledger, sight, wanted or Wanted()).cases]


def test_given_a_deadline_that_is_nearer_then_it_comes_before_a_longer_wait(ledger: Ledger):
    doubtful(ledger, "OLD", at=0)
    doubtful(ledger, "URGENT", at=60, due="2026-03-03")
    assert listed(ledger) == ["URGENT", "OLD"]


def test_given_a_case_that_is_screened_again_and_still_doubtful_then_it_has_waited_all_along(ledger: Ledger):
    doubtful(ledger, "KBH-1", at=0)
    doubtful(ledger, "KBH-1", at=600)
    assert queue(ledger, OFFICE).cases[0].since == NOW


def test_given_another_municipality_then_nothing_of_it_is_seen(ledger: Ledger):
    doubtful(ledger, "KBH-1")
    other = Sight("0751")
    assert (listed(ledger, other), choices(ledger, other).services) == ([], ())
    assert next_case(ledger, other, "clara", NOW) is None


def test_given_a_protected_address_then_only_those_with_the_right_see_the_case(ledger: Ledger):
    key = doubtful(ledger, "KBH-1")
    text = json.dumps({**PROFILE, "flags": {"address_protection": True}})
    record_profile(ledger, ArrivedProfile("0101", "KBH-1", "p2", text, None, None), NOW)
    assert listed(ledger) == []
    assert find_cases(ledger, "KBH-1", OFFICE) == ()
    assert listed(ledger, Sight("0101", restricted=True)) == ["KBH-1"]
    assert find_cases(ledger, "KBH-1", Sight("0101", restricted=True)) == (key,)


def test_given_a_case_that_a_colleague_knows_then_it_is_not_handed_to_me(ledger: Ledger):
    first, second = doubtful(ledger, "KBH-1"), doubtful(ledger, "KBH-2", at=60)
    take(ledger, first, "kari", NOW)
    assert next_case(ledger, OFFICE, "clara", later(3600)) == second
    assert next_case(ledger, OFFICE, "kari", later(3600)) == first


def test_given_a_colleague_who_was_away_for_days_then_the_case_is_handed_on(ledger: Ledger):
    first = doubtful(ledger, "KBH-1")
    take(ledger, first, "kari", NOW)
    assert next_case(ledger, OFFICE, "clara", later(4 * 86_400)) == first


def test_given_deeds_with_pauses_then_only_the_time_at_work_counts(ledger: Ledger):
    first, second = doubtful(ledger, "KBH-1"), doubtful(ledger, "KBH-2")
    for key, at in ((first, 0), (first, 120), (second, 180), (second, 3600)):
        take(ledger, key, "clara", later(at))
    with ledger.reading() as connection:
        rows = connection.execute(select(casework).order_by(casework.c.id)).all()
    spans = [(row.case_key, (row.until - row.at).total_seconds()) for row in rows]
    assert spans == [(first, 180), (second, 0), (second, 0)]


def test_given_a_claim_then_the_mark_of_the_queue_changes(ledger: Ledger):
    key = doubtful(ledger, "KBH-1")
    before = queue_mark(ledger)
    take(ledger, key, "clara", later(5))
    taken = queue_mark(ledger)
    let_go(ledger, key, "clara", later(6))
    assert len({before, taken, queue_mark(ledger)}) == 2
    assert taken != before


def test_given_verdicts_from_before_then_the_next_start_counts_and_queues_them(ledger: Ledger):
    doubtful(ledger, "KBH-1")
    with ledger.writing() as connection:
        before = connection.execute(select(tallies)).all(), connection.execute(select(waiting)).all()
        connection.execute(delete(tallies))
        connection.execute(delete(waiting))
    migrate(ledger)
    with ledger.reading() as connection:
        assert (
            connection.execute(select(tallies)).all(),
            connection.execute(select(waiting)).all(),
        ) == before
