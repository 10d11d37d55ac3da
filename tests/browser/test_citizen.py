"""A citizen on a phone: opens the link, adds what is missing, sees the case become complete."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from commands.portal import await_verdict, put_case
from tests.running import Running

pytestmark = pytest.mark.browser
SECONDS = 120
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """A phone 390 pixels wide; it complains of anything the browser refused."""
    context = chromium.new_context(
        locale="en-GB", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def case_id(root: Path, running: Running, tmp_path: Path) -> str:
    """A case that is complete but for its lease, once its verdict has arrived."""
    folder = tmp_path / "case"
    shutil.copytree(root / "samples/cases/01-eu-worker-complete", folder)
    (folder / "Lejekontrakt.pdf").unlink()
    profile = json.loads((folder / "profile.json").read_text())
    made = {**profile, "case_id": f"KBH-{uuid4().hex[:12]}"}
    (folder / "profile.json").write_text(json.dumps(made))
    case = put_case(running.system, folder)
    assert await_verdict(running.system, case, SECONDS).verdict["outcome"] == "incomplete"
    return case.case_id


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


def send(page: Page, file: Path) -> None:
    """The missing paper, through the form of its request."""
    asked = page.locator(".asked").first
    asked.get_by_label("or choose a file").set_input_files(file)
    asked.get_by_role("button", name="Send the paper").click()


def test_given_a_link_when_the_missing_paper_is_added_on_a_phone_then_the_case_becomes_complete(
    root: Path, running: Running, case_id: str, phone: Page, tmp_path: Path
):
    link = running.system.link(case_id, None)
    assert link is not None
    page, samples = phone, root / "samples" / "cases"
    page.goto(link["url"])
    expect(page.get_by_role("heading", name="We need one thing from you")).to_be_visible()
    expect(page.locator(".asked").first.get_by_label("Take a photo")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert violations(page) == []

    send(page, samples / "09-couple-with-child-complete" / "busta paga.pdf")
    hint = page.get_by_role("alert")
    expect(hint).to_contain_text("This looks like a payslip", timeout=1000 * SECONDS)
    expect(hint).to_be_focused()
    assert violations(page) == []
    page.screenshot(path=tmp_path / "hint.png", full_page=True, caret="initial")  # hiding it sets a style

    send(page, samples / "01-eu-worker-complete" / "Lejekontrakt.pdf")
    expect(page.get_by_text("We have received the paper", exact=True)).to_be_visible(timeout=1000 * SECONDS)
    complete = page.get_by_role("heading", name="We have everything we need")
    expect(complete).to_be_visible(timeout=1000 * SECONDS)
    expect(page.locator(".files")).to_contain_text("Used for: Home")
    assert violations(page) == []
    page.screenshot(path=tmp_path / "complete.png", full_page=True, caret="initial")  # hiding it sets a style

    current = running.system.ask(f"{running.system.inbox}/cases/{case_id}")["current"]
    assert current["verdict"]["outcome"] == "complete"
    signed = link["url"].rsplit("/", 1)[1]
    logs = [log for log in (running.home / "logs").iterdir() if log.is_file()]
    assert [log.name for log in logs if signed.encode() in log.read_bytes()] == []
