"""What an HTTP answer means for an event; shared by the case systems that are written to over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from flows.ports import Answer, Blocked, Doubtful, Halted, Later, Refused

UNWELL = frozenset({429, 502, 503, 504})
BLOCKED = {401: "no_access", 403: "no_right", 404: "not_found", 405: "not_found", 410: "gone"}


def meaning(response: httpx.Response) -> Answer:
    """What a refusal means; `status` begins with a word that is explained in docs/case-systems.md."""
    status = response.status_code
    if status in UNWELL:
        return Later(f"no_answer {status}", pause_of(response), unwell=True)
    if status in BLOCKED:
        return Blocked(f"{BLOCKED[status]} {status}")
    if status == httpx.codes.LOCKED:
        return Later("locked 423", pause_of(response))
    if status in {408, 409, 412, 425}:
        return Later(f"changed {status}", pause_of(response))
    if status >= 500:
        return Doubtful(f"broken {status}")
    return Refused(f"refused {status}")


def pause_of(response: httpx.Response) -> float | None:
    """How many seconds the receiver asks to be left alone, if it says so in seconds."""
    told = response.headers.get("retry-after", "")
    return float(told) if told.isdigit() else None


@dataclass(frozen=True, slots=True)
class Line:
    """An HTTP line to a case system; redirects are never followed."""

    client: httpx.AsyncClient

    async def send(self, method: str, url: str, **what: Any) -> httpx.Response:
        """The answer, whatever its status. Raises Halted when there is none."""
        try:
            return await self.client.request(method, url, **what)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise Halted(Later(f"no_answer {type(error).__name__}", unwell=True)) from None

    async def ask(self, method: str, url: str, **what: Any) -> httpx.Response:
        """The answer when it is 2xx. Raises Halted otherwise."""
        response = await self.send(method, url, **what)
        if not response.is_success:
            raise Halted(meaning(response))
        return response


def line(timeout: float, headers: Mapping[str, str], base_url: str = "") -> Line:
    """A line; `timeout` in seconds is how long one answer is waited for."""
    return Line(
        httpx.AsyncClient(
            base_url=base_url, headers=headers, timeout=timeout, follow_redirects=False, trust_env=False
        )
    )


def json_of(response: httpx.Response) -> Any:
    """The JSON of an answer. Raises Halted where it is none, such as the page of a proxy."""
    try:
        return response.json()
    except ValueError:
        raise Halted(Doubtful("broken answer")) from None
