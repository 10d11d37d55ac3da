"""Where there is nothing to see: a page that says kindly why, and how to go on."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.responses import Response

from pipeline.errors import WrongUse
from review.citizen.door import CaseGone, Door, TooOften, speech
from review.citizen.html import html
from review.citizen.links import LinkExpired, LinkForged
from review.citizen.sent import FileTooLarge
from review.citizen.tries import TryUnknown

CLOSED: Final[dict[type[WrongUse], tuple[int, str]]] = {
    LinkForged: (403, "forged"),
    LinkExpired: (410, "expired"),
    CaseGone: (410, "gone"),
    TooOften: (429, "often"),
    FileTooLarge: (413, "large"),
    TryUnknown: (403, "forged"),
}
MEGABYTE: Final = 1_000_000


def kind_route(door: Door) -> type[APIRoute]:
    """Routes that answer a refused link or file with such a page."""

    class KindRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            inner = super().get_route_handler()

            async def handler(request: Request) -> Response:
                try:
                    return await inner(request)
                except tuple(CLOSED) as error:
                    return closed(request, error, door)

            return handler

    return KindRoute


def closed(request: Request, error: WrongUse, door: Door) -> HTMLResponse:
    """The page."""
    status, key = CLOSED[type(error)]
    most = door.checking.most_bytes // MEGABYTE
    back = request.url.path.rsplit("/", 1)[0] if key == "large" else ""
    return html("closed.html", status=status, say=speech(request, door), key=key, most=most, back=back)
