"""The check, the link and what citizens found clear, as the running system answers case systems."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from commands.portal import put_case
from tests.running import Running
from tests.waiting import until

pytestmark = pytest.mark.journey
CASE = "samples/cases/01-eu-worker-complete"


@pytest.fixture(scope="module")
def portal(running: Running) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {running.system.api_token}"}
    system = running.system
    with httpx.Client(base_url=system.review, headers=headers, timeout=60, trust_env=False) as client:
        yield client


def test_given_a_lease_when_checked_then_the_answer_is_an_inspect_line_with_what_to_say(
    root: Path, portal: httpx.Client, fits: Any
):
    lease = (root / CASE / "Lejekontrakt.pdf").read_bytes()
    answer = portal.post("/v1/checks", files={"file": ("Lejekontrakt.pdf", lease)}, data={"expects": "lease"})
    assert answer.status_code == 200
    told = answer.json()
    fits("inspect", told)
    fits("check", told)
    assert (told["verdict"], told["tries_left"]) == ("good", 2)


def test_given_a_case_then_its_link_and_the_counted_answers_fit_their_schemas(
    root: Path, running: Running, portal: httpx.Client, fits: Any
):
    case = put_case(running.system, root / CASE)
    link = until(lambda: running.system.link(case.case_id, "0101"), seconds=60)
    fits("link", link)
    fits("clarity", portal.get("/v1/clarity").json())
    assert httpx.get(link["url"], trust_env=False).status_code == 200
