"""Who may come in, and what every answer carries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.ledger.accounts import find_account, set_account
from flows.ledger.audit import read_audit
from review.guard import own_path
from review.throttle import Throttle


def test_given_nobody_signed_in_when_the_queue_is_opened_then_the_sign_in_page_answers(newcomer):
    answer = newcomer.get("/queue")
    assert answer.url.path == "/sign-in"
    assert "User name" in answer.text


@pytest.mark.parametrize(
    "rest", ["", "/state", "/documents/{d}/1", "/documents/{d}/1/fields", "/uploads/{d}/pages/1.png"]
)
def test_given_nobody_signed_in_then_no_page_of_a_case_answers(newcomer, rest):
    path = f"/cases/{newcomer.case_key}{rest.format(d='b' * 64)}"
    assert newcomer.get(path).url.path == "/sign-in"


def test_given_nobody_signed_in_when_a_part_of_a_page_is_fetched_then_the_whole_page_is_sent_away(newcomer):
    answer = newcomer.get("/queue/rows", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in")


def test_given_the_right_password_when_signing_in_then_the_queue_opens(newcomer):
    assert newcomer.sign_in().url.path == "/queue"


def test_given_a_page_that_asked_to_sign_in_when_signing_in_then_it_opens(newcomer):
    answer = newcomer.post("/sign-in", name="caseworker", password="a quiet sentence", back="/cases")
    assert answer.url.path == "/cases"


def test_given_a_wrong_password_when_signing_in_then_it_is_refused_without_saying_why(newcomer):
    wrong = newcomer.sign_in("wrong")
    unknown = newcomer.post("/sign-in", name="nobody", password="wrong")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "The user name or the password is not right." in wrong.text


def test_given_five_wrong_passwords_when_trying_again_then_a_pause_is_due(newcomer):
    for _ in range(5):
        newcomer.sign_in("wrong")
    answer = newcomer.sign_in()
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 301


def test_given_a_closed_door_when_the_window_has_passed_then_it_opens(now):
    throttle = Throttle(window=timedelta(minutes=5))
    throttle.miss("a", now)
    throttle.miss("a", now)
    assert throttle.wait("a", 2, now + timedelta(minutes=2)) == timedelta(minutes=3)
    assert throttle.wait("a", 2, now + timedelta(minutes=5)) == timedelta(0)


def test_given_a_signed_in_caseworker_when_signing_out_then_the_queue_is_closed(desk):
    desk.post("/sign-out")
    assert desk.get("/queue").url.path == "/sign-in"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/language"])
def test_given_a_form_without_its_token_then_it_is_refused(desk, path):
    assert desk.send(path, name="caseworker").status_code == 403


@pytest.mark.parametrize("path", ["/rulings", "/documents/{d}/1"])
def test_given_an_answer_without_its_token_then_nothing_is_kept(desk, path):
    answer = desk.send(f"/cases/{desk.case_key}{path.format(d='b' * 64)}", csrf="made up", label="lease")
    assert answer.status_code == 403
    assert "The page was too old" in answer.text


def test_given_an_account_that_only_looks_when_it_decides_then_it_is_refused(desk, now):
    set_account(desk.ledger, replace(find_account(desk.ledger, "caseworker"), role="manager"), now)
    path = f"/cases/{desk.case_key}"
    assert desk.get(path).status_code == 200
    assert (
        desk.post(f"{path}/rulings", about="proof_of_address applicant", decision="accept").status_code == 403
    )
    assert desk.post(f"{path}/documents/{'b' * 64}/1", label="lease").status_code == 403


def test_given_a_form_beyond_all_measure_then_it_is_not_read(newcomer):
    assert newcomer.post("/sign-in", name="caseworker", password="x" * 300_000).status_code == 403


def test_given_a_session_then_its_cookie_is_kept_from_scripts_and_other_sites(newcomer):
    cookie = newcomer.get("/sign-in").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("path", ["/sign-in", "/queue", "/static/desk.css", "/nowhere", "/healthz"])
def test_given_any_answer_then_no_foreign_or_inline_code_may_run(desk, path):
    headers = desk.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")


def test_given_signing_in_and_out_of_luck_then_the_audit_tells(newcomer):
    newcomer.sign_in("wrong")
    newcomer.sign_in()
    assert [entry.what for entry in read_audit(newcomer.ledger, limit=2)] == ["sign_in", "sign_in.refused"]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.test", "//evil.test", "/\\evil.test", "queue", "", None, "/a\r\nb"]
)
def test_given_a_way_back_that_leads_elsewhere_then_the_queue_is_opened(elsewhere):
    assert own_path(elsewhere) == "/queue"
