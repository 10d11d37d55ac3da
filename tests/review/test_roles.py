"""Who may do what: each role before each page and each deed."""

from dataclasses import replace

import pytest

from flows.ledger.accounts import find_account, set_account
from flows.ledger.arrivals import ArrivedProfile, record_profile
from flows.ledger.desk import view_case
from flows.roles import ROLES
from review import access, office_sign_in, signing
from review.app import ROOMS

LOOKS = {"caseworker", "restricted", "manager"}
DECIDES = {"caseworker", "restricted"}
MODELS = {"data_scientist", "admin"}
MEASURES = {"manager", "data_scientist", "admin"}
PAGES = {
    "/queue": LOOKS,
    "/queue/rows": LOOKS,
    "/queue/next": LOOKS,
    "/cases": LOOKS,
    "/cases?case_id=KBH-2026-000123": LOOKS,
    "/cases/{k}": LOOKS,
    "/cases/{k}/state": LOOKS,
    "/cases/{k}/letter": LOOKS,
    "/cases/{k}/outcome": LOOKS,
    "/cases/{k}/documents/{d}/1": LOOKS,
    "/cases/{k}/documents/{d}/1/fields": LOOKS,
    "/cases/{k}/uploads/{d}/pages": LOOKS,
    "/cases/{k}/uploads/{d}/pages/1.png": LOOKS,
    "/blind-checks": DECIDES,
    "/figures": MEASURES,
    "/figures.csv": MEASURES,
    "/models": MODELS,
    "/models/reports/drift": MODELS,
}
DEEDS = {
    "/cases/{k}/rulings": {"about": "proof_of_address applicant", "decision": "accept"},
    "/cases/{k}/claim": {"deed": "let_go"},
    "/cases/{k}/letter": {},
    "/cases/{k}/link": {},
    "/cases/{k}/documents/{d}/1": {"label": "lease"},
    "/cases/{k}/documents/{d}/1/unreadable": {},
    "/cases/{k}/documents/{d}/1/elsewhere": {},
    "/cases/{k}/documents/{d}/1/here": {},
    "/cases/{k}/uploads/{d}/pages": {"first": "2"},
    "/undo": {},
    "/blind-checks/1": {"label": "lease"},
}
OF_A_CASE = [path for path in PAGES if "{k}" in path]


@pytest.fixture
def as_one(desk, now):
    """Signs in as an account with that role and municipality; gives the desk back."""

    def sign_in(role, municipality=None):
        own = {"role": role, "municipality": municipality}
        set_account(desk.ledger, replace(find_account(desk.ledger, "colleague"), **own), now)
        desk.sign_in(name="colleague")
        return desk

    return sign_in


def at(path, desk):
    return path.format(k=desk.case_key, d="b" * 64)


@pytest.mark.parametrize("role", ROLES)
def test_given_a_role_then_it_opens_its_pages_and_no_other(as_one, role):
    desk = as_one(role)
    opened = {path for path in PAGES if desk.get(at(path, desk)).status_code != 403}
    assert opened == {path for path, roles in PAGES.items() if role in roles}


@pytest.mark.parametrize("role", ROLES)
def test_given_a_role_then_it_decides_only_if_it_may(as_one, role):
    desk = as_one(role)
    done = {path for path, form in DEEDS.items() if desk.post(at(path, desk), **form).status_code != 403}
    assert done == (set(DEEDS) if role in DECIDES else set())


@pytest.mark.parametrize("role", sorted(LOOKS))
def test_given_another_municipality_then_nothing_of_the_case_is_seen(as_one, role):
    desk = as_one(role, "0751")
    assert {path for path in OF_A_CASE if desk.get(at(path, desk)).status_code != 404} == set()
    assert "KBH-2026-000123" not in desk.get("/queue").text
    assert "There is no case" in desk.get("/cases?case_id=KBH-2026-000123").text


def test_given_another_municipality_then_nothing_of_the_case_is_decided(as_one):
    desk = as_one("caseworker", "0751")
    paths = [path for path in DEEDS if "{k}" in path]
    assert [desk.post(at(path, desk), **DEEDS[path]).status_code for path in paths] == [404] * len(paths)
    assert view_case(desk.ledger, desk.case_key).rulings == ()


@pytest.mark.parametrize("role", sorted(LOOKS))
def test_given_a_restricted_case_then_only_those_with_the_right_see_it(as_one, role, now):
    desk = as_one(role)
    text = '{"flags": {"address_protection": true}}'
    record_profile(desk.ledger, ArrivedProfile("0101", "KBH-2026-000123", "2", text, None, None), now)
    seen = {path for path in OF_A_CASE if desk.get(at(path, desk)).status_code != 404}
    assert seen == (set(OF_A_CASE) if role == "restricted" else set())


FOR_ALL = (signing, office_sign_in, access)


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in FOR_ALL])
def test_given_every_page_of_the_desk_then_the_table_names_it(room):
    places = {
        "{case_key}": "{k}",
        "{sha256}": "{d}",
        "{first_page}": "1",
        "{number}": "1",
        "{check_id}": "1",
        "{name}": "drift",
    }
    paths = {route.path for route in room.router.routes}
    for place, name in places.items():
        paths = {path.replace(place, name) for path in paths}
    assert paths - {path.partition("?")[0] for path in (*PAGES, *DEEDS)} <= {"/", "/queue/live"}
