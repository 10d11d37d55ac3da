"""The second half of the way for one case: from the ledger to a verdict in the ledger."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flows.ledger.results import CaseState, NewVerdict, Read, read_case, store_verdict
from flows.ledger.work import NO_POLICY, Parked, park_case
from flows.workshop import CountFrom, Workshop, digest_of
from pipeline import chain
from pipeline.chain import Around
from pipeline.errors import WrongUse
from pipeline.exchange import ProfileInvalid, inspection_from_json, plain, profile_from_json, verdict_json
from pipeline.records import CaseFile, Inspection


def screen(case_key: str, shop: Workshop, *, around: Around) -> str | None:
    """Screens a case as it stands now and keeps the verdict with its event.

    A case whose profile cannot be used, or that no policy serves, is parked with its reason.

    Returns:
        The new screening's id, or None when there was nothing new to say.
    """
    state = read_case(shop.ledger, case_key)
    try:
        case = case_file(state, shop.count_from)
        body = verdict_json(chain.screen_case(case, shop.kit, around=around))
    except WrongUse as error:
        code = error.code if isinstance(error, ProfileInvalid) else NO_POLICY
        park_case(shop.ledger, case_key, Parked(state.revision, code, str(error)))
        return None
    digest = inputs_digest(state, body["as_of"], body["policy"])
    new = NewVerdict(case_key, state.revision, digest, body, what_it_saw(state, body["as_of"]))
    return store_verdict(shop.ledger, new, datetime.now(UTC), shop.patience)


def case_file(state: CaseState, count_from: CountFrom) -> CaseFile:
    """Everything the screening depends on; the clock on the wall is not among it."""
    profile = profile_from_json(state.profile)
    return CaseFile(
        profile=profile,
        inspections=tuple(inspection_of(upload) for upload in state.uploads),
        as_of=(state.arrived_on if count_from == "arrival" else None) or profile.received,
        corrections=state.corrections,
        rulings=state.rulings,
        openings=state.openings,
    )


def inspection_of(upload: Read) -> Inspection:
    """What was read of these bytes, under the name that this case knows them by."""
    inspection = inspection_from_json(upload.body)
    return replace(inspection, file=upload.name, upload_name=upload.name)


def what_it_saw(state: CaseState, as_of: str) -> dict[str, Any]:
    """All that a verdict depends on beside its policy, as a replay reads it (`ledger/screenings.py`)."""
    uploads = [
        {"name": one.name, "sha256": one.body["sha256"], "versions_digest": one.versions_digest}
        for one in state.uploads
    ]
    decisions = {"corrections": plain(state.corrections), "rulings": plain(state.rulings)}
    decisions["openings"] = dict(state.openings)
    return {"profile": state.profile, "as_of": as_of, "uploads": uploads, **decisions}


def inputs_digest(state: CaseState, as_of: str, policy: object) -> str:
    """Names all that a verdict depends on: the same again gives no second event."""
    uploads = [[one.name, one.body["sha256"], one.versions_digest] for one in state.uploads]
    decisions: list[object] = [state.corrections, state.rulings]
    if state.openings:  # a letter as we write it is named as before there were others
        decisions.append(dict(state.openings))
    return digest_of([state.profile, uploads, decisions, as_of, policy])
