"""What OWASP ASVS asks of sessions, answers and addresses (`docs/security.md` tells the rest)."""

import asyncio
import html
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from flows.ledger.accounts import find_account, set_account
from review.app import create_app
from tests.review.conftest import NOW, PASSWORD, Desk


@pytest.fixture
def desk_of(parts, case_key):
    """A desk of its own kind, with the caseworker signed in; told when it is what o'clock."""
    with asyncio.Runner() as runner:

        def made(base="http://desk.test", **more):
            app = create_app(replace(parts, **more))
            client = httpx.AsyncClient(
                transport=httpx.ASGITransport(app, raise_app_exceptions=False),
                base_url=base,
                headers={"accept": "text/html", "accept-language": "en"},
                follow_redirects=True,
            )
            desk = Desk(parts.ledger, client, runner, case_key)
            desk.sign_in(PASSWORD)
            return desk

        yield made


def is_in(desk):
    return desk.get("/queue").url.path == "/queue"


def test_given_a_copied_cookie_when_its_owner_signs_out_then_it_opens_nothing(desk):
    kept = dict(desk.client.cookies)
    desk.post("/sign-out")
    desk.client.cookies.clear()
    desk.client.cookies.update(kept)
    assert not is_in(desk)


def test_given_a_session_when_the_password_is_made_anew_then_it_is_over(desk, now):
    set_account(desk.ledger, find_account(desk.ledger, "caseworker"), now + timedelta(hours=4))
    assert not is_in(desk)


def test_given_a_session_then_it_ends_after_twelve_hours_however_busy_it_was(desk_of):
    clock = {"now": NOW + timedelta(seconds=1)}
    desk = desk_of(now=lambda: clock["now"])
    clock["now"] += timedelta(hours=11, minutes=59)
    assert is_in(desk)
    clock["now"] += timedelta(minutes=1)
    assert not is_in(desk)


def test_given_https_then_the_cookie_is_this_hosts_alone_and_the_browser_is_told_to_stay(desk_of):
    desk = desk_of("https://desk.test", secure_cookies=True)
    assert is_in(desk)
    assert list(desk.client.cookies) == ["__Host-sagsklar_desk"]
    assert desk.get("/queue").headers["strict-transport-security"] == "max-age=31536000"


class Broken:
    def png(self, *_: object) -> bytes:
        raise RuntimeError("García López de los Ríos")


def test_given_a_fault_that_nobody_foresaw_then_the_page_is_kind_guarded_and_tells_nothing(desk_of):
    desk = desk_of(pictures=Broken())
    answer = desk.get(f"/cases/{desk.case_key}/uploads/{'a' * 64}/pages/1.png")
    assert (answer.status_code, answer.headers["cache-control"]) == (500, "no-store")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Something went wrong on our side" in answer.text
    assert "García" not in answer.text


HUGE = "9" * 400


@pytest.mark.parametrize(
    "path",
    [
        "/cases/{k}/documents/{d}/" + HUGE,
        "/cases/{k}/documents/{d}/-1",
        "/cases/{k}/uploads/{d}/pages/" + HUGE + ".png",
        "/cases/{k}/uploads/{d}/pages/0.png",
    ],
)
def test_given_an_address_with_an_impossible_number_then_there_is_no_such_page(desk, path):
    answer = desk.get(path.format(k=desk.case_key, d="a" * 64))
    assert (answer.status_code, "There is no such page" in answer.text) == (404, True)


@pytest.mark.parametrize("path", ["/queue?number=" + HUGE, "/cases/{k}/state?seen=x"])
def test_given_an_impossible_value_for_a_page_then_it_is_refused_in_words(desk, path):
    answer = desk.get(path.format(k=desk.case_key))
    assert (answer.status_code, "a value that can't be used" in html.unescape(answer.text)) == (422, True)
    assert HUGE not in answer.text


def test_given_a_check_of_an_impossible_number_then_there_is_no_such_page(desk):
    assert desk.post(f"/blind-checks/{HUGE[:30]}", label="lease").status_code == 404


def test_given_a_machine_that_asks_wrongly_then_what_it_sent_is_not_told_again(desk):
    answer = desk.get("/queue?number=070491-1234", headers={"accept": "application/json"})
    assert answer.status_code == 422
    assert "070491" not in answer.text


@pytest.mark.parametrize("path", ["/cases?case_id=a%00", "/cases/%00", "/v1/cases/%00"])
def test_given_a_zero_byte_in_an_address_then_it_is_refused(desk, path):
    answer = desk.get(path)
    assert answer.status_code == 400
    assert "content-security-policy" in answer.headers


def test_given_a_zero_byte_in_a_form_then_nothing_is_kept(desk, lease_path):
    assert desk.post(f"{lease_path}/elsewhere", case_id="a\0").status_code == 403


def test_given_nobody_signed_in_then_the_plan_of_the_api_is_not_served(newcomer):
    assert newcomer.get("/openapi.json").status_code == 404
