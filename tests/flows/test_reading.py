"""The first half of the way between store and ledger; uploads that need no engine to be refused."""

import asyncio
from typing import Any

import pytest

from flows import reading
from flows.ledger.desk import find_cases, view_case
from flows.ledger.divisions import record_division
from flows.ledger.store import Ledger
from flows.ledger.undone import Decided, take_back
from flows.ledger.work import lease_upload
from flows.ports import ObjectGone, StoreAway
from flows.reading import give_up, read_upload
from flows.worker import Bench, hand_back, mend
from flows.workshop import Workshop
from pipeline.chain import Equipment, inspect_upload, plain
from pipeline.intake import Limits, digest
from tests.flows.cases_at_hand import AT_ONCE, NOW, arrive, later
from tests.flows.stores_at_hand import MemoryStore

KEY = "0101/KBH-1/uploads/a.pdf"


class NoStages:
    """Stands where engines would; whoever asks it for anything fails."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"nothing should be read, but {name} was asked for")


@pytest.fixture
def shop(ledger: Ledger) -> Workshop:
    store = MemoryStore()
    store.put(KEY, b"\x00\x01 nothing that anybody accepts")
    engines: Any = NoStages()
    kit = Equipment(Limits(), engines, engines, engines, engines, {}, engines, {"sagsklar": "1"})
    return Workshop(ledger, store, kit, AT_ONCE, "versions")


def leased(shop: Workshop) -> str:
    arrive(shop.ledger)
    found = lease_upload(shop.ledger, "worker", NOW, 60)
    assert found is not None
    return found.upload_id


def seen(shop: Workshop) -> tuple[str, str | None]:
    """State and failure code of the one upload."""
    case = view_case(shop.ledger, find_cases(shop.ledger, "KBH-1")[0])
    assert case is not None
    failure = (case.uploads[0].inspection or {}).get("failure")
    return case.uploads[0].state, failure and failure["code"]


def test_given_a_file_of_no_known_type_then_its_failure_is_what_was_read(shop: Workshop):
    read_upload(leased(shop), shop, around=plain)
    assert seen(shop) == ("done", "unsupported_type")


def test_given_bytes_that_were_read_before_then_they_are_not_read_again(shop: Workshop):
    read_upload(leased(shop), shop, around=plain)
    arrive(shop.ledger, name="b.pdf", at=later(1))
    shop.store.put("0101/KBH-1/uploads/b.pdf", shop.store.read(KEY))  # type: ignore[attr-defined]
    second = lease_upload(shop.ledger, "worker", later(1), 60)
    assert second is not None

    def no_stage(stage: Any) -> Any:
        raise AssertionError(f"{stage.__name__} was called")

    read_upload(second.upload_id, shop, around=no_stage)
    case = view_case(shop.ledger, find_cases(shop.ledger, "KBH-1")[0])
    assert case is not None
    assert [one.inspection and one.inspection["file"] for one in case.uploads] == ["a.pdf", "b.pdf"]


def test_given_pages_that_a_person_divided_then_they_are_read_so_and_undone_without_reading(
    shop: Workshop, monkeypatch: pytest.MonkeyPatch
):
    upload_id = leased(shop)
    read_upload(upload_id, shop, around=plain)
    key, told = find_cases(shop.ledger, "KBH-1")[0], []

    def inspected(*given: Any, firsts: Any, **more: Any) -> Any:
        told.append(firsts)
        return inspect_upload(*given, firsts=firsts, **more)

    monkeypatch.setattr(reading, "inspect_upload", inspected)
    sha256 = digest(shop.store.read(KEY))
    number = record_division(shop.ledger, key, sha256, (1, 3), by="clara", now=NOW)
    assert lease_upload(shop.ledger, "worker", later(1), 60) is not None
    read_upload(upload_id, shop, around=plain)
    take_back(shop.ledger, key, [Decided("division", number)], by="clara", now=later(2))
    assert lease_upload(shop.ledger, "worker", later(3), 60) is not None
    read_upload(upload_id, shop, around=plain)
    assert (told, seen(shop)[0]) == ([(1, 3)], "done")


def test_given_an_upload_that_is_given_up_then_a_person_looks_at_it(shop: Workshop):
    give_up(leased(shop), shop)
    assert seen(shop) == ("done", "engine_crashed")


def bench(shop: Workshop) -> Bench:
    return Bench(shop, "worker", at_once=1, lease_seconds=60, attempts=0)


def test_given_a_store_that_is_away_then_the_upload_waits_and_nothing_counts(shop: Workshop):
    arrive(shop.ledger)
    job = lease_upload(shop.ledger, "worker", NOW, 60)
    assert job is not None
    asyncio.run(mend(bench(shop), job, StoreAway(kind="x")))
    again = lease_upload(shop.ledger, "worker", later(10**9), 60)
    assert again is not None
    assert again.attempts == 1


def test_given_an_object_that_is_gone_for_good_then_it_is_parked(shop: Workshop):
    arrive(shop.ledger)
    job = lease_upload(shop.ledger, "worker", NOW, 60)
    assert job is not None
    asyncio.run(mend(bench(shop), job, ObjectGone()))
    assert seen(shop) == ("parked", None)


def test_given_work_when_the_end_comes_then_it_is_free_for_the_next_start(shop: Workshop):
    arrive(shop.ledger)
    job = lease_upload(shop.ledger, "worker", NOW, 60)
    assert job is not None
    work = bench(shop)
    work.running[NoTask()] = job  # type: ignore[index]
    hand_back(work)
    again = lease_upload(shop.ledger, "other", later(10**9), 60)
    assert again is not None
    assert again.attempts == 1


class NoTask:
    """Something to file a job under."""
