"""Small things that the tests of the ledger put in; all persons are invented."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.ledger.arrivals import Arrival, ArrivedProfile, record_profile, record_upload
from flows.ledger.erasure import newest_erasure
from flows.ledger.results import NewVerdict, read_case, store_inspection, store_verdict
from flows.ledger.store import Ledger
from flows.ledger.work import Patience, lease_case, lease_upload

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT_ONCE, PATIENT = Patience(0, 600), Patience(60, 600)
PROFILE = {
    "schema": "sagsklar/profile/1",
    "case_id": "KBH-1",
    "municipality": "0101",
    "service": "dk-cpr-entry",
    "received": "2026-03-02",
    "language": "en",
    "basis": "eu_worker",
    "persons": [{"id": "applicant", "role": "applicant"}],
}


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def arrive(
    ledger: Ledger, name: str = "a.pdf", version: str = "v1", case_id: str = "KBH-1", at: datetime = NOW
) -> bool:
    key = f"0101/{case_id}/uploads/{name}"
    asked = newest_erasure(ledger)
    arrival = Arrival("0101", case_id, "uploads", key, version, name, 10, at, "sweep", asked)
    return record_upload(ledger, arrival, at)


def introduce(
    ledger: Ledger,
    version: str = "p1",
    problem: str | None = None,
    case_id: str = "KBH-1",
    at: datetime = NOW,
) -> bool:
    text = json.dumps({**PROFILE, "case_id": case_id})
    asked = newest_erasure(ledger)
    return record_profile(ledger, ArrivedProfile("0101", case_id, version, text, problem, problem, asked), at)


def read_all(ledger: Ledger, now: datetime = NOW) -> int:
    """Reads every waiting upload; returns how many."""
    count = 0
    while (upload := lease_upload(ledger, "worker", now, 60)) is not None:
        store_inspection(ledger, upload.upload_id, "versions", inspection(f"{count:064}"), now)
        count += 1
    return count


def inspection(sha256: str) -> dict[str, Any]:
    """A read upload in which nothing was found."""
    about = {"file": "a.pdf", "upload_name": "a.pdf", "bytes": 10, "media_type": "application/pdf"}
    found = {"pages": [], "documents": [], "findings": [], "failure": None}
    return {
        "schema": "sagsklar/inspect/1",
        "sha256": sha256,
        **about,
        **found,
        "seconds": 0.1,
        "versions": {},
    }


def verdict(outcome: str = "incomplete") -> dict[str, Any]:
    return {
        "case_id": "KBH-1",
        "municipality": "0101",
        "service": "dk-cpr-entry",
        "outcome": outcome,
        "completeness": 1.0 if outcome == "complete" else 0.5,
        "requirements": [{"id": "identity", "subject": "applicant", "status": "missing", "title": {}}],
        "missing_items": [
            {
                "requirement": "identity",
                "subject": "applicant",
                "code": "document_missing",
                "due": "2026-03-16",
            }
        ],
        "questions": [],
        "next": "send_missing",
    }


def screen_next(
    ledger: Ledger,
    outcome: str = "incomplete",
    digest: str = "inputs",
    now: datetime = NOW,
    patience: Patience = AT_ONCE,
) -> str | None:
    """Screens the next case that is due; None when none is, or when there is nothing new to say."""
    case = lease_case(ledger, "worker", now, 60, patience)
    if case is None:
        return None
    new = NewVerdict(case.case_key, read_case(ledger, case.case_key).revision, digest, verdict(outcome), {})
    return store_verdict(ledger, new, now, patience)


def screened(ledger: Ledger) -> str:
    """A case of one upload with its first verdict; returns the screening's id."""
    introduce(ledger)
    arrive(ledger)
    read_all(ledger)
    found = screen_next(ledger)
    assert found is not None
    return found
