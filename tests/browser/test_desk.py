"""The whole way, with a person in it: doubtful documents are answered, and their case becomes complete."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from commands.portal import await_verdict, put_case
from review.words import load_words

pytestmark = pytest.mark.browser
WORDS = load_words()["en"]
SECONDS = 120


@dataclass(frozen=True, slots=True)
class Doubt:
    """The sample case that a person has to look at, and what its files truly are."""

    folder: Path
    truth: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def doubt(root: Path) -> Doubt:
    for file in sorted((root / "samples" / "cases").glob("*/expected.json")):
        expected = json.loads(file.read_text())
        truth = {one["file"]: one["documents"][0] for one in expected["uploads"] if one["documents"]}
        open_to_doubt = [one for one in truth.values() if "unknown" in one.get("label_also", ())]
        if expected["outcome"] == "needs_review" and open_to_doubt:
            return Doubt(file.parent, truth)
    raise AssertionError("no sample case has a document that a person must look at")


@pytest.fixture
def asked(running, doubt: Doubt) -> str:
    """The number of the case, once its first verdict has arrived at the case system."""
    case = put_case(running.system, doubt.folder)
    assert await_verdict(running.system, case, SECONDS).verdict["outcome"] == "needs_review"
    return case.case_id


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/queue")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def answer(page: Page, truth: dict[str, Any]) -> None:
    """What a person does who looks at the picture: names an open type, fills what is empty."""
    picture = page.get_by_role("img", name="Picture of page 1")
    expect(picture).not_to_have_js_property("naturalWidth", 0, timeout=30_000)
    if not page.locator("input[name=label]:checked").count():
        choose_type(page, truth["label"])
    for name, value in truth["fields"].items():
        type_in(page, name, value)


def choose_type(page: Page, label: str) -> None:
    """Picks a suggestion where there is one, else finds the type in the whole list; its fields appear."""
    suggestion = page.locator(f"label[for=label-{label}]")
    with page.expect_response("**/fields?*"):
        if suggestion.count():
            suggestion.click()
        else:
            page.locator("#other_label").select_option(label)
    expect(page.locator(".desk-row").first).to_be_visible()


def type_in(page: Page, name: str, value: Any) -> None:
    """Writes a value of the document's truth into its field, unless something stands there."""
    field = page.get_by_label(WORDS(f"field.{name}"), exact=True)
    if field.input_value():
        return
    if isinstance(value, bool):
        field.select_option(WORDS(f"value.{str(value).lower()}"))
    else:
        field.fill("\n".join(value) if isinstance(value, list) else str(value))


def test_given_doubtful_documents_when_a_person_answers_then_the_case_becomes_complete(
    running, doubt: Doubt, asked: str, page: Page, tmp_path: Path
):
    sign_in(page, running.account, running.password)
    row = page.get_by_role("row").filter(has_text=asked)
    expect(row).to_be_visible()
    page.screenshot(path=tmp_path / "queue.png", full_page=True)
    outcome = page.locator("#deed-outcome .badge")
    asks = [one.get_attribute("href") for one in row.locator(".desk-asks a").all()]
    for turn, link in enumerate(dict.fromkeys(asks)):  # several things may be asked about one document
        page.goto(link)
        file = page.locator("p.desk-file").inner_text().split(" · ")[0]
        answer(page, doubt.truth[file])
        page.screenshot(path=tmp_path / f"document-{turn}.png", full_page=True)
        page.get_by_role("button", name="Save and screen the case again").click()
        expect(outcome).to_be_visible(timeout=1000 * SECONDS)
    expect(outcome).to_contain_text("Complete")
    page.get_by_role("link", name="See the case").click()
    expect(page.get_by_role("heading", name=f"Case {asked}")).to_be_visible()
    page.screenshot(path=tmp_path / "case.png", full_page=True)
    page.get_by_role("link", name="Queue", exact=True).first.click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    expect(page.get_by_text(asked)).to_have_count(0)
    current = running.system.ask(f"{running.system.inbox}/cases/{asked}")["current"]
    assert current["verdict"]["outcome"] == "complete"
