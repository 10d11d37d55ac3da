"""The pool that reads while somebody waits: over HTTP as the review pages use it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from flows.adapters.check_service import CheckService
from flows.checking import Pool, checks_app, drawn_page
from flows.ports import ChecksAway
from pipeline import chain
from tests.papers import digital_page

TOKEN = {"authorization": "Bearer a-token"}


def client(pool: Pool, headers: dict[str, str] = TOKEN) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(checks_app(pool, "a-token"))
    return httpx.AsyncClient(transport=transport, base_url="http://checks.test", headers=headers)


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """While this holds, whoever began to read does not end."""
    go = threading.Event()
    read = chain.inspect_upload

    def waiting(*given: Any, **more: Any) -> Any:
        go.wait(20)
        return read(*given, **more)

    monkeypatch.setattr("flows.checking.inspect_upload", waiting)
    yield
    go.set()


def test_given_a_page_then_its_line_comes_back_under_no_name_of_its_own(kit, fits):
    page = digital_page("LEJEKONTRAKT", "Udlejer og lejer")
    line = asyncio.run(CheckService(client(Pool(kit, 1, 20))).inspect(page))
    fits("inspect", line)
    assert (line["file"], line["failure"]) == ("upload", None)
    assert "LEJEKONTRAKT" in line["pages"][0]["text"]


def test_given_a_pool_when_warmed_then_a_page_went_the_whole_way(kit, monkeypatch):
    found = []
    read = chain.inspect_upload
    monkeypatch.setattr(
        "flows.checking.inspect_upload",
        lambda *given, **more: found.append(read(*given, **more)) or found[-1],
    )
    Pool(kit, 1, 20).warm()
    assert "LEJEKONTRAKT" in found[0].pages[0].text
    assert found[0].documents


def test_given_a_full_pool_then_the_next_is_told_when_to_come_again(kit, monkeypatch):
    async def three() -> list[httpx.Response]:
        async with client(Pool(kit, 1, 20)) as portal:
            first = [asyncio.create_task(portal.post("/inspections", content=drawn_page())) for _ in "ab"]
            await asyncio.sleep(0.1)
            third = await portal.post("/inspections", content=drawn_page())
            with pytest.raises(ChecksAway):
                await CheckService(portal).inspect(drawn_page())
            release.__exit__(None, None, None)
            return [third, *await asyncio.gather(*first), await portal.post("/inspections", content=b"")]

    release = held(monkeypatch)
    release.__enter__()
    refused, *taken = asyncio.run(three())
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert [one.status_code for one in taken] == [200, 200, 200]


def test_given_a_file_that_takes_too_long_then_it_is_let_go_to_be_read_later(kit, fits, monkeypatch):
    async def one() -> dict[str, Any]:
        with held(monkeypatch):
            return await Pool(kit, 1, 0.05).inspect(drawn_page())

    line = asyncio.run(one())
    fits("inspect", line)
    assert line["failure"]["code"] == "too_complex"
    assert "Send it as it is" in line["failure"]["remedy"]


def test_given_no_token_then_nothing_is_read(kit):
    with pytest.raises(ChecksAway, match="401"):
        asyncio.run(CheckService(client(Pool(kit, 1, 20), {})).inspect(b"%PDF"))


def test_given_nobody_listens_then_nobody_is_free():
    nowhere = httpx.AsyncClient(base_url="http://127.0.0.1:9")
    with pytest.raises(ChecksAway):
        asyncio.run(CheckService(nowhere).inspect(b"%PDF"))
