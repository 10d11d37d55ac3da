"""Who did what, when: append-only, chained by hashes, ids and numbers only.

Nothing in it needs to go when a case is erased: a case is called by its random key and a document by its
upload's random id, and what joins both to a person stands in the rows that are erased.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from flows.ledger.chain import Entry, link
from flows.ledger.store import Ledger
from flows.ledger.tables import audit, audit_head, uploads


def note(connection: Connection, now: datetime, who: str, what: str, **about: str | int) -> None:
    """Writes one line within the transaction of the deed itself, as its last step.

    Who writes holds the head of the chain until the transaction ends, so that no two lines follow the same.
    """
    head = connection.execute(select(audit_head).with_for_update()).one()
    entry = Entry(head.entries + 1, now, who, what, without_digests(connection, about))
    linked = link(head.hash, entry)
    line = {"id": entry.id, "at": now, "who": who, "what": what, "about": entry.about, "hash": linked}
    connection.execute(insert(audit).values(**line))
    connection.execute(update(audit_head).values(entries=entry.id, hash=linked))


def without_digests(connection: Connection, about: Mapping[str, str | int]) -> dict[str, str | int]:
    """A digest tells whoever has the file whose it was, for ever; the upload's id stands in its place."""
    kept = {name: value for name, value in about.items() if name != "sha256"}
    if "sha256" in about:
        same = (uploads.c.case_key == about.get("case_key"), uploads.c.sha256 == about["sha256"])
        upload_id = connection.execute(select(func.min(uploads.c.id)).where(*same)).scalar()
        kept |= {"upload_id": upload_id} if upload_id else {}
    return kept


def write_audit(ledger: Ledger, who: str, what: str, now: datetime, **about: str | int) -> None:
    """Writes one line for a deed that changes nothing else in the ledger, such as looking at a case."""
    with ledger.writing() as connection:
        note(connection, now, who, what, **about)


def read_audit(ledger: Ledger, *, what: str | None = None, limit: int = 1000) -> tuple[Entry, ...]:
    """The newest lines, newest first; with `what` those of one kind of deed."""
    query = select(audit).order_by(audit.c.id.desc()).limit(limit)
    with ledger.reading() as connection:
        rows = connection.execute(query if what is None else query.where(audit.c.what == what))
        return tuple(entry_of(row) for row in rows)


def entry_of(row: Any) -> Entry:
    """A row of the audit as a record."""
    return Entry(row.id, row.at, row.who, row.what, row.about)


def head_of(ledger: Ledger) -> tuple[int, str]:
    """Number and hash of the newest entry."""
    with ledger.reading() as connection:
        head = connection.execute(select(audit_head)).one()
        return head.entries, head.hash
