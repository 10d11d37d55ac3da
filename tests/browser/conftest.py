"""A browser before the whole running system."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.running import Running

QUIET = ("--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")
SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-quic", *QUIET)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*SWITCHES])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, running: Running) -> Iterator[Page]:
    """An English-speaking browser at the review address; it complains of anything the browser refused."""
    context = chromium.new_context(
        base_url=running.system.review, locale="en-GB", viewport={"width": 1280, "height": 900}
    )
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
