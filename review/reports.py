"""Reports of evaluations and of drift, which data scientists open from their page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from flows.ledger.audit import write_audit
from review.guard import Modelling
from review.parts import parts_of

router = APIRouter(include_in_schema=False)
DRIFT: Final = "drift"
SHOWN: Final = 20
CSP: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
"""A report is one file with its own style and pictures; it may run nothing and reach nothing."""


@dataclass(frozen=True, slots=True)
class Report:
    """A page in the folder of reports. `name`: a model, or `drift`."""

    name: str
    written: datetime


def reports(folder: Path | None) -> list[Report]:
    """The newest first."""
    pages = folder.glob("*.html") if folder else ()
    found = [Report(page.stem, datetime.fromtimestamp(page.stat().st_mtime, UTC)) for page in pages]
    return sorted(found, key=lambda one: one.written, reverse=True)[:SHOWN]


def drifted(folder: Path | None) -> tuple[str, ...] | None:
    """What of the newest judged week is no more as it was; None where nobody looked yet."""
    try:
        told = json.loads((folder / f"{DRIFT}.json").read_text(encoding="utf-8")) if folder else None
    except FileNotFoundError:
        return None
    return None if told is None else tuple(_flagged(told))


def _flagged(told: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    newest = max((str(one["week"]) for one in told["drift"]), default="")
    for one in told["drift"]:
        if one["flagged"] and one["week"] == newest:
            yield str(one["what"])


@router.get("/models/reports/{name}")
def report_page(request: Request, account: Modelling, name: str) -> HTMLResponse:
    """One report as it was written. Its examples may be papers of persons: who looks is noted."""
    parts = parts_of(request)
    if name not in {one.name for one in reports(parts.reports_folder)} or parts.reports_folder is None:
        raise HTTPException(404)
    write_audit(parts.ledger, account.name, "report.seen", parts.now(), report=name)
    text = (parts.reports_folder / f"{name}.html").read_text(encoding="utf-8")
    return HTMLResponse(text, headers={"Content-Security-Policy": CSP})
