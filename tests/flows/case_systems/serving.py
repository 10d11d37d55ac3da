"""Applications on real sockets, and a net between that loses answers, refuses and hangs as told."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn


@dataclass
class Stage:
    """A server on a real socket that plays whichever application stands on it."""

    url: str = ""
    app: Any = None


@contextmanager
def served() -> Iterator[Stage]:
    """A stage, while it runs in a thread of its own."""
    stage = Stage()

    async def play(scope: Any, receive: Any, send: Any) -> None:
        await stage.app(scope, receive, send)

    server = uvicorn.Server(uvicorn.Config(play, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    stage.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield stage
    server.should_exit = True
    thread.join()


@dataclass
class Net(httpx.AsyncBaseTransport):
    """Carries requests. `lose`: the answer to that write, counted from 1, is lost after the deed."""

    lose: int = 0
    refusals: list[httpx.Response] = field(default_factory=list)
    sent: list[httpx.Request] = field(default_factory=list)
    writes: int = 0
    hang: bool = False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        if self.hang:
            await asyncio.sleep(0.05)
            raise httpx.ReadTimeout("hangs", request=request)
        if self.refusals:
            return self.refusals.pop(0)
        response = await carried(request)
        if request.method != "GET" and "token" not in request.url.path:
            self.writes += 1
            if self.writes == self.lose:
                raise httpx.ReadTimeout("the answer was lost", request=request)
        return response

    def line(self, url: str = "", **headers: str) -> httpx.AsyncClient:
        """A client whose requests go through this net."""
        return httpx.AsyncClient(transport=self, base_url=url, headers=headers, timeout=5)


async def carried(request: httpx.Request) -> httpx.Response:
    """The answer, read to its end; connections are closed, for each attempt has an event loop of its own."""
    async with httpx.AsyncHTTPTransport(verify=False) as transport:
        response = await transport.handle_async_request(request)
        return httpx.Response(response.status_code, headers=response.headers, content=await response.aread())
