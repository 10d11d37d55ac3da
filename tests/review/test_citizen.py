"""The citizen's page: what it shows, what it takes, and to whom it opens."""

import asyncio
import base64
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, Depends

from flows.ledger.audit import read_audit
from flows.ledger.clarity import clarity
from flows.ledger.desk import view_case
from flows.ledger.store import Ledger
from flows.ledger.tables import metadata
from flows.ports import ChecksAway
from pipeline.catalogue import Catalogues, load_catalogues
from pipeline.deciding import load_policies
from pipeline.equip import MESSAGES, POLICIES
from pipeline.exchange import inspection_json
from pipeline.records import ExtractedDocument, Failure, InspectedPage, Inspection, Quality
from review.api import bearer
from review.app import create_app
from review.citizen.checks import Checking
from review.citizen.door import Door, Office
from review.citizen.hints import load_messages
from review.citizen.html import html
from review.citizen.link_api import link_router
from review.citizen.links import Links
from review.citizen.pages import citizen_router
from review.citizen.shown import Speech, expected, shown
from review.citizen.tries import Tries
from review.parts import DeskParts
from review.words import load_words
from tests.flows.stores_at_hand import MemoryStore

WORDS, LETTERS = load_words(), load_catalogues(MESSAGES)
ROOT = Path(__file__).parents[2]
ABOUT = "right_of_residence applicant"
PHOTO = ("EU bevis æøå.jpg", b"bytes of a photo")
INTERNAL = ("unknown_type", "document_missing", "needs_review", "low_confidence", "0.44", "0.33", "33", "%")


def line(label: str = "eu_residence_document", *issues: str, failure: str | None = None) -> dict[str, Any]:
    """What a check reads of a photo."""
    quality = Quality(True, 0.9, issues)
    page = InspectedPage(1, 1240, 1754, 150.0, 0, "ocr", "", "da", "Latn", quality, "pp-ocr")
    document = ExtractedDocument((1,), label, 0.99, (), (), None, None, (), (), accepted=label != "unknown")
    found = Inspection("u", "u", "0" * 64, 9, "image/jpeg", (page,), (document,), None, 0.1, {})
    if failure:
        found = replace(found, pages=(), documents=(), failure=Failure(failure, "?", "?"))
    return {**inspection_json(found, words=False), "issues": list(issues)}


@dataclass
class ToldChecker:
    """Reads what a test tells it to; None: nobody is free."""

    reads: dict[str, Any] | None = field(default_factory=line)

    async def inspect(self, content: bytes) -> dict[str, Any]:
        if self.reads is None:
            raise ChecksAway(kind="503")
        return self.reads


@dataclass
class Citizen:
    """A browser without scripts, with a link to the sample case."""

    door: Door
    checker: ToldChecker
    store: MemoryStore
    case_key: str
    client: httpx.AsyncClient
    runner: asyncio.Runner
    clock: dict[str, datetime]
    path: str = ""

    @property
    def ledger(self) -> Ledger:
        return self.door.ledger

    def get(self, path: str = "", **more: Any) -> httpx.Response:
        return self.runner.run(self.client.get(self.path + path, **more))

    def post(self, path: str, **more: Any) -> httpx.Response:
        return self.runner.run(self.client.post(path, **more))

    def send(self, *, about: str = ABOUT, photo: tuple[str, bytes] = PHOTO, **more: str) -> httpx.Response:
        """As the form does: the chooser that was not used sends an empty file."""
        files = [("file", ("", b"")), ("file", photo)]
        return self.post(f"{self.path}/papers", files=files, data={"about": about, **more})

    def say_clear(self, answer: str, **more: Any) -> httpx.Response:
        return self.post(f"{self.path}/clear", data={"about": ABOUT, "answer": answer}, **more)

    def pass_time(self, **time: float) -> None:
        self.clock["now"] += timedelta(**time)


@pytest.fixture(scope="module")
def policies() -> Any:
    return load_policies(POLICIES)


@pytest.fixture
def citizen(newcomer: Any, policies: Any, now: datetime) -> Iterator[Citizen]:
    clock, checker, store = {"now": now + timedelta(hours=3)}, ToldChecker(), MemoryStore()
    door = Door(
        ledger=newcomer.ledger,
        store=store,
        checking=Checking(checker, Tries("s" * 32), most_bytes=100_000),
        links=Links("s" * 32, 30),
        office=Office({"0101": "Borgerservice, tlf. 12 34 56 78"}, 5, LETTERS),
        policies=policies,
        now=lambda: clock["now"],
    )
    routes = APIRouter()
    routes.include_router(citizen_router(door))
    token = [Depends(bearer("a-token"))]
    routes.include_router(link_router(door, "https://desk.test"), prefix="/v1", dependencies=token)
    app = create_app(DeskParts(newcomer.ledger, None, store, "s" * 32, api=routes, words=WORDS))  # type: ignore[arg-type]
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk.test")
    with asyncio.Runner() as runner:
        made = Citizen(door, checker, store, newcomer.case_key, client, runner, clock)
        made.path = f"/c/{door.links.made(made.case_key, clock['now'])[0]}"
        yield made
        runner.run(client.aclose())


# ── what it shows ─────────────────────────────────────────────────────────────────────────────────


def test_given_a_case_then_the_page_says_what_is_there_what_is_missing_and_who_looks(citizen: Citizen):
    page = citizen.get().text
    for words in (
        "We need one thing from you",
        "Send your EU residence document.",
        "16 March 2026",
        "A caseworker is looking at this",
        "Proof of address",
        "What we have, and is in order",
        "Identity",
        "within 5 working days",
        "All ways are equally good",
        "tlf. 12 34 56 78",
        "Pasaporte María José.jpg",
        "KBH-2026-000123",
        "Dear María José",
    ):
        assert words in page


def test_given_a_case_then_nothing_internal_is_shown(citizen: Citizen):
    shown_to_eyes = re.sub(r"<[^>]*>", " ", citizen.get().text)
    assert [word for word in INTERNAL if word in shown_to_eyes] == []


def test_given_another_language_is_chosen_then_all_is_said_in_it(citizen: Citizen):
    page = citizen.get("?lang=da").text
    assert '<html lang="da" dir="ltr">' in page
    assert "Vi mangler én ting fra dig" in page
    assert "Send dit EU-opholdsdokument." in page
    assert "?lang=da" in re.search(r'action="([^"]*papers[^"]*)"', page)[1]


def test_given_a_language_without_catalogue_then_english(citizen: Citizen):
    case = replace(view_case(citizen.ledger, citizen.case_key), profile={"language": "pl"})
    assert citizen.get("?lang=pl").text.startswith('<!doctype html>\n<html lang="en"')
    assert case.profile["language"] not in load_messages().languages


def test_given_a_language_written_from_the_right_then_the_page_is_too(citizen: Citizen):
    texts = load_messages().texts
    arabic = Catalogues({**texts, "ar": texts["en"]})  # the words of a catalogue that is still to be written
    checking = replace(citizen.door.checking, catalogues=arabic)
    object.__setattr__(citizen.door, "checking", checking)
    page = citizen.get("?lang=ar").text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<p class="request" lang="en" dir="ltr">' in page


def test_given_a_name_with_signs_of_markup_then_it_is_only_a_name(citizen: Citizen, policies: Any):
    case = view_case(citizen.ledger, citizen.case_key)
    assert case is not None
    named = replace(case.uploads[0], name="<script>x</script>.pdf")
    view = shown(replace(case, uploads=(named,)), None, Speech(load_messages(), "en"), coming=False)
    page = html("page.html", **page_facts(citizen, view))
    assert b"&lt;script&gt;x" in page.body
    assert b"<script>x" not in page.body


def page_facts(citizen: Citizen, view: Any) -> dict[str, Any]:
    @dataclass
    class Visiting:
        path: str
        link: Any

    link = citizen.door.links.made("k", citizen.door.now())[1]
    plain = dict.fromkeys(("came_for", "ask_again", "office", "service", "contact"), "")
    case = view_case(citizen.ledger, citizen.case_key)
    say = Speech(load_messages(), "en")
    return {
        **plain,
        "say": say,
        "visit": Visiting("/c/x", link),
        "case": case,
        "shown": view,
        "message": None,
        "days": None,
        "languages": [],
    }


def test_given_the_page_with_all_it_loads_then_it_is_small(citizen: Citizen):
    page = citizen.get().text
    loaded = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    weight = len(page.encode()) + sum(
        len(citizen.runner.run(citizen.client.get(one)).content) for one in loaded
    )
    assert {Path(one).name for one in loaded} == {"icon.svg", "citizen.css", "htmx.min.js", "citizen.js"}
    assert weight < 60_000


def test_given_the_page_then_nobody_keeps_it_or_learns_where_it_was(citizen: Citizen):
    answer = citizen.get()
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers
    assert "noindex" in answer.text


@pytest.mark.parametrize(
    ("item", "labels"),
    [
        ({"requirement": "proof_of_address", "code": "unsigned"}, {"lease", "sublease", "owner_proof"}),
        (
            {"requirement": "civil_status", "code": "translation_missing"},
            {"translation", "marriage_certificate"},
        ),
        ({"requirement": "of a newer policy", "code": "unsigned"}, set()),
    ],
)
def test_given_a_missing_item_then_papers_that_would_help_are_expected(
    policies: Any, item: Any, labels: set[str]
):
    found = expected(item, policies["dk-cpr-entry"][-1])
    assert labels <= set(found)
    assert bool(labels) == bool(found)


# ── to whom it opens ──────────────────────────────────────────────────────────────────────────────


def test_given_a_link_then_it_holds_our_own_key_and_its_end_alone(citizen: Citizen):
    held = citizen.path.removeprefix("/c/").split(".")[0]
    until = int((citizen.door.now() + timedelta(days=30)).timestamp())
    assert json.loads(base64.urlsafe_b64decode(held + "==")) == [citizen.case_key, until]


def test_given_an_expired_link_then_the_page_says_how_to_get_a_new_one(citizen: Citizen):
    citizen.pass_time(days=30)
    answer = citizen.get(headers={"accept-language": "da"})
    assert answer.status_code == 410
    assert "Linket er udløbet" in answer.text
    assert "nyt link" in answer.text
    assert "KBH-2026-000123" not in answer.text


@pytest.mark.parametrize("change", [lambda path: path[:-3], lambda path: path + "x", lambda _: "/c/nothing"])
def test_given_a_forged_link_then_it_opens_nothing(citizen: Citizen, change: Callable[[str], str]):
    citizen.path = change(citizen.path)
    for answer in (citizen.get(), citizen.get("/news"), citizen.send(), citizen.say_clear("yes")):
        assert answer.status_code == 403
        assert "The link does not work" in answer.text
    assert citizen.store.objects == {}


def test_given_a_link_signed_for_something_else_then_it_opens_nothing(citizen: Citizen):
    citizen.path = f"/c/{Tries('s' * 32).after(0)}"
    assert citizen.get().status_code == 403


def test_given_an_erased_case_then_its_links_open_nothing(citizen: Citizen):
    with citizen.ledger.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            if table.name != "audit":
                connection.execute(table.delete())
    answer = citizen.get()
    assert answer.status_code == 410
    assert "no longer here" in answer.text


def test_given_too_many_requests_then_a_pause_is_asked_for(citizen: Citizen):
    statuses = [citizen.say_clear("yes").status_code for _ in range(31)]
    assert (statuses[29], statuses[30]) == (200, 429)
    citizen.pass_time(minutes=6)
    assert citizen.say_clear("yes").status_code == 200


def test_given_many_forged_links_from_one_place_then_it_is_slowed_down(citizen: Citizen):
    good, citizen.path = citizen.path, "/c/guess"
    assert [citizen.get().status_code for _ in range(61)][-1] == 429
    citizen.path = good
    assert citizen.get().status_code == 200


# ── adding a paper ────────────────────────────────────────────────────────────────────────────────


def test_given_a_good_paper_then_it_is_kept_where_a_portal_would_and_the_page_says_so(citizen: Citizen):
    answer = citizen.send()
    assert answer.status_code == 303
    (key,) = citizen.store.objects
    assert re.fullmatch(r"0101/KBH-2026-000123/uploads/EU bevis æøå-[0-9a-f]{8}\.jpg", key)
    assert citizen.store.read(key) == PHOTO[1]
    page = citizen.runner.run(citizen.client.get(answer.headers["location"])).text
    assert "We have received the paper" in page
    assert "We are reading what you sent" in page
    assert "We have received a paper for this" in page
    assert [one.what for one in read_audit(citizen.ledger, what="paper.added")] == ["paper.added"]
    assert "bevis" not in answer.headers["location"]


def test_given_the_same_name_twice_then_both_are_kept(citizen: Citizen):
    citizen.send(photo=("image.jpg", b"front"))
    citizen.send(photo=("image.jpg", b"back"))
    assert sorted(content for content, _ in citizen.store.objects.values()) == [b"back", b"front"]


def test_given_a_name_that_leads_elsewhere_then_only_its_last_part_is_used(citizen: Citizen):
    citizen.send(photo=("../../0147/x/uploads/pas.jpg", b"photo"))
    (key,) = citizen.store.objects
    assert re.fullmatch(r"0101/KBH-2026-000123/uploads/pas-[0-9a-f]{8}\.jpg", key)


def test_given_a_dark_photo_then_it_is_not_kept_until_the_third(citizen: Citizen):
    citizen.checker.reads = line("unknown", "too_dark")
    tries, told = "", []
    for _ in range(2):
        page = citizen.send(**{"try": tries})
        told.append(page.text)
        tries = re.search(r'name="try" value="([^"]+)"', page.text)[1]
        assert page.status_code == 200
    assert citizen.store.objects == {}
    assert all("lay it flat by a window" in page.lower() for page in told)
    assert "After two new tries" in told[0]
    assert "one more time" in told[1]
    assert citizen.send(**{"try": tries}).status_code == 303
    assert len(citizen.store.objects) == 1


def test_given_a_photo_that_cannot_be_better_then_it_is_taken_as_it_is(citizen: Citizen):
    citizen.checker.reads = line(failure="unreadable")
    assert "I can&#39;t take a better photo" in citizen.send().text
    answer = citizen.send(as_it_is="yes")
    assert "said=person" in answer.headers["location"]
    assert len(citizen.store.objects) == 1


def test_given_another_paper_than_asked_for_then_both_are_named(citizen: Citizen):
    citizen.checker.reads = line("payslip")
    page = citizen.send().text
    assert "This looks like a payslip. We ask for an EU residence document" in page
    assert citizen.store.objects == {}


def test_given_any_paper_beside_what_is_asked_for_then_it_is_taken(citizen: Citizen):
    citizen.checker.reads = line("payslip")
    assert citizen.send(about="").status_code == 303


def test_given_nobody_is_free_to_look_then_the_paper_is_taken_all_the_same(citizen: Citizen):
    citizen.checker.reads = None
    assert "said=unchecked" in citizen.send().headers["location"]
    assert len(citizen.store.objects) == 1


def test_given_the_store_is_away_then_the_page_says_that_nothing_was_sent(citizen: Citizen):
    citizen.store.away = True
    answer = citizen.send()
    assert answer.status_code == 503
    assert "The paper was not sent" in answer.text


def test_given_a_form_without_a_file_then_it_is_asked_for(citizen: Citizen):
    answer = citizen.send(photo=("", b""))
    assert answer.status_code == 422
    form = answer.text.split('id="send-1"')[1].split("</form>")[0]
    assert "No file was chosen" in form


def test_given_a_file_that_is_too_large_then_the_page_says_what_to_do(citizen: Citizen):
    answer = citizen.send(photo=("film.mov", b"x" * 300_000))
    assert answer.status_code == 413
    assert f'href="{citizen.path}"' in answer.text


# ── following the case ────────────────────────────────────────────────────────────────────────────


def test_given_nothing_new_then_nothing_is_sent_again(citizen: Citizen, screened_again: Callable[[], None]):
    following = re.search(r'hx-get="[^"]*(/news[^"]*)"', citizen.get().text)[1].replace("&amp;", "&")
    assert citizen.get(following).status_code == 204
    screened_again()
    page = citizen.get(following)
    assert "We have everything we need" in page.text
    assert "You can book a meeting with us" in page.text


def test_given_files_then_each_says_what_became_of_it(citizen: Citizen):
    case, say = view_case(citizen.ledger, citizen.case_key), Speech(load_messages(), "en")
    assert case is not None
    passport, lease = sorted(case.uploads, key=lambda one: one.name)
    waiting = replace(lease, inspection=None, state="waiting", name="new.jpg")
    parked = replace(waiting, state="parked", name="odd.jpg")
    failed = replace(lease, inspection={"failure": {"code": "corrupt"}}, name="bad.pdf")
    late = replace(lease, name="late.pdf")
    uploads = (passport, lease, waiting, parked, failed, late)
    found = shown(replace(case, uploads=uploads), None, say, coming=False)
    assert [one.standing for one in found.files] == [
        "Used for: Identity",
        "A caseworker is looking at it",
        "Being read now",
        "A caseworker is looking at it",
        "Could not be read",
        "Received",
    ]


def test_given_a_case_that_cannot_be_screened_then_a_person_looks(citizen: Citizen):
    case = view_case(citizen.ledger, citizen.case_key)
    assert case is not None
    found = shown(
        replace(case, problem="no_policy", screening=None), None, Speech(load_messages(), "da"), coming=False
    )
    assert (found.state, found.next) == ("looking", "wait_for_caseworker")


# ── was this clear? ───────────────────────────────────────────────────────────────────────────────


def test_given_an_answer_beyond_all_measure_then_it_is_not_read(citizen: Citizen):
    assert citizen.say_clear("yes" * 10_000).status_code == 413
    assert clarity(citizen.ledger) == ()


def test_given_answers_then_they_are_counted_without_a_name(citizen: Citizen):
    assert "Thank you for your answer" in citizen.say_clear("no").text
    citizen.say_clear("yes")  # a second answer to the same, too soon
    citizen.pass_time(minutes=6)
    citizen.say_clear("yes")
    citizen.say_clear("perhaps")
    (found,) = clarity(citizen.ledger)
    assert (found.request.requirement, found.request.code) == ("right_of_residence", "document_missing")
    assert (found.clear, found.unclear) == (1, 1)
    entry = read_audit(citizen.ledger, what="request.unclear")[0]
    assert set(entry.about) == {"service", "requirement", "code", "language"}


def test_given_a_script_asks_then_only_the_thanks_come_back(citizen: Citizen):
    told = citizen.say_clear("yes", headers={"HX-Request": "true"}).text
    assert told.startswith("<p")
    assert "Thank you" in told


# ── links for case systems ────────────────────────────────────────────────────────────────────────

TOKEN = {"authorization": "Bearer a-token"}


def test_given_a_case_then_its_case_system_gets_a_link_that_opens(citizen: Citizen, fits: Any):
    made = citizen.post("/v1/cases/KBH-2026-000123/link", headers=TOKEN)
    assert made.status_code == 201
    fits("link", made.json())
    citizen.path = made.json()["url"].removeprefix("https://desk.test")
    assert "KBH-2026-000123" in citizen.get().text
    assert [one.who for one in read_audit(citizen.ledger, what="link.made")] == ["case system"]


def test_given_no_token_or_no_case_then_no_link(citizen: Citizen):
    assert citizen.post("/v1/cases/KBH-2026-000123/link").status_code == 401
    assert citizen.post("/v1/cases/nobody/link", headers=TOKEN).status_code == 404
    other = {"municipality": "0147"}
    assert citizen.post("/v1/cases/KBH-2026-000123/link", headers=TOKEN, params=other).status_code == 404


def test_given_answers_then_the_api_tells_how_clear_each_request_is(citizen: Citizen, fits: Any):
    citizen.say_clear("no")
    told = citizen.runner.run(citizen.client.get("/v1/clarity", headers=TOKEN)).json()
    fits("clarity", told)
    assert [(one["clear"], one["unclear"]) for one in told["requests"]] == [(0, 1)]


# ── words ─────────────────────────────────────────────────────────────────────────────────────────


def test_given_two_languages_then_their_keys_and_places_are_the_same():
    danish, english = (load_messages().texts[language] for language in ("da", "en"))
    places = {
        language: {key: set(re.findall(r"{(\w+)}", text)) for key, text in texts.items()}
        for language, texts in (("da", danish), ("en", english))
    }
    assert places["da"] == places["en"]


def test_given_the_templates_then_every_word_they_name_exists():
    folder = ROOT / "review" / "citizen"
    written = "".join(file.read_text() for file in (*folder.glob("*.py"), *folder.glob("templates/*.html")))
    named = set(re.findall(r'\bsay\(\s*["\']([\w.]+[a-z_])["\'][,)]', written))
    assert len(named) > 50
    assert named - set(load_messages().texts["da"]) == set()
