"""Which pages of an upload belong together, as a person said; the upload is read again by that."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from flows.ledger.audit import note
from flows.ledger.changes import FREED, touch
from flows.ledger.store import Ledger
from flows.ledger.tables import divisions, uploads


def record_division(
    ledger: Ledger, case_key: str, sha256: str, firsts: Sequence[int], *, by: str, now: datetime
) -> int:
    """Keeps which pages open a document; the newest counts. The number of its row."""
    with ledger.writing() as connection:
        said = {"case_key": case_key, "sha256": sha256, "firsts": list(firsts), "by": by, "at": now}
        kept = insert(divisions).values(**said).returning(divisions.c.id)
        number = int(connection.execute(kept).scalar_one())
        read_again(connection, case_key, sha256)
        touch(connection, case_key, now, urgent=True)
        note(connection, now, by, "pages.divided", case_key=case_key, sha256=sha256)
        return number


def read_again(connection: Connection, case_key: str, sha256: str) -> None:
    """The upload waits to be read; until then it stands in its case as it was read before."""
    here = (uploads.c.case_key == case_key, uploads.c.sha256 == sha256, uploads.c.replaced.is_(False))
    waits = {**FREED, "state": "waiting", "attempts": 0, "next_try_at": None}
    connection.execute(update(uploads).where(*here).values(**waits))


def firsts_of(ledger: Ledger, upload_id: str, sha256: str) -> tuple[int, ...]:
    """The pages that open a document, as said last in the upload's case; none where nobody said so."""
    own = select(uploads.c.case_key).where(uploads.c.id == upload_id).scalar_subquery()
    query = select(divisions.c.firsts).where(divisions.c.case_key == own, divisions.c.sha256 == sha256)
    with ledger.reading() as connection:
        newest = connection.execute(query.order_by(divisions.c.id.desc()).limit(1)).scalar_one_or_none()
        return tuple(newest or ())
