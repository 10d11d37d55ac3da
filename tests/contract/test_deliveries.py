"""What leaves for case systems, and what operators see of it, against the schemas."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commands.deliveries import described
from flows.events import event_body
from flows.ledger.delivery import fix_body, lease_parcel, mark_parked, parked_events
from flows.ledger.store import Ledger, migrate, open_ledger
from flows.ledger.withdrawals import withdraw_request
from tests.flows.cases_at_hand import NOW, later, screened

Fits = Callable[[str, Any], None]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    found = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    migrate(found)
    return found


def test_given_a_verdict_and_its_withdrawal_then_both_events_fit(ledger: Ledger, fits: Fits):
    screening_id = screened(ledger)
    parcel = lease_parcel(ledger, "d", NOW, 60)
    assert parcel is not None
    body = event_body(parcel, "https://sagsklar.example.test")
    fits("event", json.loads(body))
    fix_body(ledger, parcel, body)
    mark_parked(ledger, parcel, "case_not_found", NOW)
    assert withdraw_request(ledger, screening_id, "ann", later(1))
    back = lease_parcel(ledger, "d", NOW + timedelta(hours=1), 60)
    assert back is not None
    fits("withdrawal", json.loads(event_body(back, "https://sagsklar.example.test")))
    fits("delivery", described(parked_events(ledger)[0]))
    ledger.close()
