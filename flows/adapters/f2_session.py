"""The way to F2's resources: by relation from the service index, with a token that is renewed in time."""

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urljoin
from xml.etree.ElementTree import Element, ParseError

import httpx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flows.adapters.answers import Line, json_of, meaning
from flows.ports import Answer, Blocked, Doubtful, Halted, Later

RELATION = "http://cbrain.com/casefile/rel/"
XML = "application/vnd.cbrain.casefile+xml"
EARLY_SECONDS = 60  # a token is renewed before it ends
LATER = frozenset({"LockedByAnotherUser"})  # somebody has it open
REASON = re.compile(r"[A-Za-z]{1,60}")
TEMPLATE = re.compile(r"\{\??([A-Za-z:]+)\??\}")


@dataclass(frozen=True, slots=True)
class F2Login:
    """Who we are: a registered client that acts as a named F2 user. Some servers waive the password."""

    client: str
    secret: str
    user: str
    password: str | None = None


@dataclass
class F2Session:
    """A running session. `index_url` is the only address that is known beforehand."""

    line: Line
    index_url: str
    login: F2Login
    clock: Callable[[], float] = time.monotonic
    index: dict[str, str] = field(default_factory=dict)
    token: str | None = None
    refresh: str | None = None
    ends: float = 0.0

    async def get(self, url: str) -> Element:
        """A resource as XML."""
        return parsed(await self.ask("GET", url, headers={"accept": XML}))

    async def search(self, relation: str, terms: Mapping[str, str]) -> list[str]:
        """The addresses of what a search finds."""
        template = await self.address(relation)
        if not TEMPLATE.search(template):
            described = await self.get(template)
            template = next(
                (one.get("template", "") for one in described.iter() if name_of(one) == "Url"), ""
            )
        found = await self.get(TEMPLATE.sub(lambda hit: quote(terms.get(hit[1], ""), safe=""), template))
        entries = [one for one in found.iter() if name_of(one) in {"Case", "entry"}]
        return [urljoin(self.index_url, links_of(one)["self"]) for one in entries]

    async def patch(self, url: str, change: list[dict[str, str]]) -> None:
        """Changes fields of a resource; F2 knows the operation `replace` alone."""
        headers = {"content-type": "application/json-patch", "accept": XML}
        await self.ask("PATCH", url, content=json.dumps(change).encode(), headers=headers)

    async def once_url(self, factory: str) -> str:
        """The address of a new resource that takes one thing exactly once, however often it is posted."""
        headers = {"content-type": "application/x-www-form-urlencoded"}
        return self.location(await self.ask("POST", factory, headers=headers))

    async def post_once(self, url: str, payload: Mapping[str, Any]) -> str | None:
        """The address of what was made, now or at an earlier attempt; None: the server forgot `url`."""
        response = await self.send("POST", url, **payload)
        if response.status_code in {404, 410}:
            return None
        return self.location(checked(response))

    def location(self, response: httpx.Response) -> str:
        """Where an answer points."""
        if "location" not in response.headers:
            raise Halted(Doubtful("broken answer"))
        return urljoin(self.index_url, response.headers["location"])

    async def address(self, relation: str) -> str:
        """What the service index names for a relation."""
        if not self.index:
            answer = await self.line.ask("GET", self.index_url, headers={"accept": "application/json"})
            found = json_of(answer)
            self.index = {name: urljoin(self.index_url, one["href"]) for name, one in found.items()}
        try:
            return self.index[RELATION + relation]
        except KeyError:
            raise Halted(Blocked(f"not_offered {relation}")) from None

    async def ask(self, method: str, url: str, **what: Any) -> httpx.Response:
        """The answer when it says yes. Raises Halted otherwise."""
        return checked(await self.send(method, url, **what))

    async def send(self, method: str, url: str, **what: Any) -> httpx.Response:
        """The answer to a request with our token; one that has died early is taken anew once."""
        headers = dict(what.pop("headers", {}))
        for forced in (False, True):
            token = await self.live_token(forced=forced)
            signed = {**headers, "authorization": f"Bearer {token}"}
            response = await self.line.send(method, url, headers=signed, **what)
            if response.status_code != httpx.codes.UNAUTHORIZED:
                break
            self.index.clear()  # the server may have started anew, with other addresses
        return response

    async def live_token(self, *, forced: bool) -> str:
        """A token that lives a while yet."""
        if self.token is None or forced or self.clock() > self.ends - EARLY_SECONDS:
            await self.log_in()
        return str(self.token)

    async def log_in(self) -> None:
        """By the refresh token while it lives, else as the user."""
        url = await self.address("oauth2-token")
        if self.refresh is not None:
            answer = await self.grant(url, {"grant_type": "refresh_token", "refresh_token": self.refresh})
            self.refresh = None
            if answer.is_success:
                self.take(answer)
                return
        password = {} if self.login.password is None else {"password": self.login.password}
        answer = await self.grant(url, {"grant_type": "password", "username": self.login.user, **password})
        if answer.status_code in {400, 401, 403}:
            raise Halted(Blocked(f"no_access {answer.status_code}"))
        self.take(checked(answer))

    async def grant(self, url: str, wish: dict[str, str]) -> httpx.Response:
        """The token endpoint's answer."""
        auth = (self.login.client, self.login.secret)
        return await self.line.send("POST", url, data=wish, auth=auth, headers={"accept": "application/json"})

    def take(self, answer: httpx.Response) -> None:
        """Remembers a token."""
        found = json_of(answer)
        self.token, self.refresh = str(found["access_token"]), found.get("refresh_token")
        self.ends = self.clock() + float(found.get("expires_in", 0))


def checked(response: httpx.Response) -> httpx.Response:
    """The answer when it says yes; 303 is a yes: it stands already, or stands elsewhere."""
    if response.is_success or response.status_code == httpx.codes.SEE_OTHER:
        return response
    raise Halted(meant(response))


def meant(response: httpx.Response) -> Answer:
    """What a refusal of F2 means, by its reason code where it gives one."""
    status, reason = response.status_code, reason_of(response)
    if status == httpx.codes.LOCKED:
        locked = reason not in {None, *LATER}
        return Blocked(f"archived 423 {reason}") if locked else Later("locked 423", 30)
    if reason in {"CaseClosed", "DossierCaseClosed"}:
        return Blocked(f"case_closed {status} {reason}")
    if reason is not None and status not in {400, 500, 503}:
        return Blocked(f"refused {status} {reason}")
    if status == httpx.codes.CONFLICT:
        return Doubtful("changed 409")
    return meaning(response)


def reason_of(response: httpx.Response) -> str | None:
    """The reason code of an answer in JSON or XML; nothing else of it is kept, for it may name people."""
    try:
        if "json" in response.headers.get("content-type", ""):
            reason = response.json().get("ReasonCode")
        else:
            reason = text_of(fromstring(response.content), "ReasonCode")
    except (ValueError, AttributeError, ParseError, DefusedXmlException):
        return None
    return reason if reason and REASON.fullmatch(reason) else None


def parsed(response: httpx.Response) -> Element:
    """The XML of an answer, without entities. Raises Halted where it is none."""
    try:
        found: Element = fromstring(response.content, forbid_dtd=True)
    except (ParseError, DefusedXmlException):
        raise Halted(Doubtful("broken answer")) from None
    return found


def name_of(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def text_of(element: Element, name: str) -> str | None:
    """The text of a child, None where there is none."""
    return next((one.text for one in element if name_of(one) == name), None)


def links_of(element: Element) -> dict[str, str]:
    """Short relation → address of an element's links."""
    links = [one for one in element if name_of(one).lower() == "link"]
    return {one.get("rel", "").removeprefix(RELATION): one.get("href", "") for one in links}
