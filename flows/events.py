"""A verdict as the event that the case system gets: thin, without names, numbers or values read."""

import json
from datetime import UTC
from typing import Any

from flows.ledger.delivery import Parcel
from flows.ledger.withdrawals import WITHDRAWN

SENT = ("case_id", "municipality", "service")
REQUIREMENT = ("id", "subject", "status")
ITEM = ("requirement", "subject", "code", "due")


def event_body(parcel: Parcel, review_url: str) -> bytes:
    """A structured CloudEvent; the receiver fetches the whole verdict at `href` with its own credential."""
    verdict = parcel.verdict
    event = {
        "specversion": "1.0",
        "id": parcel.event_id,
        "type": parcel.type,
        "source": f"/municipality/{verdict['municipality']}",
        "subject": verdict["case_id"],
        "time": parcel.made_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": withdrawn(parcel) if parcel.type == WITHDRAWN else told(parcel, review_url),
    }
    return json.dumps(event, ensure_ascii=False).encode()


def told(parcel: Parcel, review_url: str) -> dict[str, Any]:
    """What the event of a verdict holds."""
    verdict = parcel.verdict
    return {
        **{key: verdict[key] for key in SENT},
        "screening_id": parcel.event_id,
        "sequence": parcel.sequence,
        "supersedes": parcel.supersedes,
        "outcome": verdict["outcome"],
        "completeness": verdict["completeness"],
        "requirements": [{key: one[key] for key in REQUIREMENT} for one in verdict["requirements"]],
        "missing_items": [{key: one[key] for key in ITEM} for one in verdict["missing_items"]],
        "next": verdict["next"],
        "href": f"{review_url}/v1/screenings/{parcel.event_id}",
    }


def withdrawn(parcel: Parcel) -> dict[str, Any]:
    """What the event of a withdrawal holds: which request is taken back."""
    sent = {key: parcel.verdict[key] for key in SENT}
    return {**sent, "screening_id": parcel.screening_id, "sequence": parcel.sequence}
