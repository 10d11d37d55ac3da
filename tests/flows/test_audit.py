"""The audit is a chain: whatever is done to it afterwards, and by whom, is found."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import Connection, insert, text, update

from flows.ledger.audit import head_of, note, read_audit, write_audit
from flows.ledger.chain import Entry, link
from flows.ledger.store import Ledger
from flows.ledger.tables import audit, audit_head
from flows.ledger.verifying import Broken, verify
from tests.flows.cases_at_hand import NOW, later, screened

Deed = Callable[[Connection], None]


def written(ledger: Ledger, count: int = 5) -> None:
    for number in range(count):
        write_audit(ledger, "clara", "case.read", later(number), case_key="k", number=number)


def tamper(ledger: Ledger, deed: Deed) -> None:
    """As one who owns the database: the rule against changes is taken away first."""
    with ledger.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_append_only"))
        else:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        deed(connection)


def statement(words: str) -> Deed:
    return lambda connection: connection.execute(text(words))  # type: ignore[return-value]


def rewritten(connection: Connection) -> None:
    """The whole log anew with another story, every hash and the head as they should be."""
    connection.execute(text("DELETE FROM audit"))
    last = "0" * 64
    for number in (1, 2, 3):
        entry = Entry(number, NOW, "nobody", "nothing", {})
        last = link(last, entry)
        row = {"id": number, "at": NOW, "who": "nobody", "what": "nothing", "about": {}, "hash": last}
        connection.execute(insert(audit).values(**row))
    connection.execute(update(audit_head).values(entries=3, hash=last))


def cut_off(connection: Connection) -> None:
    """The last two entries, and the head set back to what it was before them."""
    connection.execute(text("DELETE FROM audit WHERE id > 3"))
    hash3 = connection.execute(text("SELECT hash FROM audit WHERE id = 3")).scalar_one()
    connection.execute(update(audit_head).values(entries=3, hash=hash3))


def swapped(connection: Connection) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        connection.execute(update(audit).where(audit.c.id == old).values(id=new))


def inserted(connection: Connection) -> None:
    row = {"id": 6, "at": NOW, "who": "x", "what": "y", "about": {}, "hash": "0" * 64}
    connection.execute(insert(audit).values(**row))


def test_given_entries_then_they_hang_together_and_the_head_is_the_last(ledger: Ledger):
    written(ledger)
    found = verify(ledger, {})
    assert (found.entries, found.broken) == (5, None)
    assert head_of(ledger) == (5, found.head)


def test_given_an_empty_log_then_it_is_whole(ledger: Ledger):
    assert verify(ledger, {}).broken is None


@pytest.mark.parametrize("ledger", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("deed", "entry", "reason"),
    [
        (statement("UPDATE audit SET who = 'x' WHERE id = 2"), 2, "changed"),
        (statement("UPDATE audit SET about = '{}' WHERE id = 5"), 5, "changed"),
        (statement("UPDATE audit SET hash = '0' WHERE id = 4"), 4, "changed"),
        (statement("DELETE FROM audit WHERE id = 1"), 1, "missing"),
        (statement("DELETE FROM audit WHERE id = 3"), 3, "missing"),
        (statement("DELETE FROM audit WHERE id > 3"), 4, "missing"),
        (statement("DELETE FROM audit_head"), 1, "added"),
        (swapped, 2, "changed"),
        (inserted, 6, "added"),
    ],
)
def test_given_tampering_then_the_first_wrong_entry_is_named(
    ledger: Ledger, deed: Deed, entry: int, reason: str
):
    written(ledger)
    tamper(ledger, deed)
    assert verify(ledger, {}).broken == Broken(entry, reason)  # type: ignore[arg-type]


@pytest.mark.parametrize(("deed", "entry"), [(rewritten, 4), (cut_off, 4)])
def test_given_a_forger_who_sets_the_head_too_then_a_head_kept_elsewhere_finds_it(
    ledger: Ledger, deed: Deed, entry: int
):
    written(ledger)
    number, linked = head_of(ledger)
    tamper(ledger, deed)
    assert verify(ledger, {}).broken is None
    assert verify(ledger, {number: linked}).broken == Broken(entry, "missing")


def test_given_a_rewritten_entry_before_a_kept_head_then_it_is_changed(ledger: Ledger):
    written(ledger, 3)
    tamper(ledger, rewritten)
    assert verify(ledger, {3: "f" * 64}).broken == Broken(3, "changed")


def test_given_a_deed_that_is_rolled_back_then_the_chain_has_no_gap(ledger: Ledger):
    written(ledger, 1)
    with suppress(ZeroDivisionError), ledger.writing() as connection:
        note(connection, NOW, "clara", "case.read")
        raise ZeroDivisionError
    written(ledger, 1)
    assert verify(ledger, {}).entries == 2


def test_given_writers_side_by_side_then_the_chain_does_not_fork(ledger: Ledger):
    writers = [threading.Thread(target=written, args=(ledger, 12)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert (verify(ledger, {}).entries, verify(ledger, {}).broken) == (48, None)


def test_given_a_digest_then_the_uploads_id_stands_in_its_place(ledger: Ledger):
    screened(ledger)
    write_audit(ledger, "clara", "document.read", NOW, case_key="another", sha256="0" * 64)
    assert read_audit(ledger)[0].about == {"case_key": "another"}


def test_given_a_screening_then_the_log_says_what_read_and_decided(ledger: Ledger):
    screened(ledger)
    kinds = {one.what: one.about for one in read_audit(ledger)}
    assert kinds["upload.read"]["reading"] == "versions"
    assert kinds["case.screened"]["outcome"] == "incomplete"
