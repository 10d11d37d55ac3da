"""A copy of the ledger that is whole and of one moment, while others write."""

from pathlib import Path

from flows.ledger.audit import head_of
from flows.ledger.store import Ledger, open_ledger
from pipeline.errors import Misconfigured


class LedgerElsewhere(Misconfigured):
    code = "ledger_elsewhere"
    message = "The ledger is a PostgreSQL database, which this command does not copy."
    remedy = "Use its own means and those of the object store; docs/operations.md says how."


def copy_ledger(ledger: Ledger, target: Path) -> tuple[int, str]:
    """Writes the copy, without bytes of deleted rows; returns its audit's head. Raises LedgerElsewhere."""
    if ledger.engine.dialect.name != "sqlite":
        raise LedgerElsewhere
    connection = ledger.engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    target.chmod(0o600)
    copy = open_ledger(f"sqlite:///{target}")
    try:
        return head_of(copy)
    finally:
        copy.close()
