"""Requests that are taken back: an event of its own, after the verdict's and never without it."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import insert, select, update

from flows.ledger.audit import note
from flows.ledger.store import Ledger
from flows.ledger.tables import outbox

WITHDRAWN = "dk.sagsklar.request.withdrawn.v1"


def withdraw_request(ledger: Ledger, screening_id: str, by: str, now: datetime) -> bool:
    """Takes back the request of a verdict.

    One that never went out just stays at home; one that did, or may have, is withdrawn by an event.

    Returns:
        False when there is nothing to take back: no such verdict, or it was superseded or withdrawn before.
    """
    with ledger.writing() as connection:
        row = connection.execute(select(outbox).where(outbox.c.id == screening_id).with_for_update()).first()
        again = (outbox.c.screening_id == screening_id, outbox.c.type == WITHDRAWN)
        known = connection.execute(select(outbox.c.id).where(*again)).first()
        if row is None or row.state == "superseded" or known is not None:
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
