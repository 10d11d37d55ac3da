"""Uploads told of over HTTP: however often, in whatever order, and by nobody without a key."""

import asyncio
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from flows.hooks.app import Hooks, hooks_app
from flows.hooks.notices import NoNotice, keys_of_events, keys_of_records
from flows.ledger.arrivals import known_versions
from flows.ledger.store import Ledger, open_ledger
from flows.scanner import Watch, sweep
from tests.flows.stores_at_hand import MemoryStore

KEY = "0101/KBH-1/uploads/Lejekontrakt æøå.pdf"
ENCODED = "0101/KBH-1/uploads/Lejekontrakt+%C3%A6%C3%B8%C3%A5.pdf"
SECRET = "whsec_" + "c2VjcmV0IHNlY3JldCBzZWNyZXQgc2VjcmV0ISE="
TOKEN = {"authorization": "Bearer hooks-token"}
EVENT = {"specversion": "1.0", "id": "1", "source": "s3", "type": "com.amazonaws.s3.ObjectCreated:Put"}


class Door:
    """The hooks before a store in memory and a ledger."""

    def __init__(self, ledger: Ledger, token: str = "hooks-token") -> None:  # noqa: S107
        self.store = MemoryStore()
        self.work = Watch(ledger, self.store, "uploads", None, 60)
        self.app = hooks_app(Hooks(self.work, self.store, token, SECRET, upload_bytes=1000))

    def ask(self, method: str, path: str, **what: Any) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://hooks") as client:
                return await client.request(method, path, **what)

        return asyncio.run(once())

    def notify(self, *records: dict[str, Any], headers: dict[str, str] = TOKEN) -> int:
        return self.ask("POST", "/v1/hooks/s3", json={"Records": records}, headers=headers).status_code

    def signed(self, body: bytes, headers: dict[str, str], secret: str = SECRET, age: int = 0) -> int:
        at = datetime.now(UTC) - timedelta(seconds=age)
        signature = Webhook(secret).sign("m1", at, body.decode())
        marks = {
            "webhook-id": "m1",
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": signature,
        }
        return self.ask(
            "POST", "/v1/hooks/cloudevents", content=body, headers={**headers, **marks}
        ).status_code

    @property
    def seen(self) -> dict[str, str]:
        return known_versions(self.work.ledger, "uploads")


@pytest.fixture
def ledger(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Ledger]:
    """One kind is enough here: what hooks write, the scanner's tests try on both."""
    found = open_ledger(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'ledger.sqlite')}")
    yield found
    found.close()


@pytest.fixture
def door(ledger: Ledger) -> Door:
    found = Door(ledger)
    found.store.write(KEY, b"one")
    return found


def record(key: str = ENCODED, name: str = "s3:ObjectCreated:Put", bucket: str = "uploads") -> dict[str, Any]:
    about = {"key": key, "eTag": "old", "versionId": "1", "sequencer": "0001"}
    return {"eventName": name, "s3": {"bucket": {"name": bucket}, "object": about}}


def test_given_duplicates_then_the_upload_stands_once_and_the_sweep_finds_nothing(door: Door):
    assert door.notify(record(), record()) == 204
    assert door.notify(record()) == 204
    assert list(door.seen) == [KEY]
    assert sweep(door.work) == 0


def test_given_events_in_the_wrong_order_then_what_the_store_shows_counts(door: Door):
    door.store.write(KEY, b"two")
    newest = door.store.look(KEY).version
    door.notify(record())
    door.notify(record(name="s3:ObjectRemoved:Delete"), record())
    assert door.seen == {KEY: newest}


@pytest.mark.parametrize(
    "one",
    [record("0101/KBH-1/uploads/gone.pdf"), record(bucket="other"), record(name="s3:ObjectRemoved:Delete")],
)
def test_given_a_notice_of_nothing_of_ours_then_it_is_taken_and_forgotten(door: Door, one: dict[str, Any]):
    assert door.notify(one) == 204
    assert door.seen == {}


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer "}, {"authorization": "Bearer forged"}])
def test_given_a_forged_token_then_nothing_is_seen(door: Door, headers: dict[str, str]):
    assert door.notify(record(), headers=headers) == 401
    put = door.ask("PUT", "/v1/uploads/0101/KBH-1/a.pdf", content=b"x", headers=headers)
    assert put.status_code == 401
    assert door.seen == {}


def test_given_no_token_at_home_then_an_empty_one_opens_nothing(ledger: Ledger):
    assert Door(ledger, token="").notify(record(), headers={"authorization": "Bearer "}) == 401


def test_given_a_store_that_is_away_then_it_is_told_again(door: Door):
    door.store.away = True
    assert door.notify(record()) == 503
    door.store.away = False
    assert door.notify(record()) == 204
    assert list(door.seen) == [KEY]


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"Records": [{}]}', b'{"Records": 1}', b"\xff"])
def test_given_what_is_no_notice_then_it_is_refused_with_a_reason(door: Door, body: bytes):
    answer = door.ask("POST", "/v1/hooks/s3", content=body, headers=TOKEN)
    assert answer.status_code == 400
    assert "not understood" in answer.json()["detail"]


def test_given_cloudevents_in_any_form_then_their_objects_are_seen(door: Door):
    whole = {**EVENT, "subject": KEY}
    kinds = {
        "application/cloudevents+json; charset=utf-8": json.dumps(whole).encode(),
        "application/cloudevents-batch+json": json.dumps([whole, whole]).encode(),
    }
    for kind, body in kinds.items():
        assert door.signed(body, {"content-type": kind}) == 204
    percent = KEY.replace(" ", "%20").replace("æøå", "%C3%A6%C3%B8%C3%A5")
    binary = {f"ce-{name}": value for name, value in {**EVENT, "subject": percent}.items()}
    assert door.signed(b"{}", {"content-type": "application/json", **binary}) == 204
    assert list(door.seen) == [KEY]


@pytest.mark.parametrize(("secret", "age"), [("whsec_b3RoZXIgb3RoZXIgb3RoZXI=", 0), (SECRET, 3600)])
def test_given_a_forged_or_old_signature_then_nothing_is_read(door: Door, secret: str, age: int):
    body = json.dumps({**EVENT, "subject": KEY}).encode()
    assert door.signed(body, {"content-type": "application/cloudevents+json"}, secret, age) == 401
    assert door.seen == {}


def test_given_an_upload_over_http_then_it_stands_in_the_store_and_the_ledger(door: Door):
    for _ in range(2):
        answer = door.ask("PUT", "/v1/uploads/0101/KBH-2/mappe/pas æ.jpg", content=b"bytes", headers=TOKEN)
        assert answer.status_code == 204
    assert door.store.read("0101/KBH-2/uploads/mappe/pas æ.jpg") == b"bytes"
    assert list(door.seen) == ["0101/KBH-2/uploads/mappe/pas æ.jpg"]


@pytest.mark.parametrize("name", ["%2e%2e/%2e%2e/KBH-3/uploads/a.pdf", "a//b.pdf", "x/"])
def test_given_a_name_that_leads_elsewhere_then_it_is_refused(door: Door, name: str):
    answer = door.ask("PUT", f"/v1/uploads/0101/KBH-2/{name}", content=b"x", headers=TOKEN)
    assert answer.status_code == 400
    assert list(door.store.objects) == [KEY]


def test_given_an_upload_that_is_too_large_then_it_is_refused(door: Door):
    answer = door.ask("PUT", "/v1/uploads/0101/KBH-2/a.pdf", content=b"x" * 1001, headers=TOKEN)
    assert answer.status_code == 413
    assert door.seen == {}


@given(
    st.binary(max_size=60),
    st.dictionaries(st.sampled_from(["content-type", "ce-id", "ce-subject"]), st.text()),
)
def test_given_any_bytes_then_they_are_keys_or_no_notice(body: bytes, headers: dict[str, str]):
    for read in (lambda: keys_of_records(body, "uploads"), lambda: keys_of_events(body, headers)):
        try:
            assert all(isinstance(key, str) for key in read())
        except NoNotice:
            continue
