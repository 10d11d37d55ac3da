"""Verdicts to deliver; all persons are invented."""

import hashlib
import json
from typing import Any

from flows.ports import Event

SURNAME, CPR = "Testesen-Hansen", "0101901234"
PAPERS = {"Lejekontrakt æøå.pdf": b"%PDF-lease", "pas.jpg": b"\xff\xd8passport"}


def verdict(case_id: str, outcome: str = "incomplete", due: str = "2026-03-16") -> dict[str, Any]:
    """A verdict with all that must not leave in an address: names, numbers, names of files."""
    item = {"requirement": "proof_of_address", "subject": "applicant", "code": "unsigned", "due": due}
    request = {"da": f"{SURNAME}: underskriften mangler.", "en": "The signature is missing."}
    inputs = [
        {"file": name, "sha256": hashlib.sha256(content).hexdigest(), "failure": None}
        for name, content in PAPERS.items()
    ]
    return {
        "case_id": case_id,
        "municipality": "0101",
        "service": "dk-cpr-entry",
        "outcome": outcome,
        "completeness": 1.0 if outcome == "complete" else 0.5,
        "requirements": [],
        "missing_items": [{**item, "request": request}] if outcome == "incomplete" else [],
        "questions": [],
        "documents": [{"fields": [{"name": "cpr", "value": CPR}]}],
        "inputs": inputs,
        "letter": {"da": f"Kære {SURNAME}, {CPR} – dansk", "en": f"Dear {SURNAME} – English"},
        "next": "book_verification" if outcome == "complete" else "send_missing",
    }


def event(found: dict[str, Any], key: str, sequence: int, supersedes: str | None = None) -> Event:
    """Its event."""
    data = {"case_id": found["case_id"], "screening_id": key, "sequence": sequence, "supersedes": supersedes}
    body = {
        "type": "dk.sagsklar.verdict.v1",
        "id": key,
        "data": {**data, "href": f"https://s.test/v1/screenings/{key}"},
    }
    return Event(key, json.dumps(body).encode(), f"key-{found['case_id']}", found, "en")


def withdrawal(found: dict[str, Any], key: str) -> Event:
    """The event that takes the request of `key` back."""
    body = {"type": "dk.sagsklar.request.withdrawn.v1", "id": f"w{key}"}
    data = {"case_id": found["case_id"], "screening_id": key, "sequence": 1}
    return Event(
        f"w{key}", json.dumps({**body, "data": data}).encode(), f"key-{found['case_id']}", found, "en"
    )
