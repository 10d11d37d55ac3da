"""A Request Tracker as 5.0.3 was seen: repeats act twice, and much that it does not do is answered 200."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

TOKEN = "1-14-token"
STATUSES = {"new", "open", "stalled", "resolved", "rejected", "deleted"}
NEVER = "1970-01-01T00:00:00Z"


@dataclass
class Ticket:
    subject: str
    fields: dict[str, str]
    requestor: str | None = None
    status: str = "new"
    due: str = NEVER
    history: list[tuple[str, str, str]] = field(default_factory=list)
    files: list[tuple[str, bytes]] = field(default_factory=list)


@dataclass
class RtFake:
    """`statuses`: of the queue's life cycle; `names`: its custom fields. Letters go to `mailbox`."""

    names: tuple[str, ...] = ("Sagsklar-Case", "Sagsklar-Screening", "Sagsklar-State", "Sagsklar-Request")
    statuses: set[str] = field(default_factory=lambda: set(STATUSES))
    tickets: list[Ticket] = field(default_factory=list)
    mailbox: list[tuple[str, str, str]] = field(default_factory=list)

    def app(self) -> Starlette:
        routes = [
            Route("/ticket", self.create, methods=["POST"]),
            Route("/tickets", self.search),
            Route("/ticket/{number:int}", self.one, methods=["GET", "PUT"]),
            Route("/ticket/{number:int}/history", self.history),
            Route("/ticket/{number:int}/{kind}", self.write, methods=["POST"]),
        ]
        return Starlette(
            routes=[Route(f"/REST/2.0{one.path}", self.guarded(one), methods=one.methods) for one in routes]
        )

    def guarded(self, route: Route) -> Any:
        async def answer(request: Request) -> Response:
            if request.headers.get("authorization") != f"token {TOKEN}":
                return JSONResponse({"message": "Unauthorized"}, status_code=401)
            if request.path_params.get("number", 1) > len(self.tickets) and "number" in request.path_params:
                return JSONResponse({"message": "Not Found"}, status_code=404)
            found: Response = await route.endpoint(request)
            return found

        return answer

    async def create(self, request: Request) -> Response:
        said = await request.json()
        if said["Queue"] != "Sagsklar":
            return JSONResponse({"message": "No permission"}, status_code=403)
        fields = {name: value for name, value in said.get("CustomFields", {}).items() if name in self.names}
        self.tickets.append(Ticket(said["Subject"], fields))
        return JSONResponse({"type": "ticket", "id": str(len(self.tickets))}, status_code=201)

    async def search(self, request: Request) -> Response:
        found = re.fullmatch(r"Queue = '(.*)' AND 'CF\.\{(.*)\}' = '(.*)'", request.query_params["query"])
        assert found is not None
        _, name, value = found.groups()
        hits = [
            n for n, one in enumerate(self.tickets, 1) if one.fields.get(name) == value.replace("\\'", "'")
        ]
        return JSONResponse({"items": [{"type": "ticket", "id": str(number)} for number in hits]})

    async def one(self, request: Request) -> Response:
        ticket = self.tickets[request.path_params["number"] - 1]
        etag = f'"{len(ticket.history)}"'
        if request.method == "GET":
            return JSONResponse(self.shown(ticket), headers={"etag": etag})
        if request.headers.get("if-match", etag) != etag:
            return JSONResponse({"message": "Precondition Failed"}, status_code=412)
        return JSONResponse([self.change(ticket, *pair) for pair in (await request.json()).items()])

    def shown(self, ticket: Ticket) -> dict[str, Any]:
        known = [
            (name, [ticket.fields[name] or None] if name in ticket.fields else []) for name in self.names
        ]
        fields = [{"name": name, "values": values} for name, values in known]
        requestor = [{"type": "user", "id": ticket.requestor}] if ticket.requestor else []
        seen = {"Status": ticket.status, "Due": ticket.due, "Subject": ticket.subject}
        return {**seen, "CustomFields": fields, "Requestor": requestor}

    def change(self, ticket: Ticket, name: str, value: Any) -> str:
        ticket.history.append(("Set", name, ""))
        if name == "CustomFields":
            ticket.fields.update({key: one for key, one in value.items() if key in self.names})
        elif name == "Due":
            ticket.due = f"{value[:10]}T00:00:00Z"
        elif value in self.statuses:
            ticket.status = value
        else:
            return f"Ticket: Status '{value}' isn't a valid status for this ticket."
        return f"Ticket: {name} changed"

    async def history(self, request: Request) -> Response:
        ticket, page = self.tickets[request.path_params["number"] - 1], int(request.query_params["page"])
        size = 5  # small, so that pages are turned
        items = [{"Type": kind, "Data": data} for kind, data, _ in ticket.history]
        pages = -(-len(items) // size)
        return JSONResponse({"pages": pages, "page": page, "items": items[(page - 1) * size : page * size]})

    async def write(self, request: Request) -> Response:
        ticket, kind = self.tickets[request.path_params["number"] - 1], request.path_params["kind"]
        if request.headers["content-type"].startswith("application/json"):
            said = await request.json()
        else:
            async with request.form() as form:
                said, files = json.loads(str(form["JSON"])), form.getlist("Attachments")
                ticket.files += [
                    (one.filename or "", await one.read()) for one in files if not isinstance(one, str)
                ]
        ticket.history.append((kind.capitalize(), f"{said['Subject']}\n", said.get("Content", "")))
        if kind == "correspond":
            ticket.status = "open" if ticket.status == "new" else ticket.status
            if ticket.requestor:
                self.mailbox.append((ticket.requestor, said["Subject"], said["Content"]))
        return JSONResponse([f"{kind} added"], status_code=201)
