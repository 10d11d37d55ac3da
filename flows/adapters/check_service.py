"""The pool of `sagsklar serve checks`, over HTTP."""

from dataclasses import dataclass
from typing import Any, Final

import httpx

from flows.ports import ChecksAway

GRACE_SECONDS: Final = 5.0  # the pool lets go by itself; longer than this it must be gone


@dataclass(frozen=True, slots=True)
class CheckService:
    """One pool."""

    client: httpx.AsyncClient

    async def inspect(self, content: bytes) -> dict[str, Any]:
        """The `inspect` line of a file. Raises ChecksAway."""
        try:
            response = await self.client.post("/inspections", content=content)
            found: dict[str, Any] = response.raise_for_status().json()
        except httpx.HTTPStatusError as error:
            raise ChecksAway(kind=str(error.response.status_code)) from None
        except (httpx.HTTPError, OSError, ValueError) as error:
            raise ChecksAway(kind=type(error).__name__) from None
        return found


def check_service(url: str, token: str, seconds: float) -> CheckService:
    """The pool at an address; `seconds`: after which it lets go of a file."""
    headers = {"authorization": f"Bearer {token}", "content-type": "application/octet-stream"}
    timeout = httpx.Timeout(seconds + GRACE_SECONDS, connect=2)
    return CheckService(httpx.AsyncClient(base_url=url, headers=headers, timeout=timeout, trust_env=False))
