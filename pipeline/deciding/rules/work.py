"""Rules about work: hours a week, how long it lasts, months that papers prove."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from pipeline.deciding.rules.flaws import FINE, Flaw, Flaws, Scene, at, day_of, doubt_at, read
from pipeline.deciding.wording import Months
from pipeline.records import MatchedDocument

_WEEKS_A_YEAR: Final = 52
_NEAR_SHARE: Final = 0.1
Month = tuple[int, int]
"""Year and month."""


def hours_at_least(document: MatchedDocument, scene: Scene, *, hours: float, sure: float) -> Flaws:  # noqa: ARG001
    """Is for so many hours a week; from a tenth below that up to `sure` hours a person weighs them."""
    told = _hours(document)
    if told is None:
        return (doubt_at(document, "weekly_hours"),)
    if told >= sure:
        return FINE
    flaw = doubt_at if told >= hours * (1 - _NEAR_SHARE) else at
    return (flaw(document, "weekly_hours", "hours_too_low"),)


def weeks_at_least(document: MatchedDocument, scene: Scene, *, weeks: int, sure: int) -> Flaws:  # noqa: ARG001
    """Lasts so many weeks; up to `sure` weeks a person weighs them. No end means open-ended."""
    first, last = day_of(read(document, "start_date")), day_of(read(document, "end_date"))
    if last is None:
        return FINE
    if first is None:
        return (doubt_at(document, "start_date"),)
    lasting = (last - first).days + 1
    if lasting >= sure * 7:
        return FINE
    flaw = doubt_at if lasting >= weeks * 7 * (1 - _NEAR_SHARE) else at
    return (flaw(document, "end_date", "period_too_short", date=last, days=sure * 7),)


def months_shown(
    document: MatchedDocument,  # noqa: ARG001 - every rule is called alike
    scene: Scene,
    *,
    labels: list[str],
    months: int,
) -> Flaws:
    """The last months have a paper each; the newest month may not have been paid for yet."""
    papers = papers_of(scene, labels)
    if any(None in _period(one) for one in papers):
        unread = next(one for one in papers if None in _period(one))
        return (doubt_at(unread, "period_start", file=unread.file),)
    shown = {month for one in papers for month in _months(*_period(one))}
    newest = (scene.case.as_of.year, scene.case.as_of.month)
    gaps = [_lacking(_before(newest, months, later), shown) for later in (1, 2)]
    fewest = min(gaps, key=len)
    if not fewest:
        return FINE
    said = Months(tuple(gaps[0]))
    return (Flaw("period_gap", wording="period_gap.months", facts={"months": said}, lacking=True),)


def worked(
    document: MatchedDocument, scene: Scene, *, labels: list[str], months: int, of: int, hours: int
) -> Flaws:
    """Of the last `of` months so many had so many hours each; jobs add up, months don't carry over."""
    papers = _each_job_once(papers_of(scene, labels))
    unread = [one for one in papers if day_of(read(one, "start_date")) is None or _hours(one) is None]
    if unread:
        name = "start_date" if day_of(read(unread[0], "start_date")) is None else "weekly_hours"
        return (doubt_at(unread[0], name, file=unread[0].file),)
    newest = (scene.case.as_of.year, scene.case.as_of.month)
    wanted = _before(newest, of, 0)
    enough = sum(_worked_in(month, papers, scene.case.as_of) >= hours for month in wanted)
    if enough >= months:
        return FINE
    if max((_monthly(one) for one in papers), default=0.0) < hours:
        near = any(_monthly(one) >= hours * (1 - _NEAR_SHARE) for one in papers)
        return ((doubt_at if near else at)(document, "weekly_hours", "hours_too_low"),)
    flaw = doubt_at if enough >= months * (1 - _NEAR_SHARE) else at
    return (flaw(document, "start_date", "period_gap"),)


def _each_job_once(papers: Sequence[MatchedDocument]) -> tuple[MatchedDocument, ...]:
    """A job confirmed anew, or by contract and letter, is one job."""
    names = ("employer_name", "start_date", "weekly_hours")
    jobs: dict[object, MatchedDocument] = {}
    for one in papers:
        told = tuple(str(field.value).casefold() if (field := read(one, name)) else None for name in names)
        jobs.setdefault(one.sha256 if None in told else told, one)
    return tuple(jobs.values())


def papers_of(scene: Scene, labels: Sequence[str]) -> tuple[MatchedDocument, ...]:
    """The person's papers of these kinds."""
    return tuple(
        one
        for one in scene.case.documents
        if one.set_aside is None and one.document.label in labels and one.subject == scene.person.id
    )


def _hours(document: MatchedDocument) -> float | None:
    field = read(document, "weekly_hours")
    return float(field.value) if field and isinstance(field.value, int | float) else None


def _monthly(document: MatchedDocument) -> float:
    return (_hours(document) or 0.0) * _WEEKS_A_YEAR / 12


def _worked_in(month: Month, papers: Sequence[MatchedDocument], today: date) -> float:
    """Hours of all jobs that ran through the month."""
    return sum(_monthly(one) for one in papers if month in _months(*_job(one, today)))


def _job(document: MatchedDocument, today: date) -> tuple[date | None, date | None]:
    return day_of(read(document, "start_date")), day_of(read(document, "end_date")) or today


def _period(document: MatchedDocument) -> tuple[date | None, date | None]:
    return day_of(read(document, "period_start")), day_of(read(document, "period_end"))


def _months(first: date | None, last: date | None) -> set[Month]:
    if first is None or last is None:
        return set()
    days = (first + timedelta(days=day) for day in range(0, (last - first).days + 1, 14))
    return {(day.year, day.month) for day in (*days, last)}


def _before(newest: Month, count: int, later: int) -> list[Month]:
    """So many months up to `later` months before the newest, in order."""
    last = newest[0] * 12 + newest[1] - 1 - later
    return [divmod_month(last - back) for back in range(count - 1, -1, -1)]


def divmod_month(number: int) -> Month:
    """A month counted from year 0."""
    return number // 12, number % 12 + 1


def _lacking(wanted: Sequence[Month], shown: set[Month]) -> list[Month]:
    return [month for month in wanted if month not in shown]
