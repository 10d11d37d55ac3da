"""Proposals for one paper that cannot all be right."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Final

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.kinds import KIND_OF, NAME_PARTS
from pipeline.records import Field, JsonValue, Word

IN_TIME: Final = (
    ("birth_date", "issue_date", "expiry_date"),
    ("birth_date", "start_date", "end_date"),
    ("birth_date", "marriage_date", "decree_date"),
    ("birth_date", "death_date"),
    ("period_start", "period_end"),
)
"""Fields whose days follow each other, or are the same."""
APART: Final = frozenset({("issue_date", "expiry_date"), ("birth_date", "expiry_date")})
"""Fields whose days are never the same: one was read twice."""
OWN_DAYS: Final = frozenset({"issue_date", "decree_date"})
"""Fields that tell the day of the paper itself."""
TERM: Final = ("start_date", "end_date")
"""When a contract runs."""
MONTH: Final = ("period_start", "period_end")
"""What payslips are made out for."""
LABELLED: Final = {"date": "date", "amount": "amount", "person": "name", "people": "name", "party": "name"}
"""Kinds whose values are one field's, by what they are: what a label gives to one is no other's."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
LED: Final = 0.8
"""From this confidence a label led to the value."""


def possible(proposed: Iterable[Candidate], known: Sequence[Candidate]) -> list[Candidate]:
    """Proposals whose day the days that are known leave room for, and that labels give to no other field.

    Nor what is known better: a month of which the day is known, parts of a name in other letters or in the
    words of the other part.
    """
    told = surest(known)
    left = [one for one in proposed if not (_is_a_year(one) or _ruled_out(one, told))]
    against = (_labelled_otherwise, _is_month_of, _known_better)
    return [one for one in left if not any(speaks(one, known) for speaks in against)]


def without_days_of_others(
    proposed: Iterable[Candidate], signing: Collection[Word], labelled: Collection[Word]
) -> list[Candidate]:
    """All but terms that begin or end when somebody signed, and the paper's own day on another's.

    `labelled`: words of days to which the label of something else leads, a birth or an entry.
    """
    taken = {**dict.fromkeys(TERM, signing), **dict.fromkeys(OWN_DAYS, labelled)}
    return [one for one in proposed if not one.words or {*one.words}.difference(taken.get(one.name, ()))]


def without_nationalities(found: Sequence[Candidate]) -> list[Candidate]:
    """All but parts of a name that are the word to which the label of the nationality leads."""
    printed = [one for one in found if one.source != "mrz"]
    citizens = {word for one in printed if one.name == "nationality" for word in one.words}
    return [one for one in found if one.name not in NAME_PARTS or not one.words or {*one.words} - citizens]


def _is_a_year(one: Candidate) -> bool:
    """Whether a bare year of a date stands for an amount."""
    return KIND_OF.get(one.name) == "amount" and _YEAR.fullmatch(one.raw.strip()) is not None


def _is_month_of(one: Candidate, known: Sequence[Candidate]) -> bool:
    """Whether it is but the month of a day that is known."""
    month, _, day = str(one.value).rpartition("-")
    days = [str(other.value) for other in known if other.name == one.name]
    return KIND_OF.get(one.name) == "date" and day == "XX" and any(it.startswith(f"{month}-") for it in days)


def _known_better(one: Candidate, known: Sequence[Candidate]) -> bool:
    """Whether a part of a name is known in Latin letters, while this is in others or a label's other part."""
    if one.name not in NAME_PARTS or not any(_is_latin(str(it.value)) for it in known if it.name == one.name):
        return False
    others = {word for it in known if it.name in NAME_PARTS - {one.name} for word in it.words}
    return not _is_latin(str(one.value)) or (bool(one.words) and others.issuperset(one.words))


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(sign, "").startswith("LATIN") for sign in name if sign.isalpha())


def _labelled_otherwise(one: Candidate, known: Sequence[Candidate]) -> bool:
    """Whether a label gives its words to another field, and another one to its own.

    Nobody is born on the words that another label leads to, whether a label for the birth was read or not.
    """
    kind, place = _kind(one), {word.box for word in one.words}
    labelled = [
        (other.name, place <= {word.box for word in other.words})
        for other in known
        if other.source == "anchor" and other.confidence >= LED and _kind(other) == kind
    ]
    own = [here for name, here in labelled if name == one.name]
    needed = bool(own) or one.name == "birth_date"
    return bool(kind) and needed and not any(own) and any(here for name, here in labelled if name != one.name)


def _kind(one: Candidate) -> str | None:
    return LABELLED.get(KIND_OF.get(one.name, ""))


def surest(candidates: Sequence[Candidate]) -> dict[str, JsonValue]:
    """Field → what the zone says, else the surest proposal; the tagger's only where there is no other."""
    ordered = sorted(candidates, key=lambda one: (one.source == "mrz", one.source != "model", one.confidence))
    return {one.name: one.value for one in ordered}


def _ruled_out(one: Candidate, told: Mapping[str, JsonValue]) -> bool:
    days = {**told, one.name: one.value}
    own = [pair for pair in _pairs(days) if one.name in pair]
    return any(_at_odds(pair, days[pair[0]], days[pair[1]]) for pair in own)


def consistent(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Of two days in the wrong order the less sure one waits for a person; two that make a month don't.

    The ends of a period in the wrong order were taken for each other: they change places.
    """
    fields = [*_ends_in_order(fields)]
    named = {field.name: field for field in fields}
    doubted = {
        min(named[one], named[other], key=lambda field: field.confidence).name
        for one, other in _pairs(named)
        if _at_odds((one, other), named[one].value, named[other].value)
    }
    first, last = (named[name].value if name in named else None for name in MONTH)
    proved = MONTH if _is_a_month(first, last) else ()
    return tuple(
        replace(field, accepted=field.name in proved or (field.accepted and field.name not in doubted))
        for field in fields
    )


def _ends_in_order(fields: Sequence[Field]) -> Iterator[Field]:
    named = {field.name: field for field in fields}
    ends = [named[name] for name in MONTH if name in named]
    turned = len(ends) == len(MONTH) and _backwards(*(one.value for one in ends))
    others = dict(zip(MONTH, reversed(ends), strict=True)) if turned else {}
    for field in fields:
        other = others.get(field.name)
        yield replace(other, name=field.name, accepted=False) if other else field


def _is_a_month(first: JsonValue, last: JsonValue) -> bool:
    """From the first day of a month to its last, as nobody misreads two days."""
    try:
        start, end = date.fromisoformat(str(first)), date.fromisoformat(str(last))
    except ValueError:
        return False
    days = monthrange(start.year, start.month)[1]
    return (start.day, end) == (1, start.replace(day=days))


def _pairs(named: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for names in IN_TIME:
        yield from combinations((name for name in names if name in named), 2)


def _at_odds(pair: tuple[str, str], earlier: JsonValue, later: JsonValue) -> bool:
    """Whether two days stand in the wrong order, or are one where there must be two."""
    return _backwards(earlier, later) or (pair in APART and earlier == later)


def _backwards(earlier: JsonValue, later: JsonValue) -> bool:
    """Whether the days stand in the wrong order, as far as both are known to the day (no X in them)."""
    days = (str(earlier), str(later))
    return not any("X" in day for day in days) and days[0] > days[1]
