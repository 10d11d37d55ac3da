"""A ledger from a backup: nothing erased comes back, nothing is told twice or looks older than it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.backing_up import FolderTaken, back_up
from flows.backup_folder import BackupDamaged, NoBackup, read_backup
from flows.erasing import Cleaning, erase
from flows.erasure_register import note_erasure, read_register, register_file
from flows.ledger.case_names import CaseName, NoCase, named_case
from flows.ledger.copies import LedgerElsewhere, copy_ledger
from flows.ledger.delivery import fix_body, lease_parcel, mark_received
from flows.ledger.erasure import Noted, Order, case_digest
from flows.ledger.restores import LEAP, PAUSE
from flows.ledger.store import Ledger, open_ledger
from flows.ledger.verifying import verify
from flows.restoring import HomeTaken, adopt_register, copy_files, must_be_empty, put_objects, put_right
from tests.flows.cases_at_hand import arrive, introduce, later, read_all, screen_next, screened
from tests.flows.stores_at_hand import MemoryStore

WHO = "operator clara"
KEY = "0101/KBH-1/uploads/a.pdf"
BROUGHT_BACK = Callable[[], Cleaning]
on_sqlite = pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)


@pytest.fixture
def work(ledger: Ledger, tmp_path: Path) -> Cleaning:
    return Cleaning(ledger, MemoryStore(), None, tmp_path / "home")


@pytest.fixture
def backed_up(work: Cleaning, tmp_path: Path) -> Callable[[], BROUGHT_BACK]:
    """Backs up; what that gives brings it back into a new home with a new store."""

    def now() -> BROUGHT_BACK:
        back_up(work.ledger, work.store, work.home, tmp_path / "backup")
        return back

    def back() -> Cleaning:
        home = tmp_path / "new"
        copy_files(read_backup(tmp_path / "backup"), home)
        return Cleaning(open_ledger(f"sqlite:///{home}/ledger/ledger.sqlite"), MemoryStore(), None, home)

    return now


def erased_elsewhere(ledger: Ledger, at: datetime, last_sequence: int = 1) -> Noted:
    """The case's erasure as the register tells of it, and the ledger does not."""
    with ledger.writing() as connection:
        return Noted(case_digest(connection, "0101", "KBH-1"), last_sequence, at)


def next_sequence(ledger: Ledger) -> int:
    arrive(ledger, "b.pdf", at=later(1))
    read_all(ledger, later(1))
    assert screen_next(ledger, digest="others", now=later(2)) is not None
    parcel = lease_parcel(ledger, "dispatcher", datetime.now(UTC) + 2 * PAUSE, 60)
    assert parcel is not None
    return parcel.sequence


def test_given_a_case_that_was_erased_since_then_it_goes_again_and_once(work: Cleaning):
    screened(work.ledger)
    noted = [erased_elsewhere(work.ledger, datetime.now(UTC))]
    assert put_right(work, noted, WHO) == 1
    with pytest.raises(NoCase):
        named_case(work.ledger, "KBH-1")
    assert put_right(work, noted, WHO) == 0
    assert verify(work.ledger, {}).broken is None


def test_given_an_upload_from_after_the_erasure_then_it_stays_for_the_new_case(work: Cleaning):
    screened(work.ledger)
    work.store.write(KEY, b"from before")
    noted = erased_elsewhere(work.ledger, datetime.now(UTC))
    work.store.write("0101/KBH-1/uploads/new.pdf", b"from after")
    put_right(work, [noted], WHO)
    assert [one.key for one in work.store.list()] == ["0101/KBH-1/uploads/new.pdf"]


def test_given_an_erasure_that_the_ledger_knows_then_the_case_that_began_anew_stays(work: Cleaning):
    screened(work.ledger)
    erase(work, [named_case(work.ledger, "KBH-1")], Order(WHO, "request"))
    arrive(work.ledger)
    assert put_right(work, read_register(register_file(work.home, None)), WHO) == 0
    assert named_case(work.ledger, "KBH-1")


def test_given_a_case_erased_since_and_not_in_the_backup_then_its_verdicts_go_on_after_those_told(
    work: Cleaning,
):
    put_right(work, [erased_elsewhere(work.ledger, datetime.now(UTC), last_sequence=7)], WHO)
    introduce(work.ledger)
    assert next_sequence(work.ledger) > 7


def test_given_a_ledger_from_a_backup_then_verdicts_stand_above_all_that_may_have_been_told(work: Cleaning):
    screened(work.ledger)
    put_right(work, [], WHO)
    assert next_sequence(work.ledger) == 1 + LEAP + 1


@on_sqlite
def test_given_the_same_state_of_a_case_then_both_ledgers_call_its_verdict_alike(
    work: Cleaning, backed_up: Callable[[], BROUGHT_BACK]
):
    introduce(work.ledger)
    arrive(work.ledger)
    back = backed_up()
    read_all(work.ledger)
    told = screen_next(work.ledger, digest="state")
    again = back()
    put_right(again, [], WHO)
    read_all(again.ledger)
    assert screen_next(again.ledger, digest="state") == told


@on_sqlite
def test_given_the_same_state_for_a_second_time_or_after_an_erasure_then_the_verdict_is_another(
    work: Cleaning,
):
    told = [screened(work.ledger)]
    for number, digest in enumerate(("others", "inputs")):
        arrive(work.ledger, f"{number}.pdf", at=later(1 + number))
        read_all(work.ledger, later(1 + number))
        told.append(screen_next(work.ledger, digest=digest, now=later(2 + number)) or "none")
    erase(work, [named_case(work.ledger, "KBH-1")], Order(WHO, "request"))
    told.append(screened(work.ledger))
    assert len(set(told)) == 4


@on_sqlite
def test_given_what_the_case_system_had_then_it_is_not_sent_again(
    work: Cleaning, backed_up: Callable[[], BROUGHT_BACK]
):
    screened(work.ledger)
    parcel = lease_parcel(work.ledger, "dispatcher", later(1), 60)
    assert parcel is not None
    mark_received(work.ledger, parcel, "204", later(1))
    again = backed_up()()
    put_right(again, [], WHO)
    assert lease_parcel(again.ledger, "dispatcher", datetime.now(UTC) + timedelta(days=1), 60) is None


def test_given_what_was_on_its_way_then_it_waits_until_what_came_since_is_read(work: Cleaning):
    screened(work.ledger)
    parcel = lease_parcel(work.ledger, "dispatcher", later(1), 60)
    assert parcel is not None
    fix_body(work.ledger, parcel, b"old")
    put_right(work, [], WHO)
    assert lease_parcel(work.ledger, "dispatcher", datetime.now(UTC), 60) is None
    later_on = lease_parcel(work.ledger, "dispatcher", datetime.now(UTC) + 2 * PAUSE, 60)
    assert later_on is not None
    assert (later_on.event_id, later_on.body) == (parcel.event_id, None)


@on_sqlite
def test_given_a_case_that_was_erased_since_then_not_one_of_its_bytes_is_put_back(
    work: Cleaning, backed_up: Callable[[], BROUGHT_BACK], tmp_path: Path
):
    screened(work.ledger)
    for key in (KEY, "0101/KBH-2/uploads/a.pdf"):
        work.store.write(key, key.encode())
    back = backed_up()
    erase(work, [named_case(work.ledger, "KBH-1")], Order(WHO, "request"))
    noted = read_register(register_file(work.home, None))
    again = back()
    assert put_objects(read_backup(tmp_path / "backup"), again.ledger, again.store, noted) == (1, 1)
    assert [one.key for one in again.store.list()] == ["0101/KBH-2/uploads/a.pdf"]


@on_sqlite
def test_given_a_home_then_its_keys_models_and_settings_come_back(
    work: Cleaning, backed_up: Callable[[], BROUGHT_BACK]
):
    for name in ("run/secrets.json", "municipalities/0101.yaml", "models/v1/manifest.json"):
        (work.home / name).parent.mkdir(parents=True, exist_ok=True)
        (work.home / name).write_text(name)
    (work.home / "logs").mkdir()
    home = backed_up()().home
    assert (home / "models/v1/manifest.json").read_text() == "models/v1/manifest.json"
    assert (home / "municipalities/0101.yaml").is_file()
    assert not (home / "logs").exists()
    with pytest.raises(HomeTaken, match="ledger"):
        must_be_empty(home)


@on_sqlite
def test_given_a_backup_that_is_damaged_or_half_then_it_is_refused_by_name(work: Cleaning, tmp_path: Path):
    work.store.write(KEY, b"content")
    target = tmp_path / "backup"
    back_up(work.ledger, work.store, work.home, target)
    assert target.stat().st_mode & 0o777 == 0o700
    with pytest.raises(FolderTaken):
        back_up(work.ledger, work.store, work.home, target)
    (kept,) = (target / "objects").iterdir()
    kept.write_bytes(b"other")
    with pytest.raises(BackupDamaged, match=kept.name):
        read_backup(target)
    (target / "manifest.json").unlink()
    with pytest.raises(NoBackup, match="manifest"):
        read_backup(target)


@pytest.mark.parametrize("ledger", ["postgresql"], indirect=True)
def test_given_a_ledger_on_postgresql_then_its_own_means_are_named(ledger: Ledger, tmp_path: Path):
    with pytest.raises(LedgerElsewhere, match="operations"):
        copy_ledger(ledger, tmp_path / "copy")


def test_given_a_register_then_it_keeps_each_erasure_once_and_tells_nobody_whose(work: Cleaning):
    noted = Noted("ab" * 32, 3, datetime.now(UTC))
    file = register_file(work.home, None)
    note_erasure(file, noted)
    adopt_register(work, [noted, Noted("cd" * 32, 1, noted.at)])
    assert [one.case[:2] for one in read_register(file)] == ["ab", "cd"]
    screened(work.ledger)
    erase(work, [CaseName(named_case(work.ledger, "KBH-1").case_key, "0101", "KBH-1")], Order(WHO, "request"))
    assert "KBH" not in file.read_text()
