"""Who may see a citizen's page: whoever holds a whole, young link to a case that is still here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from fastapi import Request

from flows.ledger.desk import CaseView, view_case
from flows.ledger.store import Ledger
from flows.ports import ObjectStore
from pipeline.catalogue import Catalogues
from pipeline.deciding import Policy, policy_in_force
from pipeline.errors import WrongUse
from pipeline.exchange import json_line, profile_from_json
from review.citizen.checks import Checking
from review.citizen.links import Link, LinkForged, Links
from review.citizen.pace import Pace
from review.citizen.shown import Speech
from review.parts import utc_now

OTHERWISE: Final = "en"


class CaseGone(WrongUse):
    code = "case_gone"
    message = "There is no case behind this link any more."
    remedy = "Ask for a new link."


class TooOften(WrongUse):
    code = "too_often"
    message = "There were too many requests."
    remedy = "Wait a few minutes."


@dataclass(frozen=True, slots=True)
class Office:
    """What citizens are told of the office. `contacts`: municipality → whom to talk to; `days` None: untold.

    `letters`: the letters' catalogues, for the names of offices and services.
    """

    contacts: Mapping[str, str]
    days: int | None
    letters: Catalogues = field(repr=False)

    def name(self, kind: str, code: str, language: str) -> str:
        """An office or service by its code, as the letters call it; the general name where they have none."""
        texts = self.letters.texts.get(language) or self.letters.texts[OTHERWISE]
        return texts.get(f"{kind}.{code}") or texts.get(kind) or ""


@dataclass(frozen=True, slots=True)
class Door:
    """All that the citizens' pages need."""

    ledger: Ledger
    store: ObjectStore
    checking: Checking
    links: Links
    office: Office
    policies: Mapping[str, tuple[Policy, ...]] = field(repr=False)
    now: Callable[[], datetime] = utc_now
    pace: Pace = field(default_factory=Pace)


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a link. `signed`: its signed part, which stands in the address."""

    signed: str
    link: Link
    case: CaseView
    policy: Policy | None
    say: Speech

    @property
    def service(self) -> str:
        """What is applied for."""
        return str((self.case.profile or {}).get("service", ""))

    @property
    def path(self) -> str:
        """The page's own address."""
        return f"/c/{self.signed}"


def visit(request: Request, signed: str, kind: str, door: Door) -> Visit:
    """Lets somebody in. Raises LinkForged, LinkExpired, CaseGone, TooOften."""
    now, address = door.now(), request.client.host if request.client else ""
    try:
        link = door.links.read(signed, now)
    except LinkForged:
        if door.pace.too_fast("forged", address, now):
            raise TooOften from None
        raise
    if door.pace.too_fast(kind, link.case_key, now):
        raise TooOften
    case = view_case(door.ledger, link.case_key)
    if case is None or case.profile is None:
        raise CaseGone
    say = speech(request, door, case.profile.get("language"))
    return Visit(signed, link, case, policy_of(case.profile, door), say)


def speech(request: Request, door: Door, own: str | None = None) -> Speech:
    """The chosen language, else the citizen's own (the browser's where that is not known), else English."""
    catalogues = door.checking.catalogues
    accepted = [
        one.split(";")[0].strip()[:2] for one in request.headers.get("accept-language", "").split(",")
    ]
    wanted = (request.query_params.get("lang"), *([own] if own else accepted))
    language = next((one for one in wanted if one in catalogues.languages), OTHERWISE)
    return Speech(catalogues, language or OTHERWISE)


def policy_of(told: Mapping[str, Any], door: Door) -> Policy | None:
    """What the case's service asks for; None where its profile cannot be used."""
    try:
        profile = profile_from_json(json_line(told))
        return policy_in_force(door.policies, profile.service, profile.received)
    except WrongUse:
        return None
