"""Signed links to a citizen's page: they end by themselves, and hold nothing of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from itsdangerous import BadSignature, URLSafeSerializer

from pipeline.errors import WrongUse

SIGNING: Final[Mapping[str, Any]] = {"key_derivation": "hmac", "digest_method": sha256}


class LinkForged(WrongUse):
    code = "link_forged"
    message = "The link was not made here, or is not whole."
    remedy = "Open the newest message, or ask for a new link."


class LinkExpired(WrongUse):
    code = "link_expired"
    message = "The link has expired."
    remedy = "Ask for a new link."


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says: our own key of the case, and until when it serves."""

    case_key: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads the signed part of a link. `days`: how long a new one serves."""

    secret: str = field(repr=False)
    days: int = 30

    def made(self, case_key: str, now: datetime) -> tuple[str, Link]:
        """The signed part of a link to a case, and what it says."""
        until = (now + timedelta(days=self.days)).replace(microsecond=0)
        signed = str(self._signer().dumps([case_key, int(until.timestamp())]))
        return signed, Link(case_key, until)

    def read(self, signed: str, now: datetime) -> Link:
        """What it says. Raises LinkForged, LinkExpired."""
        try:
            case_key, until = self._signer().loads(signed)
        except BadSignature:
            raise LinkForged from None
        link = Link(case_key, datetime.fromtimestamp(until, UTC))
        if now >= link.until:
            raise LinkExpired
        return link

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="sagsklar-citizen-link", signer_kwargs=dict(SIGNING))
