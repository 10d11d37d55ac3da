"""A stored verdict again: from the inputs that it saw, whatever changed in the case since."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flows.ledger.screenings import Seen, inspections_seen, stored_screening
from flows.ledger.store import Ledger
from pipeline.chain import Equipment, screen_case
from pipeline.exchange import (
    correction_from_json,
    inspection_from_json,
    profile_from_json,
    ruling_from_json,
    verdict_json,
)
from pipeline.records import CaseFile, Inspection

_OF_THE_MOMENT = frozenset({"seconds", "screening_id", "sequence"})
"""What is no part of the verdict itself."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """The verdict as it came out again, and in which keys it differs, with what stands behind it."""

    verdict: Mapping[str, Any]
    differences: tuple[tuple[str, str], ...]

    @property
    def same(self) -> bool:
        """Whether every bit but the time taken is the same."""
        return not self.differences


def replay(ledger: Ledger, screening_id: str, kit: Equipment) -> Replayed:
    """Screens the stored inputs again. Raises WrongUse for an unknown screening or one without inputs."""
    stored = stored_screening(ledger, screening_id)
    again = verdict_json(screen_case(_case_file(ledger, stored.seen), kit))
    # versions tell what read the inputs, which is given here
    again["versions"] = stored.verdict["versions"]
    return Replayed(again, tuple(_differences(stored.verdict, again)))


def _case_file(ledger: Ledger, seen: Seen) -> CaseFile:
    bodies = inspections_seen(ledger, seen)
    return CaseFile(
        profile=profile_from_json(seen.profile),
        inspections=tuple(_named(bodies[upload.key], upload.name) for upload in seen.uploads),
        as_of=date.fromisoformat(seen.as_of),
        corrections=tuple(map(correction_from_json, seen.corrections)),
        rulings=tuple(map(ruling_from_json, seen.rulings)),
        openings=seen.openings,
    )


def _named(body: Mapping[str, Any], name: str) -> Inspection:
    return replace(inspection_from_json(body), file=name, upload_name=name)


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in dict.fromkeys((*before, *after)):
        if key in _OF_THE_MOMENT or json.dumps(before.get(key)) == json.dumps(after.get(key)):
            continue
        if key == "policy":
            yield key, f"{before[key]['version']} was changed since its file was used"
        else:
            yield key, "came out otherwise"
