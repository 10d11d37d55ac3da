"""The office's OpenID provider: sends people there to sign in and learns who came back.

OpenID Connect Core 1.0, code flow with PKCE (RFC 7636), by Authlib: it checks state, nonce, signature,
issuer, audience and time.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import httpx2
import structlog
from fastapi import Request
from starlette.responses import RedirectResponse

from flows.roles import Post
from flows.settings import Settings, SettingWrong
from pipeline.errors import RetryableError, WrongUse

if TYPE_CHECKING:
    from authlib.integrations.starlette_client import StarletteOAuth2App

log = structlog.get_logger()
BACK: Final = "/sign-in/office/back"
ANSWER_SECONDS: Final = 10
LONGEST_NAME: Final = 100
SIGNED: Final = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"})
"""Algorithms that prove who signed; a provider may also offer `none`."""
LOOPBACK: Final = {"127.0.0.1", "localhost", "::1"}


class ProviderAway(RetryableError):
    """The provider does not answer, or is not the one that it was set as."""

    code = "provider_away"
    message = "The OpenID provider does not answer, or gives itself another name than SAGSKLAR_OPENID_ISSUER."
    remedy = "Open ISSUER/.well-known/openid-configuration: its `issuer` must be that setting."


class Unproved(WrongUse):
    """What came back proves nothing: refused there, too old, used before, or from elsewhere."""

    code = "unproved"
    message = "The provider did not confirm who you are."
    remedy = "Sign in once more."


class TooWeak(WrongUse):
    """The person signed in there with less than is asked for here."""

    code = "too_weak"
    message = "The provider vouches for you at too low a level."
    remedy = "Sign in with your second factor."


class NoPost(WrongUse):
    """The provider knows the person, but no group of theirs has a post here."""

    code = "no_post"
    message = "None of your groups has a post here."
    remedy = "Ask who runs the system."


@dataclass(frozen=True, slots=True)
class Identity:
    """Who signed in. `subject`: a digest of issuer and `sub`, which stays when the person's name changes."""

    subject: str
    name: str
    post: Post


@dataclass(frozen=True, slots=True)
class Provider:
    """How the provider is asked, and what its answers mean here; fields as the settings `openid_…`."""

    client: "StarletteOAuth2App"
    issuer: str
    here: str
    posts: Mapping[str, Post]
    groups_claim: str
    name_claim: str
    levels: tuple[str, ...]

    async def sign_in(self, request: Request) -> RedirectResponse:
        """Sends the browser to the provider. Raises ProviderAway."""
        await self.told()
        levels = {"acr_values": " ".join(self.levels)} if self.levels else {}
        with answering():
            away: RedirectResponse = await self.client.authorize_redirect(request, self.here + BACK, **levels)
        return away

    async def came_back(self, request: Request) -> Identity:
        """Who came back. Raises ProviderAway, Unproved, TooWeak, NoPost."""
        await self.told()
        with answering():
            token = await self.client.authorize_access_token(request)
            claims = dict(token.get("userinfo") or {})
            if not claims.get("sub"):
                raise Unproved
            if self.groups_claim not in claims:
                claims = await self._completed(claims, token)
        return self.identity(claims)

    def identity(self, claims: Mapping[str, Any]) -> Identity:
        """What proved claims say. Raises TooWeak, NoPost."""
        if self.levels and not {claims.get("acr"), *_listed(claims.get("amr"))} & set(self.levels):
            raise TooWeak
        theirs = _listed(claims.get(self.groups_claim))
        post = next((post for group, post in self.posts.items() if group in theirs), None)
        if post is None:
            raise NoPost
        subject = hashlib.sha256(f"{self.issuer}\n{claims['sub']}".encode()).hexdigest()
        return Identity(subject, str(claims.get(self.name_claim) or claims["sub"])[:LONGEST_NAME], post)

    async def sign_out(self, request: Request) -> RedirectResponse | None:
        """Sends the browser there to end the session; None where the provider knows no such thing."""
        if not (await self.told()).get("end_session_endpoint"):
            return None
        with answering():
            away: RedirectResponse = await self.client.logout_redirect(
                request, self.here + "/sign-in", client_id=self.client.client_id
            )
        return away

    async def told(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0). Raises ProviderAway."""
        with answering():
            told: dict[str, Any] = await self.client.load_server_metadata()
        if str(told.get("issuer", "")).rstrip("/") != self.issuer.rstrip("/"):
            log.warning("openid.other_issuer")
            raise ProviderAway
        offered = told.get("id_token_signing_alg_values_supported") or ["RS256"]
        told["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNED]
        return told

    async def _completed(self, claims: dict[str, Any], token: Mapping[str, Any]) -> dict[str, Any]:
        """The claims, with those that are told only when asked for; about this person alone (5.3.2)."""
        if not (await self.told()).get("userinfo_endpoint"):
            return claims
        more = dict(await self.client.userinfo(token=token))
        if more.get("sub") != claims["sub"]:
            raise Unproved
        return more | claims


def _listed(claim: object) -> set[str]:
    """A claim of one text or of several."""
    if isinstance(claim, str):
        return {claim}
    return {one for one in claim if isinstance(one, str)} if isinstance(claim, list | tuple) else set()


@contextmanager
def answering() -> Iterator[None]:
    """Faults of the conversation, without telling what was said. Raises ProviderAway, Unproved."""
    from authlib.integrations.base_client import OAuthError
    from joserfc.errors import JoseError

    try:
        yield
    except httpx2.HTTPError as error:
        log.warning("openid.away", kind=type(error).__name__)
        raise ProviderAway from None
    except (OAuthError, JoseError, ValueError) as error:  # a token that is none at all is a ValueError
        code = str(getattr(error, "error", ""))
        told = code if re.fullmatch("[a-z_]{1,40}", code) else ""  # an address can name any
        log.warning("openid.unproved", kind=type(error).__name__, code=told)
        raise Unproved from None


def provider_of(settings: Settings) -> Provider | None:
    """The provider that the settings name. Raises SettingWrong."""
    issuer = settings.openid_issuer
    if issuer is None:
        if not settings.password_sign_in:
            raise SettingWrong(settings="SAGSKLAR_PASSWORD_SIGN_IN", why="nobody could sign in at all")
        return None
    at = urlsplit(issuer)
    if at.scheme != "https" and at.hostname not in LOOPBACK:
        raise SettingWrong(settings="SAGSKLAR_OPENID_ISSUER", why="it must begin with https://")
    if not (settings.openid_client and settings.openid_posts):
        raise SettingWrong(
            settings="SAGSKLAR_OPENID_CLIENT, SAGSKLAR_OPENID_POSTS", why="a provider needs both"
        )
    return Provider(
        client=_client(settings, issuer),
        issuer=issuer,
        here=settings.review_url.rstrip("/"),
        posts=settings.openid_posts,
        groups_claim=settings.openid_groups_claim,
        name_claim=settings.openid_name_claim,
        levels=settings.openid_levels,
    )


def _client(settings: Settings, issuer: str) -> "StarletteOAuth2App":
    from authlib.integrations.starlette_client import OAuth  # a second; most desks have no provider

    return OAuth().register(
        "office",
        client_id=settings.openid_client,
        client_secret=settings.openid_secret.get_secret_value(),
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": settings.openid_scopes,
            "code_challenge_method": "S256",
            "timeout": ANSWER_SECONDS,
        },
    )
