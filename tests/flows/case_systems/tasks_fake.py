"""An Open VTB with tasks; every request and answer is held against our OpenAPI description."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import jsonschema
import yaml
from referencing import Registry, Resource
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

DESCRIPTION = Path(__file__).parents[3] / "docs" / "externe-taak.openapi.yaml"
TOKEN, PAGE = "task-token", 2


def validator(name: str) -> jsonschema.Draft202012Validator:
    """Checks against a schema of the description."""
    described = yaml.safe_load(DESCRIPTION.read_text())
    resource = Resource.from_contents(described, default_specification=jsonschema_2020())
    registry: Any = Registry().with_resource("urn:tasks", resource)
    where = {"$ref": f"urn:tasks#/components/schemas/{name}"}
    return jsonschema.Draft202012Validator(
        where, registry=registry, format_checker=jsonschema.FormatChecker()
    )


def jsonschema_2020() -> Any:
    from referencing.jsonschema import DRAFT202012

    return DRAFT202012


@dataclass
class TasksFake:
    """`lies`: says 201 and forgets the last day."""

    tasks: list[dict[str, Any]] = field(default_factory=list)
    lies: bool = False
    filters: bool = True

    def app(self) -> Starlette:
        listed = Route("/externetaken", self.all, methods=["GET", "POST"])
        return Starlette(routes=[listed, Route("/externetaken/{uuid}", self.one, methods=["GET", "PATCH"])])

    async def all(self, request: Request) -> Response:
        if refused := self.refused(request):
            return refused
        if request.method == "GET":
            return self.listed(request)
        sent = await request.json()
        if problem := wrong("NieuweTaak", sent):
            return JSONResponse({"title": problem}, status_code=400)
        task = {"uuid": str(uuid4()), **sent}
        if self.lies:
            task["einddatumHandelingsTermijn"] = "2099-01-01T00:00:00Z"
        self.tasks.append(task)
        return checked("Taak", task, 201)

    def listed(self, request: Request) -> Response:
        case, page = request.query_params["isGerelateerdAan"], int(request.query_params["page"])
        found = [one for one in self.tasks if not self.filters or one["isGerelateerdAan"] == case]
        after = page * PAGE < len(found)
        address = str(request.url.include_query_params(page=page + 1)) if after else None
        answer = {"count": len(found), "next": address, "previous": None}
        return checked("Lijst", {**answer, "results": found[(page - 1) * PAGE : page * PAGE]})

    async def one(self, request: Request) -> Response:
        if refused := self.refused(request):
            return refused
        task = next((one for one in self.tasks if one["uuid"] == request.path_params["uuid"]), None)
        if task is None:
            return JSONResponse({}, status_code=404)
        if request.method == "PATCH":
            sent = await request.json()
            if problem := wrong("Wijziging", sent):
                return JSONResponse({"title": problem}, status_code=400)
            if not self.lies:
                task.update(sent)
        return checked("Taak", task)

    def refused(self, request: Request) -> Response | None:
        if request.headers.get("authorization") == f"Token {TOKEN}":
            return None
        return JSONResponse({"title": "no"}, status_code=403)


def wrong(schema: str, value: Any) -> str | None:
    """What the description finds wrong."""
    return next((one.message for one in validator(schema).iter_errors(value)), None)


def checked(schema: str, value: Any, status: int = 200) -> Response:
    """An answer, if it is as described."""
    problem = wrong(schema, value)
    return (
        JSONResponse({"title": problem}, status_code=500)
        if problem
        else JSONResponse(value, status_code=status)
    )
