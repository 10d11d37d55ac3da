"""The data scientists' page: who serves, whether the promised error holds, what is left to persons."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from flows.ledger.blind_checks import checked
from flows.ledger.told import Corrected, abstained_by_month, corrected_labels
from models.guarantee import Estimate, estimates
from models.registry import Version, versions
from review.charts import columns
from review.guard import Modelling
from review.pages import page, words_of
from review.parts import parts_of
from review.reports import drifted, reports

router = APIRouter(include_in_schema=False)
MONTHS: Final = 12
NOWHERE: Final = Path("/nonexistent")


@router.get("/models")
def models_page(request: Request, account: Modelling) -> HTMLResponse:
    """The whole page."""
    parts, words = parts_of(request), words_of(request)
    known = tuple(versions(parts.models_folder or NOWHERE))
    champion = next(one for one in known if one.champion)
    months = abstained_by_month(parts.ledger)[-MONTHS:]
    bars = [
        (words.month(one.month), one.abstained / one.documents, words.percent(one.abstained / one.documents))
        for one in months
    ]
    return page(
        request,
        "models.html",
        account,
        known=known,
        champion=champion,
        measured=_measured(request, champion),
        months=months,
        chart=columns(words("models.abstained"), bars),
        reports=reports(parts.reports_folder),
        drifted=drifted(parts.reports_folder),
        corrected=_most_first(corrected_labels(parts.ledger)),
    )


def _measured(request: Request, champion: Version) -> tuple[Estimate, ...]:
    """The error that blind checks found; nothing where none was answered yet."""
    checks = checked(parts_of(request).ledger, champion.name)
    return tuple(estimates(checks, float(champion.manifest["target_error"]))) if checks else ()


def _most_first(corrected: tuple[Corrected, ...]) -> tuple[Corrected, ...]:
    return tuple(sorted(corrected, key=lambda one: (-one.count, one.label)))
