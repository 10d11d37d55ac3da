"""The read API of the review address: verdicts for case systems, the backlog for operators."""

from collections.abc import Callable
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, HTTPException, Response
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from flows.ledger.audit import write_audit
from flows.ledger.desk import CaseView, UploadView, find_cases, view_case, view_screening
from flows.ledger.figures import backlog, totals
from flows.ledger.store import Ledger


def api_router(ledger: Ledger, api_token: str) -> APIRouter:
    """`/v1/…` for those who show the token; health and metrics for all."""
    router = APIRouter()
    router.include_router(case_routes(ledger), prefix="/v1", dependencies=[Depends(bearer(api_token))])
    router.include_router(health_routes(ledger))
    return router


def case_routes(ledger: Ledger) -> APIRouter:
    """Cases, verdicts and the backlog."""
    router = APIRouter()

    @router.get("/cases/{case_id}")
    def one_case(case_id: str) -> dict[str, Any]:
        views = [view_case(ledger, key) for key in find_cases(ledger, case_id)]
        if not views or views[0] is None:
            raise HTTPException(404, "This case is not known.")
        write_audit(ledger, "api", "case.read", datetime.now(UTC), case_key=views[0].case_key)
        return shown_case(views[0])

    @router.get("/screenings/{screening_id}")
    def one_screening(screening_id: str) -> dict[str, Any]:
        found = view_screening(ledger, screening_id)
        if found is None:
            raise HTTPException(404, "This screening is not known.")
        told = {"case_key": found.case_key, "screening_id": screening_id}
        write_audit(ledger, "api", "screening.read", datetime.now(UTC), **told)
        return found.verdict

    @router.get("/backlog")
    def waiting() -> dict[str, Any]:
        return shown_backlog(ledger)

    return router


def health_routes(ledger: Ledger) -> APIRouter:
    """For those who watch over the service; they tell nothing of cases."""
    router = APIRouter()

    @router.get("/healthz")
    def alive() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    def ready() -> dict[str, str]:
        backlog(ledger, datetime.now(UTC))  # the ledger answers and its tables are there
        return {"status": "ready"}

    @router.get("/metrics")
    def metrics() -> Response:
        return Response(exposition(ledger), media_type=CONTENT_TYPE_LATEST)

    return router


def bearer(token: str) -> Callable[[str], None]:
    """Lets those in who show the token."""

    def check(authorization: Annotated[str, Header()] = "") -> None:
        if not token or not compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(401, "Send the api_token as a bearer token.")

    return check


def shown_case(view: CaseView) -> dict[str, Any]:
    """A case for its case system; the verdict itself is fetched by its screening id."""
    current = view.screening
    return {
        "case_id": view.case_id,
        "municipality": view.municipality,
        "profile": view.profile,
        "problem": {"code": view.problem, "message": view.problem_text} if view.problem else None,
        "settled": view.settled,
        "uploads": [shown_upload(upload) for upload in view.uploads],
        "current": current
        and {
            "screening_id": current.screening_id,
            "sequence": current.sequence,
            "outcome": current.verdict["outcome"],
            "completeness": current.verdict["completeness"],
            "made": current.made_at.isoformat(),
        },
    }


def shown_upload(upload: UploadView) -> dict[str, Any]:
    """An upload by name and state; `failure`: why it could not be read, or null."""
    failure = (upload.inspection or {}).get("failure")
    return {
        "upload_id": upload.upload_id,
        "file": upload.name,
        "sha256": upload.sha256,
        "state": upload.state,
        "problem": upload.problem,
        "failure": failure and failure["code"],
        "arrived": upload.arrived_at.isoformat(),
    }


def shown_backlog(ledger: Ledger) -> dict[str, Any]:
    """What waits, runs and is parked."""
    now = backlog(ledger, datetime.now(UTC))
    return {
        "uploads": {"waiting": now.waiting, "running": now.running, "parked": now.parked_uploads},
        "cases": {"parked": now.parked_cases},
        "outbox": {"waiting": now.outbox_waiting, "parked": now.outbox_parked},
    }


def exposition(ledger: Ledger) -> bytes:
    """The figures as Prometheus reads them; counts only."""
    registry = CollectorRegistry()
    open_work = Gauge("sagsklar_backlog", "What is still to do.", ["of", "state"], registry=registry)
    for of, states in shown_backlog(ledger).items():
        for state, count in states.items():
            open_work.labels(of, state).set(count)
    done = Gauge("sagsklar_recorded", "What was recorded so far.", ["of"], registry=registry)
    for of, count in totals(ledger).items():
        done.labels(of).set(count)
    return generate_latest(registry)
