"""Signing in at the office's OpenID provider: a real one, canaille, in a process of its own."""

import asyncio
import itertools
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from commands.doctor import openid_provider
from flows.ledger.accounts import NO_PASSWORD, find_account, remove_account
from flows.ledger.audit import read_audit
from flows.roles import Post
from flows.settings import Settings, SettingWrong, read_settings
from review.app import create_app
from review.parts import DeskParts
from review.providers import Provider, TooWeak, provider_of
from review.signing import password_fits
from tests.openid_provider import CLIENT_ID, CLIENT_SECRET, PASSWORD
from tests.review.conftest import Desk

PYTHON = Path(sys.prefix) / "openid" / "bin" / "python"
HERE = "http://desk.test"
POSTS = {"desk-0101": Post("caseworker", "0101"), "desk-managers": Post("manager")}


@dataclass(frozen=True, slots=True)
class OfficeDesk(Desk):
    """A desk whose people sign in elsewhere."""

    def at_provider(self, name: str, back: str = "/queue") -> httpx.Response:
        """From the desk's button through the provider's forms and back."""
        asked = self.get(f"/sign-in/office?back={back}")
        named = self.fill(asked, login=name)
        return self.fill(named, password=PASSWORD)

    def unopened(self, name: str) -> str:
        """The answer that the provider sends back, before the browser opens it."""
        password_form = self.fill(self.get("/sign-in/office"), login=name)
        self.client.follow_redirects = False
        step = self.fill(password_form, password=PASSWORD)
        while not step.headers["location"].startswith(HERE):
            step = self.get(urljoin(str(step.url), step.headers["location"]))
        self.client.follow_redirects = True
        return step.headers["location"].removeprefix(HERE)

    def fill(self, page: httpx.Response, **fields: str) -> httpx.Response:
        """Sends the form of the provider's page, as a browser would."""
        if "password" in fields:
            time.sleep(1 - time.time() % 1)  # canaille gives one person one token a second
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        given = {"csrf_token": token[1] if token else "", **fields}
        return self.runner.run(self.client.post(str(page.url), data=given))


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    command = [PYTHON, Path(__file__).parents[1] / "openid_provider.py", f"{HERE}/sign-in/office/back"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@pytest.fixture
def settings(issuer: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # 127.0.0.1 without TLS
    return Settings(
        review_url=HERE,
        openid_issuer=issuer,
        openid_client=CLIENT_ID,
        openid_secret=CLIENT_SECRET,
        openid_scopes="openid profile groups",
        openid_posts=POSTS,
    )


@pytest.fixture
def provider(settings: Settings) -> Provider:
    provider = provider_of(settings)
    assert provider is not None
    return provider


@pytest.fixture
def opened(parts: DeskParts, case_key: str) -> Iterator[object]:
    """Opens a desk with that provider; the browser reaches both."""
    runner = asyncio.Runner()
    browsers: list[httpx.AsyncClient] = []

    def open_desk(provider: Provider, *, passwords: bool = True) -> OfficeDesk:
        clock = (parts.now() + timedelta(seconds=seconds) for seconds in itertools.count())
        app = create_app(replace(parts, provider=provider, passwords=passwords, now=lambda: next(clock)))
        browser = httpx.AsyncClient(
            mounts={HERE: httpx.ASGITransport(app)},
            base_url=HERE,
            headers={"accept": "text/html", "accept-language": "en"},
            follow_redirects=True,
        )
        browsers.append(browser)
        return OfficeDesk(parts.ledger, browser, runner, case_key)

    with runner:
        yield open_desk
        for browser in browsers:
            runner.run(browser.aclose())


@pytest.fixture
def office(opened, provider) -> OfficeDesk:
    return opened(provider)


def test_given_a_group_with_a_post_when_signing_in_at_the_office_then_the_page_asked_for_opens(office):
    answer = office.at_provider("kari", back="/cases")
    account = find_account(office.ledger, "kari")
    assert (answer.status_code, answer.url.path) == (200, "/cases")
    assert (account.role, account.municipality) == ("caseworker", "0101")
    assert [entry.what for entry in read_audit(office.ledger, limit=2)] == ["sign_in", "account.set"]


def test_given_another_post_when_signing_in_again_then_the_same_account_has_it(opened, provider):
    opened(provider).at_provider("kari")
    moved = replace(provider, posts={"desk-0101": Post("restricted", "0157")})
    assert opened(moved).at_provider("kari").url.path == "/queue"
    account = find_account(opened(moved).ledger, "kari")
    assert (account.role, account.municipality) == ("restricted", "0157")


def test_given_two_groups_with_posts_then_the_first_of_the_setting_holds(opened, provider):
    both = replace(provider, posts={"canteen": Post("manager"), **POSTS})
    office = opened(both)
    office.at_provider("kari")
    assert find_account(office.ledger, "kari").role == "manager"


def test_given_no_group_with_a_post_when_signing_in_then_it_is_refused_and_no_account_is_made(office):
    answer = office.at_provider("nobody-here")
    assert answer.status_code == 403
    assert "Your account has no role here" in answer.text
    assert find_account(office.ledger, "nobody-here") is None
    assert office.get("/queue").url.path == "/sign-in"


def test_given_a_local_account_of_that_name_then_nobody_gets_into_it_from_outside(opened, provider):
    office = opened(replace(provider, posts={"strangers": Post("admin")}))
    answer = office.at_provider("caseworker")
    assert answer.status_code == 403
    assert "Another account here has your name" in answer.text
    assert find_account(office.ledger, "caseworker").role == "caseworker"


@pytest.mark.parametrize("password", ["", NO_PASSWORD, "nobody has this password"])
def test_given_an_account_of_the_office_then_no_password_opens_it(office, password):
    office.at_provider("kari")
    account = find_account(office.ledger, "kari")
    assert not password_fits(account, password)


def test_given_an_account_that_was_removed_then_its_session_is_over(office, now):
    office.at_provider("kari")
    remove_account(office.ledger, "kari", now)
    assert office.get("/queue").url.path == "/sign-in"


@pytest.mark.parametrize("query", ["", "?code=made-up&state=made-up", "?error=access_denied&state=x"])
def test_given_an_answer_that_nobody_asked_for_then_nobody_is_signed_in(office, query):
    answer = office.get(f"/sign-in/office/back{query}")
    assert answer.status_code == 401
    assert "did not confirm who you are" in answer.text


def test_given_an_answer_that_was_used_when_it_comes_again_then_it_is_refused(office):
    answer = office.at_provider("kari")
    used = next(str(one.url) for one in answer.history if "/office/back" in str(one.url))
    assert office.get(used.removeprefix(HERE)).status_code == 401


def test_given_the_answer_to_another_browser_then_it_opens_nothing(opened, provider):
    office, other = opened(provider), opened(provider)
    other.get("/sign-in/office")
    back = office.unopened("kari")
    assert other.get(back).status_code == 401
    assert office.get(back).url.path == "/queue"


def test_given_a_password_where_a_second_factor_is_wanted_then_it_is_asked_for(opened, provider):
    answer = opened(replace(provider, levels=("otp",))).at_provider("kari")
    assert answer.status_code == 403
    assert "Sign in with two steps" in answer.text


def test_given_the_way_of_signing_in_that_is_wanted_then_it_opens(opened, provider):
    assert opened(replace(provider, levels=("otp", "pwd"))).at_provider("kari").url.path == "/queue"


@pytest.mark.parametrize(
    ("told", "enters"),
    [
        ({"acr": "high"}, True),
        ({"amr": ["pwd", "high"]}, True),
        ({"acr": "low", "amr": ["pwd"]}, False),
        ({}, False),
    ],
)
def test_given_levels_that_are_asked_for_then_only_they_open(provider, told, enters):
    claims = {"sub": "1", "groups": "desk-0101", **told}
    with nullcontext() if enters else pytest.raises(TooWeak):
        replace(provider, levels=("high",)).identity(claims)


def test_given_a_provider_that_offers_no_signature_then_none_is_taken_unsigned(office, provider):
    office.get("/sign-in/office")
    told = asyncio.run(provider.client.load_server_metadata())
    assert "none" not in told["id_token_signing_alg_values_supported"]


def test_given_a_provider_that_does_not_answer_then_the_page_says_so_and_passwords_still_open(
    opened, settings
):
    gone = settings.model_copy(update={"openid_issuer": "http://127.0.0.1:9"})
    office = opened(provider_of(gone))
    assert office.get("/sign-in/office").status_code == 503
    assert office.sign_in().url.path == "/queue"


def test_given_another_issuer_than_was_set_then_it_is_not_believed(opened, provider):
    assert opened(replace(provider, issuer="https://other.test")).get("/sign-in/office").status_code == 503


def test_given_a_session_of_the_office_when_signing_out_then_the_way_out_there_is_shown(office):
    office.at_provider("kari")
    out = office.post("/sign-out")
    assert "With your office you may still be signed in" in out.text
    assert office.get("/sign-out/office").url.path == "/oauth/end_session"
    assert "still be signed in" not in office.get("/sign-in").text


def test_given_passwords_are_off_then_the_office_is_the_only_door(opened, provider):
    office = opened(provider, passwords=False)
    form = office.get("/sign-in").text
    assert 'name="password"' not in form
    assert "Sign in with your office" in form
    assert office.sign_in().status_code == 403


def test_given_no_provider_then_there_is_no_such_door(newcomer):
    assert "/sign-in/office" not in newcomer.get("/sign-in").text
    assert newcomer.get("/sign-in/office").status_code == 404
    assert newcomer.get("/sign-out/office").status_code == 404


def test_given_a_provider_when_the_doctor_looks_then_it_says_whether_it_answers(settings):
    assert [one.remedy for one in openid_provider(settings)] == [""]
    [wrong] = openid_provider(settings.model_copy(update={"openid_issuer": "http://127.0.0.1:9"}))
    assert "openid-configuration" in wrong.remedy


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"openid_issuer": "http://login.test"}, "SAGSKLAR_OPENID_ISSUER"),
        ({"openid_client": ""}, "SAGSKLAR_OPENID_CLIENT"),
        ({"openid_posts": {}}, "SAGSKLAR_OPENID_POSTS"),
        ({"openid_issuer": None, "password_sign_in": False}, "SAGSKLAR_PASSWORD_SIGN_IN"),
    ],
)
def test_given_settings_that_let_nobody_in_then_they_are_named(settings, changed, named):
    with pytest.raises(SettingWrong, match=named):
        provider_of(settings.model_copy(update=changed))


@pytest.mark.parametrize("post", [{"role": "king"}, {"role": "manager", "municipality": "KBH"}])
def test_given_a_post_that_nobody_can_have_then_the_setting_is_named(monkeypatch, post):
    monkeypatch.setenv("SAGSKLAR_OPENID_POSTS", json.dumps({"group": post}))
    with pytest.raises(SettingWrong, match="SAGSKLAR_OPENID_POSTS"):
        read_settings()
