"""Verdicts that were given: the newest of a case, and what one of them saw."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import cattrs
from sqlalchemy import select

from flows.ledger.store import Ledger
from flows.ledger.tables import cases, inspections, screenings
from pipeline.errors import WrongUse


class NoScreening(WrongUse):
    code = "no_screening"
    message = "There is no screening {screening_id} in the ledger."
    remedy = "Screening ids stand in verdicts and events; check SAGSKLAR_HOME too."


class NothingStored(WrongUse):
    code = "nothing_stored"
    message = "The screening {screening_id} is older than the keeping of inputs."
    remedy = "Screenings given from now on can be replayed."


class NoVerdict(WrongUse):
    code = "no_verdict"
    message = "There is no verdict of a case {case_id} in the ledger."
    remedy = "Check the case id and SAGSKLAR_HOME; a case has one once its uploads are read."


class SeveralCases(WrongUse):
    code = "several_cases"
    message = "Several municipalities have a case {case_id}."
    remedy = "Name it as MUNICIPALITY/CASE_ID."


@dataclass(frozen=True, slots=True)
class SeenUpload:
    """An upload as a verdict saw it; digest and versions name its inspection."""

    name: str
    sha256: str
    versions_digest: str

    @property
    def key(self) -> tuple[str, str]:
        """What its inspection is stored under."""
        return self.sha256, self.versions_digest


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a verdict depends on beside its policy: what a replay starts from."""

    profile: str
    as_of: str
    uploads: tuple[SeenUpload, ...]
    corrections: tuple[Mapping[str, Any], ...]
    rulings: tuple[Mapping[str, Any], ...]
    openings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stored:
    """A verdict as it was given, and what it saw."""

    verdict: Mapping[str, Any]
    seen: Seen


def newest_verdict(ledger: Ledger, case_id: str) -> Mapping[str, Any]:
    """The newest verdict of a case, named by its id or as `municipality/id`. Raises WrongUse."""
    municipality, _, own = case_id.rpartition("/")
    here = [cases.c.case_id == own, *([cases.c.municipality == municipality] if municipality else [])]
    joined = screenings.join(cases, cases.c.case_key == screenings.c.case_key)
    query = select(screenings.c.case_key, screenings.c.body).select_from(joined).where(*here)
    with ledger.reading() as connection:
        rows = connection.execute(query.order_by(screenings.c.sequence.desc())).all()
    if not rows:
        raise NoVerdict(case_id=case_id)
    if len({row.case_key for row in rows}) > 1:
        raise SeveralCases(case_id=own)
    found: Mapping[str, Any] = json.loads(rows[0].body)
    return found


def stored_screening(ledger: Ledger, screening_id: str) -> Stored:
    """A verdict with what it saw. Raises NoScreening, NothingStored."""
    with ledger.reading() as connection:
        row = connection.execute(select(screenings).where(screenings.c.id == screening_id)).first()
    if row is None:
        raise NoScreening(screening_id=screening_id)
    if row.seen is None:
        raise NothingStored(screening_id=screening_id)
    return Stored(json.loads(row.body), cattrs.structure(json.loads(row.seen), Seen))


def inspections_seen(ledger: Ledger, seen: Seen) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The inspections of these uploads, by digest and versions."""
    keys = {one.key for one in seen.uploads}
    query = select(inspections).where(inspections.c.sha256.in_(sha256 for sha256, _ in keys))
    with ledger.reading() as connection:
        rows = connection.execute(query).all()
    found = {(row.sha256, row.versions_digest): json.loads(row.body) for row in rows}
    return {key: found[key] for key in keys}
