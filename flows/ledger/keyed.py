"""Digests that this ledger alone can make: others can neither guess what is behind one nor make it."""

import hashlib
import hmac
import secrets

from sqlalchemy import Connection, select

from flows.ledger.changes import insert_new
from flows.ledger.tables import ledger_keys


def keyed_digest(connection: Connection, said: str) -> str:
    """The same for the same words, also after the ledger was brought back from a backup."""
    insert_new(connection, ledger_keys, name="erasures", key=secrets.token_bytes(32))
    key = connection.execute(select(ledger_keys.c.key).where(ledger_keys.c.name == "erasures")).scalar_one()
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()
