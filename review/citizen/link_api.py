"""For case systems: a link to a citizen's page, and whether requests are found clear."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query

from flows.ledger.audit import write_audit
from flows.ledger.clarity import clarity
from flows.ledger.desk import CaseView, find_cases, view_case
from review.citizen.door import Door


def link_router(door: Door, review_url: str) -> APIRouter:
    """The routes; who may call them is the caller's business."""
    router = APIRouter()

    @router.post("/cases/{case_id}/link", status_code=201)
    def make_link(case_id: str, municipality: Annotated[str | None, Query()] = None) -> dict[str, Any]:
        case, now = one_case(door, case_id, municipality), door.now()
        signed, link = door.links.made(case.case_key, now)
        write_audit(door.ledger, "case system", "link.made", now, case_key=case.case_key)
        return {
            "case_id": case.case_id,
            "municipality": case.municipality,
            "url": f"{review_url.rstrip('/')}/c/{signed}",
            "until": link.until.isoformat(),
        }

    @router.get("/clarity")
    def how_clear() -> dict[str, Any]:
        return {
            "requests": [
                {
                    "service": one.request.service,
                    "requirement": one.request.requirement,
                    "code": one.request.code,
                    "language": one.request.language,
                    "clear": one.clear,
                    "unclear": one.unclear,
                }
                for one in clarity(door.ledger)
            ]
        }

    return router


def one_case(door: Door, case_id: str, municipality: str | None) -> CaseView:
    """The case of that id; where two municipalities use the same, one must be named."""
    views = [view_case(door.ledger, key) for key in find_cases(door.ledger, case_id)]
    found = [one for one in views if one is not None and municipality in {None, one.municipality}]
    if not found:
        raise HTTPException(404, "This case is not known.")
    if len(found) > 1:
        raise HTTPException(409, "Several municipalities have a case of this id: name one as `municipality`.")
    return found[0]
