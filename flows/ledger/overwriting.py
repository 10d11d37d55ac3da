"""After deletions: the database keeps no bytes of what it deleted."""

import sqlite3
import time
from collections.abc import Callable
from typing import Final

from sqlalchemy.engine.interfaces import DBAPICursor

from flows.ledger.erasure import tables_of_cases
from flows.ledger.store import Ledger
from flows.ledger.tables import inspections
from pipeline.errors import RetryableError

PATIENCE_SECONDS: Final = 120.0
LOOK_SECONDS: Final = 0.1


class LedgerBusy(RetryableError):
    code = "ledger_busy"
    message = "The ledger is in use without pause, so that what was deleted could not be overwritten yet."
    remedy = "Run `sagsklar purge` in a quieter moment: it ends what was broken off."


def overwrite_deleted(ledger: Ledger) -> None:
    """Writes the tables of cases anew without what was deleted. Raises LedgerBusy (retryable).

    SQLite overwrites deleted rows at once (`secure_delete`), but rows that moved between pages may leave a
    copy, and the write-ahead log holds former pages until it is cut. On PostgreSQL the write-ahead log and
    the backups age out as its operator has set them.
    """
    if ledger.engine.dialect.name == "sqlite":
        _rewrite_file(ledger)
        return
    with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in (*tables_of_cases(), inspections):
            connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")


def _rewrite_file(ledger: Ledger) -> None:
    connection = ledger.engine.raw_connection()
    try:
        cursor = connection.cursor()
        _until(lambda: _vacuumed(cursor))
        _until(lambda: _log_is_cut(cursor))
    finally:
        connection.close()


def _until(step: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not step():
        if time.monotonic() > deadline:
            raise LedgerBusy
        time.sleep(LOOK_SECONDS)


def _vacuumed(cursor: DBAPICursor) -> bool:
    try:
        cursor.execute("VACUUM")
    except sqlite3.OperationalError:  # somebody writes
        return False
    return True


def _log_is_cut(cursor: DBAPICursor) -> bool:
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ((busy, _, _),) = cursor.fetchall()
    return not busy
