"""The desk in a real browser: keys alone, a second window, and what axe finds."""

import re
import socket
import statistics
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from flows.ledger.accounts import find_account, set_account
from flows.ledger.desk import view_case
from flows.ledger.results import read_case
from review.app import create_app
from tests.browser.conftest import SWITCHES

pytestmark = pytest.mark.browser
WCAG = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
}


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=[*SWITCHES])
        yield browser
        browser.close()


@pytest.fixture
def address(parts):
    """The desk, listening."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    config = uvicorn.Config(
        create_app(parts), port=port, log_level="error", timeout_graceful_shutdown=1, lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def window(chromium, address):
    """Opens windows in which somebody is signed in; each complains of what its browser refused."""
    complaints, contexts = [], []

    def opened(name="caseworker", width=1280, locale="en-GB"):
        context = chromium.new_context(
            base_url=address, locale=locale, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto("/sign-in")
        page.locator("#name").fill(name)
        page.locator("#password").fill("a quiet sentence")
        page.locator("#password").press("Enter")
        expect(page.locator(".desk-user-name")).to_be_visible()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [said for said in complaints if "404 (Not Found)" not in said] == []


def test_given_flagged_documents_when_answered_by_keys_then_three_presses_do_in_the_middle(
    window, put_another, now
):
    """A scripted person who knows the truth; a press is a key or a value typed."""
    for number in range(4):
        put_another(f"KBH-2026-0004{number:02}", now=now + timedelta(minutes=number))
    plans = [["1", "s"], ["2", "s"], ["1", "t", "s"], ["x"], ["1", "t", "s"]]
    page, presses = window(), []
    page.keyboard.press("n")
    for number, plan in enumerate(plans):
        expect(page.locator("fieldset#label")).to_be_visible()
        here = page.url
        for key in plan:
            if key == "t":
                expect(page.locator("[data-key=t]").first).to_be_visible()
            if key in "123":
                with page.expect_response("**/fields?*"):
                    page.keyboard.press(key)
                expect(page.locator(".desk-fields")).to_be_visible()
            else:
                page.keyboard.press(key)
        page.wait_for_url(lambda url, was=here: url != was)
        expect(page.locator("#deed")).to_contain_text("your answer is kept")
        presses.append(len(plan))
        assert page.url.endswith("/queue") == (number == len(plans) - 1)
    assert statistics.median(presses) <= 3
    page.keyboard.press("u")
    expect(page.locator("fieldset#label")).to_be_visible()


def test_given_a_second_window_when_a_case_is_taken_and_answered_then_it_sees_it_by_itself(
    window, case_key, put_another
):
    put_another("KBH-2026-000300")
    watching = window("colleague")
    row = watching.locator(f"#row-{case_key}")
    expect(row).to_be_visible()
    working = window()
    working.goto(f"/cases/{case_key}/documents/{'b' * 64}/1")
    expect(row).to_contain_text("is at it now", timeout=4000)
    working.keyboard.press("x")
    expect(row).to_have_count(0, timeout=4000)


def test_given_a_place_on_the_page_then_its_field_lights_up_and_the_other_way_round(window, case_key):
    page = window()
    page.goto(f"/cases/{case_key}/documents/{'a' * 64}/1")
    box, row = page.locator("g[data-field=birth_date]"), page.locator("#row-birth_date")
    page.locator("#field-birth_date").focus()
    expect(box).to_have_class(re.compile("is-lit"))
    page.locator("#field-surname").focus()
    box.hover()
    expect(row).to_have_class(re.compile("is-lit"))
    box.click()
    expect(page.locator("#field-birth_date")).to_be_focused()


def test_given_a_question_mark_then_the_keys_are_told_and_can_be_switched_off(window, case_key):
    page = window()
    page.goto(f"/cases/{case_key}/documents/{'b' * 64}/1")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    expect(keys).to_contain_text("Unreadable, ask for it again")
    page.get_by_text("Use keyboard shortcuts").click()
    page.keyboard.press("Escape")
    before = page.url
    page.keyboard.press("q")
    page.wait_for_timeout(200)
    assert page.url == before


def test_given_pages_of_a_file_when_divided_by_keys_alone_then_the_file_is_read_again(
    window, case_key, ledger
):
    page = window()
    page.goto(f"/cases/{case_key}/documents/{'b' * 64}/1")
    page.keyboard.press("g")
    page.wait_for_url("**/pages")
    expect(page.locator("#first-2")).not_to_be_checked()
    page.keyboard.press("2")
    page.keyboard.press("s")
    expect(page.locator("#deed")).to_contain_text("your answer is kept")
    states = {one.name: one.state for one in view_case(ledger, case_key).uploads}
    assert states["lease.pdf"] == "waiting"


def test_given_a_document_of_another_case_when_said_by_keys_alone_then_it_is_handed_there(
    window, case_key, put_another, ledger
):
    other = put_another("KBH-2026-000300")
    page = window()
    page.goto(f"/cases/{case_key}/documents/{'b' * 64}/1")
    page.keyboard.press("w")
    expect(page.locator("#other-case")).to_be_focused()
    page.keyboard.type("KBH-2026-000300")
    page.keyboard.press("Enter")
    expect(page.locator("#deed")).to_contain_text("your answer is kept")
    assert "lease-bbbbbbbb.pdf" in [one.name for one in view_case(ledger, other).uploads]


def test_given_the_letter_when_written_in_by_keys_alone_then_it_goes_out(window, case_key, ledger):
    page = window()
    page.goto(f"/cases/{case_key}")
    page.keyboard.press("l")
    page.wait_for_url("**/letter")
    expect(page.locator("#opening-en")).to_be_visible()
    page.keyboard.press("e")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Call me.")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    expect(page.locator("#deed")).to_contain_text("your answer is kept")
    assert read_case(ledger, case_key).openings == {"en": "We look at your case. Call me."}


def found_by_axe(page):
    report = Axe().run(page, options=WCAG).response["violations"]
    return [(one["id"], node["html"][:200]) for one in report for node in one["nodes"]]


def as_one(role, ledger, now):
    set_account(ledger, replace(find_account(ledger, "caseworker"), role=role), now)


def own_pages(case_key):
    """Pages on which a caseworker splits pages, writes in the letter, says where a document belongs."""
    lease = f"/cases/{case_key}/documents/{'b' * 64}/1"
    return (f"/cases/{case_key}/uploads/{'b' * 64}/pages", f"/cases/{case_key}/letter", lease)


def test_given_any_page_then_axe_finds_nothing_against_wcag_21_aa(window, case_key, ledger, now):
    page, lease = window(), f"/cases/{case_key}/documents/{'b' * 64}/1"
    paths = ["/queue", "/cases", f"/cases/{case_key}", lease.replace("b" * 64, "a" * 64)]
    found = {}
    for path in (*paths, "/blind-checks", "/accessibility", "/nowhere", *own_pages(case_key)):
        page.goto(path)
        found[path] = found_by_axe(page)
    page.keyboard.press("w")
    found["elsewhere"] = found_by_axe(page)
    page.keyboard.press("?")
    found["keys"] = found_by_axe(page)
    page.goto(f"/cases/{case_key}")
    page.keyboard.press("k")
    expect(page.locator("#link-url")).to_be_focused()
    found["link"] = found_by_axe(page)
    for role, path in (("manager", "/figures"), ("data_scientist", "/models")):
        as_one(role, ledger, now)
        page.goto(path)
        found[path] = found_by_axe(page)
    page.context.clear_cookies()
    page.goto("/sign-in")
    found["/sign-in"] = found_by_axe(page)
    assert {path: some for path, some in found.items() if some} == {}


def test_given_a_narrow_screen_in_danish_then_axe_finds_nothing_either(window, case_key, ledger, now):
    page, found = window(width=390, locale="da-DK"), {}
    for path in ("/queue", f"/cases/{case_key}", *own_pages(case_key)):
        page.goto(path)
        found[path] = found_by_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for role, path in (("manager", "/figures"), ("data_scientist", "/models")):
        as_one(role, ledger, now)
        page.goto(path)
        found[path] = found_by_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert {path: some for path, some in found.items() if some} == {}


def test_given_a_page_on_its_side_when_turned_by_its_key_then_it_lies_across_within_its_place(
    window, case_key
):
    page = window()
    page.goto(own_pages(case_key)[2])
    paper = page.locator(".desk-paper").first
    before = paper.bounding_box()
    page.keyboard.press("r")
    across = paper.bounding_box()
    assert across["width"] / across["height"] == pytest.approx(before["height"] / before["width"], rel=0.02)
    assert across["width"] <= before["width"] + 2
    page.keyboard.press("+")
    larger = paper.bounding_box()
    assert larger["width"] == pytest.approx(1.5 * across["width"], rel=0.02)
    assert larger["y"] == pytest.approx(across["y"], abs=2)
    page.keyboard.press("-")
    for _ in range(3):
        page.keyboard.press("r")
    assert paper.bounding_box() == before


def test_given_a_picture_without_words_then_axe_finds_it(window):
    page = window()
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [rule for rule, _ in found_by_axe(page)] == ["image-alt"]
