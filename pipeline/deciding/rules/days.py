"""Rules about days: validity, age of a paper, the period that it covers."""

from datetime import date, timedelta

from pipeline.deciding.rules.flaws import FINE, Flaws, Scene, at, day_of, doubt_at, found, known_absent, read
from pipeline.records import MatchedDocument

_NEAR_SHARE = 0.1


def valid_on(document: MatchedDocument, scene: Scene, *, day: str, days_left: int = 0) -> Flaws:
    """Runs at least until that day, and so many days on. A permanent permit needs no last day."""
    permanent = read(document, "permanent")
    if permanent is not None and permanent.value is True:
        return FINE
    last = day_of(read(document, "expiry_date"))
    if last is None:
        return (doubt_at(document, "expiry_date"),)
    if last < scene.day(day):
        return (at(document, "expiry_date", "expired", date=last),)
    if last < scene.day(day) + timedelta(days=days_left):
        return (at(document, "expiry_date", "expires_too_soon", date=last, days=days_left),)
    return FINE


def issued_by(document: MatchedDocument, scene: Scene, *, day: str) -> Flaws:
    """Was issued on that day or before; a paper without a day of issue says nothing against it."""
    issued = day_of(read(document, "issue_date"))
    if issued is None or issued <= scene.day(day):
        return FINE
    return (at(document, "issue_date", "not_yet_valid", date=issued),)


def lasts(document: MatchedDocument, scene: Scene, *, days: int, after: str) -> Flaws:
    """Runs for so many days after a day; near misses go to a person. See `valid_on` for what has ended."""
    last = day_of(read(document, "expiry_date"))
    if last is None or last < scene.day("as_of"):
        return FINE
    return _long_enough(document, "expiry_date", "expires_too_soon", last, (scene.day(after), days))


def issued_within(
    document: MatchedDocument, scene: Scene, *, days: int, of: str, fields: list[str] | None = None
) -> Flaws:
    """Is no older than so many days by its newest of these days; up to a tenth more goes to a person."""
    names = fields or ["issue_date"]
    known = [(day, name) for name in names if (day := day_of(read(document, name)))]
    if not known:
        absent = known_absent(document, names[0])
        return (at(document, names[0], "date_missing") if absent else doubt_at(document, names[0]),)
    issued, name = max(known)
    age = (scene.day(of) - issued).days
    if age <= days:
        return FINE
    flaw = doubt_at if age <= days * (1 + _NEAR_SHARE) else at
    return (flaw(document, name, "too_old", date=issued, days=days),)


def starts_by(document: MatchedDocument, scene: Scene, *, day: str, near_days: int = 0) -> Flaws:
    """Starts on that day or before; so many days later goes to a person."""
    start = day_of(read(document, "start_date"))
    if start is None:
        return (doubt_at(document, "start_date"),)
    late = (start - scene.day(day)).days
    if late <= 0:
        return FINE
    flaw = doubt_at if late <= near_days else at
    return (flaw(document, "start_date", "not_yet_valid", date=start),)


def period_covers(document: MatchedDocument, scene: Scene, *, days: int, after: str) -> Flaws:
    """Runs for so many days after a day, and not before `as_of`; no end means open-ended."""
    if not found(document, "end_date"):
        return FINE
    last = day_of(read(document, "end_date"))
    if last is None:
        return (doubt_at(document, "end_date"),)
    if last < scene.day("as_of"):
        return (at(document, "end_date", "expired", date=last),)
    start = max(scene.day(after), scene.day("as_of"))
    return _long_enough(document, "end_date", "period_too_short", last, (start, days))


def _long_enough(
    document: MatchedDocument, name: str, code: str, last: date, wanted: tuple[date, int]
) -> Flaws:
    start, days = wanted
    if last >= start + timedelta(days=days):
        return FINE
    near = last >= start + timedelta(days=days * (1 - _NEAR_SHARE))
    return ((doubt_at if near else at)(document, name, code, date=last, days=days),)
