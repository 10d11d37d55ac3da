"""A verdict as the event that the case system gets: thin, without names, numbers or values read."""

import json
from datetime import UTC

from flows.ledger.delivery import Parcel

SENT = ("case_id", "municipality", "service")
REQUIREMENT = ("id", "subject", "status")
ITEM = ("requirement", "subject", "code", "due")


def event_body(parcel: Parcel, review_url: str) -> bytes:
    """A structured CloudEvent; the receiver fetches the whole verdict at `href` with its own credential."""
    verdict = parcel.verdict
    data = {
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
    event = {
        "specversion": "1.0",
        "id": parcel.event_id,
        "type": parcel.type,
        "source": f"/municipality/{verdict['municipality']}",
        "subject": verdict["case_id"],
        "time": parcel.made_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "data": data,
    }
    return json.dumps(event, ensure_ascii=False).encode()
