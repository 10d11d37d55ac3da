"""The managers' page: how many came, how long they waited, what was asked, whether all were treated alike."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from starlette.responses import Response

from flows.ledger.audit import write_audit
from flows.ledger.stories import Range, Story, correctness, municipalities, waiting_now
from flows.measures import (
    SMALLEST_GROUP,
    TOGETHER,
    Measures,
    Share,
    by_group,
    by_month,
    by_municipality,
    lines,
    measured,
    most_asked,
    readable_by_capture,
)
from pipeline.vocabulary import SERVICES
from review.charts import Chart, columns
from review.guard import Measuring
from review.pages import page, words_of
from review.parts import parts_of
from review.words import Words

router = APIRouter(include_in_schema=False)
MONTHS: Final = (1, 3, 12, 36)
MOST_ASKED: Final = 10
BASELINE_MINUTES: Final = 18.0
AIMED_MINUTES: Final = 8.5
"""Casework per case in the business case of 2016: before, and aimed at."""
COLUMNS: Final = ("split", "group", "measure", "value", "low", "high", "hits", "of")
Code = Annotated[str, Query(max_length=64)]


def times(
    request: Request,
    months: Annotated[int, Query(ge=1, le=120)] = 12,
    month: Annotated[str, Query(pattern=r"^([12]\d{3}-(0[1-9]|1[0-2]))?$")] = "",
) -> Range:
    """The last months, this one among them; or one month alone."""
    if month:
        first = datetime.fromisoformat(f"{month}-01").replace(tzinfo=UTC)
        return Range(first, month_after(first, 1))
    now = parts_of(request).now().astimezone(UTC)
    this_month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return Range(month_after(this_month, 1 - months), month_after(this_month, 1))


def chosen(
    account: Measuring,
    within: Annotated[Range, Depends(times)],
    municipality: Code = "",
    service: Code = "",
) -> Range:
    """The cases that are looked at; never those of another's municipality."""
    own = account.municipality or municipality or None
    return replace(within, municipality=own, service=service or None)


def month_after(first: datetime, months: int) -> datetime:
    """The first day of a month that many months later (or earlier)."""
    years, month = divmod(first.month - 1 + months, 12)
    return first.replace(year=first.year + years, month=month + 1)


Chosen = Annotated[Range, Depends(chosen)]


@router.get("/figures")
def figures_page(request: Request, account: Measuring, within: Chosen, months: int = 12) -> HTMLResponse:
    """The whole page."""
    ledger, words = parts_of(request).ledger, words_of(request)
    told = _told(request, within)
    return page(
        request,
        "figures.html",
        account,
        within=within,
        months=months,
        month_choices=MONTHS,
        services=SERVICES,
        towns=() if account.municipality else municipalities(ledger),
        all=measured(told),
        charts=charts(by_month(told), words),
        monthly=by_month(told),
        municipalities=by_municipality(told),
        scripts=by_group(told, lambda one: one.script),
        states=by_group(told, lambda one: one.state),
        together=TOGETHER,
        smallest=SMALLEST_GROUP,
        asked=most_asked(told, MOST_ASKED),
        captures=readable_by_capture(told),
        right=correctness(ledger, within),
        waiting=waiting_now(ledger, within, parts_of(request).now()),
        baseline=(BASELINE_MINUTES, AIMED_MINUTES),
    )


def _told(request: Request, within: Range) -> tuple[Story, ...]:
    parts = parts_of(request)
    return parts.kept.of(parts.ledger, within, parts.now())


def charts(months: dict[str, Measures], words: Words) -> tuple[Chart, ...]:
    """Four small charts over the months."""

    def share(title: str, of: dict[str, Share]) -> Chart:
        told = [(words.month(month), one.value, words.percent(one.value)) for month, one in of.items()]
        return columns(words(title), told)

    waited = [
        (words.month(month), one.hours_median, words.lasted(one.hours_median))
        for month, one in months.items()
    ]
    came = [(words.month(month), one.cases, words.number(one.cases)) for month, one in months.items()]
    return (
        columns(words("figures.cases"), came),
        columns(words("figures.hours"), waited),
        share("figures.first_contact", {month: one.first_contact for month, one in months.items()}),
        share("figures.flagged", {month: one.flagged for month, one in months.items()}),
    )


@router.get("/figures.csv")
def figures_table(request: Request, account: Measuring, within: Chosen) -> Response:
    """The same figures as a table: a line a figure, small groups left out as on the page."""
    parts = parts_of(request)
    write_audit(parts.ledger, account.name, "figures.exported", parts.now())
    told = _told(request, within)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    splits = {
        "all": {"all": measured(told)},
        "month": by_month(told),
        "municipality": by_municipality(told),
        "script": by_group(told, lambda one: one.script),
        "issuing_state": by_group(told, lambda one: one.state),
    }
    for split, groups in splits.items():
        writer.writerows(lines(groups, split))
    name = f"sagsklar-{within.begin:%Y-%m}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)
