"""Requests that are taken back: an event of its own, after the verdict's and never without it."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, or_, select, update

from flows.ledger.audit import note
from flows.ledger.store import Ledger
from flows.ledger.tables import outbox

WITHDRAWN = "dk.sagsklar.request.withdrawn.v1"


def withdraw_request(ledger: Ledger, screening_id: str, by: str, now: datetime) -> bool:
    """Takes back the request of a verdict.

    One that never went out just stays at home; one that did, or may have, is withdrawn by an event.

    Returns:
        False when there is nothing to take back: no such verdict, a newer one stands, or it was withdrawn.
    """
    with ledger.writing() as connection:
        row = connection.execute(select(outbox).where(outbox.c.id == screening_id).with_for_update()).first()
        if row is None or row.state == "superseded" or overtaken(connection, row):
            return False
        note(connection, now, by, "request.withdrawn", screening_id=screening_id)
        if row.state == "waiting" and row.body is None:
            connection.execute(update(outbox).where(outbox.c.id == screening_id).values(state="superseded"))
            return True
        connection.execute(
            insert(outbox).values(
                id=uuid4().hex,
                case_key=row.case_key,
                screening_id=screening_id,
                type=WITHDRAWN,
                sequence=row.sequence,
                state="waiting",
                made_at=now,
                attempts=0,
            )
        )
        return True


def overtaken(connection: Connection, row: Any) -> bool:
    """Whether the verdict's request stands no longer, because of a newer verdict or an earlier withdrawal."""
    later = or_(outbox.c.sequence > row.sequence, outbox.c.type == WITHDRAWN)
    query = select(outbox.c.id).where(
        outbox.c.case_key == row.case_key,
        outbox.c.sequence >= row.sequence,
        later,
        outbox.c.state != "superseded",
    )
    return connection.execute(query).first() is not None
