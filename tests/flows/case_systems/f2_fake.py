"""An F2 after its REST documentation 13: XML, addresses that are new at each start, post once exactly."""

import base64
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape, quoteattr

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

REL = "http://cbrain.com/casefile/rel/"
SPACE = "http://cbrain.com/casefile/schema/"
CLIENT = ("sagsklar", "client-secret")
KNOWN = {"Title", "Type", "Text", "Deadline", "DeliveryType", "AccessLevel", "Status", "Archived"}
TYPES, DELIVERIES = {"Internal", "Inbound", "Outbound"}, {"None", "EMail", "DigitalMailV3"}
Handler = Callable[[Request], Any]


@dataclass
class Fault(Exception):
    """An answer that refuses."""

    status: int
    reason: str | None = None


@dataclass
class Matter:
    fields: dict[str, str]
    documents: list[tuple[str, bytes]] = field(default_factory=list)


@dataclass
class Case:
    external_id: str
    number: str
    matters: list[Matter] = field(default_factory=list)
    closed: bool = False
    lock: str | None = None


@dataclass
class F2Fake:
    """`lies`: says 201 and drops the deadline. `see_other`: how the first step of post once answers."""

    cases: list[Case] = field(default_factory=list)
    lies: bool = False
    see_other: bool = True
    life: int = 3600
    tokens: set[str] = field(default_factory=set)
    refreshes: set[str] = field(default_factory=set)
    logins: list[str] = field(default_factory=list)
    places: dict[str, Handler] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    posted: dict[str, str] = field(default_factory=dict)

    def app(self) -> Starlette:
        index = Route("/F2Rest/ServiceIndex", self.index)
        methods = ["GET", "POST", "PATCH"]
        return Starlette(routes=[index, Route("/{place}", self.anything, methods=methods)])

    def at(self, name: str, handler: Handler) -> str:
        """The address of a resource, the same until the next start."""
        if name not in self.names:
            self.names[name] = secrets.token_hex(8)
        self.places[self.names[name]] = handler
        return f"/{self.names[name]}"

    def restart(self) -> None:
        """All addresses are new, all tokens dead, what was begun with post once is forgotten."""
        for held in (self.places, self.names, self.posted, self.tokens, self.refreshes):
            held.clear()

    def forget(self) -> None:
        """Addresses to post once to are reclaimed after some time."""
        for name in [one for one in self.names if one.startswith("once ")]:
            self.places.pop(self.names.pop(name))

    async def index(self, request: Request) -> Response:
        found = {
            "oauth2-token": self.at("token", self.token),
            "case-search-filter": self.at("describe", self.describe),
        }
        return JSONResponse({REL + name: {"href": href, "title": name} for name, href in found.items()})

    async def anything(self, request: Request) -> Response:
        handler = self.places.get(request.path_params["place"])
        try:
            if handler is None:
                raise Fault(404)
            if handler != self.token:
                self.admit(request)
            return await handler(request)
        except Fault as fault:
            said = {"Message": "Fru Testesen", "Details": "…", "ReasonCode": fault.reason, "Links": []}
            return JSONResponse(said, status_code=fault.status)

    def admit(self, request: Request) -> None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if kind != "Bearer" or token not in self.tokens:
            raise Fault(401)

    async def token(self, request: Request) -> Response:
        kind, _, given = request.headers.get("authorization", "").partition(" ")
        if kind != "Basic" or base64.b64decode(given).decode() != ":".join(CLIENT):
            raise Fault(401)
        wish = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        if wish["grant_type"] == "refresh_token":
            if wish["refresh_token"] not in self.refreshes:
                raise Fault(400)
        elif wish.get("username") != "SAGSKLAR":
            raise Fault(403)
        self.logins.append(wish["grant_type"])
        token, refresh = secrets.token_hex(8), secrets.token_hex(8)
        self.tokens.add(token)
        self.refreshes.add(refresh)
        found = {"access_token": token, "token_type": "bearer", "refresh_token": refresh}
        return JSONResponse({**found, "expires_in": self.life})

    async def describe(self, request: Request) -> Response:
        place = self.at("search", self.search)
        template = f"{request.base_url}{place[1:]}?externalId={{externalId?}}&caseNumber={{caseNumber?}}"
        return xml(f"<OpenSearchDescription><Url template={quoteattr(template)}/></OpenSearchDescription>")

    async def search(self, request: Request) -> Response:
        wanted, number = request.query_params.get("externalId"), request.query_params.get("caseNumber")
        found = [one for one in self.cases if (one.external_id, one.number) != ("", "")]
        found = [one for one in found if wanted in {None, "", one.external_id}]
        found = [one for one in found if number in {None, "", one.number}]
        entries = "".join(f"<entry><title>{one.number}</title>{self.self_link(one)}</entry>" for one in found)
        return xml(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')

    def self_link(self, case: Case) -> str:
        return link("self", self.at(f"case {self.cases.index(case)}", lambda request: self.case(case)))

    async def case(self, case: Case) -> Response:
        number = self.cases.index(case)

        async def down(request: Request) -> Response:
            return xml(f"<Matters>{''.join(self.matter(case, one) for one in case.matters)}</Matters>")

        async def make(request: Request) -> Response:
            return self.once(lambda sent: self.add_matter(case, sent))

        links = self.self_link(case) + link("down", self.at(f"matters {number}", down))
        links += link(f"{REL}create-matter", self.at(f"make {number}", make))
        said = (
            f"<ExternalId>{escape(case.external_id)}</ExternalId><Closed>{str(case.closed).lower()}</Closed>"
        )
        return xml(f'<Case xmlns="{SPACE}">{said}{links}</Case>')

    def matter(self, case: Case, matter: Matter) -> str:
        name = f"{self.cases.index(case)} {case.matters.index(matter)}"

        async def one(request: Request) -> Response:
            if request.method == "PATCH":
                self.patch(case, matter, request.headers["content-type"], json.loads(await request.body()))
            return xml(self.matter(case, matter))

        async def down(request: Request) -> Response:
            titles = "".join(
                f"<Document><Title>{escape(title)}</Title></Document>" for title, _ in matter.documents
            )
            return xml(f"<Documents>{titles}</Documents>")

        async def make(request: Request) -> Response:
            return self.once(lambda sent: self.add_document(case, matter, sent))

        links = link("self", self.at(f"matter {name}", one)) + link("down", self.at(f"papers {name}", down))
        links += link(f"{REL}create-document", self.at(f"add {name}", make))
        said = "".join(f"<{key}>{escape(value)}</{key}>" for key, value in matter.fields.items())
        return f'<Matter xmlns="{SPACE}">{said}{links}</Matter>'

    def once(self, act: Callable[[dict[str, Any]], str]) -> Response:
        """The two steps of post once exactly."""
        name = f"once {secrets.token_hex(4)}"

        async def post(request: Request) -> Response:
            if name in self.posted:
                return Response(status_code=303, headers={"location": self.posted[name]})
            self.posted[name] = act(await read(request))
            return Response(status_code=201, headers={"location": self.posted[name]})

        status = 303 if self.see_other else 201
        return Response(status_code=status, headers={"location": self.at(name, post)})

    def add_matter(self, case: Case, sent: dict[str, Any]) -> str:
        self.open(case)
        right = set(sent) <= KNOWN and len(sent.get("Title", "x" * 256)) <= 255 and sent.get("Type") in TYPES
        if not right or sent.get("DeliveryType", "None") not in DELIVERIES:
            raise Fault(400, "DossierBadTitle")
        if self.lies:
            sent.pop("Deadline", None)
        case.matters.append(Matter(dict(sent)))
        self.matter(case, case.matters[-1])
        return f"/{self.names[f'matter {self.cases.index(case)} {len(case.matters) - 1}']}"

    def add_document(self, case: Case, matter: Matter, sent: dict[str, Any]) -> str:
        self.open(case)
        matter.documents.append((sent["Title"], sent["File"]))
        return f"/document-{len(matter.documents)}"

    def patch(self, case: Case, matter: Matter, kind: str, change: list[dict[str, str]]) -> None:
        self.open(case)
        if kind != "application/json-patch" or any(one["op"] != "replace" for one in change):
            raise Fault(400)
        for one in change:
            matter.fields[one["path"].removeprefix("/")] = one["value"]

    def open(self, case: Case) -> None:
        if case.lock:
            raise Fault(423, case.lock)
        if case.closed:
            raise Fault(409, "DossierCaseClosed")


async def read(request: Request) -> dict[str, Any]:
    """A payload in one of the three forms that F2 reads."""
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        found: dict[str, Any] = await request.json()
        return found
    async with request.form() as form:
        return {name: await value.read() if hasattr(value, "read") else value for name, value in form.items()}


def link(rel: str, href: str) -> str:
    return f"<Link href={quoteattr(href)} rel={quoteattr(rel)}/>"


def xml(body: str) -> Response:
    return Response(f'<?xml version="1.0"?>{body}', media_type="application/vnd.cbrain.casefile+xml")
