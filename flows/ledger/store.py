"""Opening the ledger: engine, transactions, migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Ledger:
    """The way to the ledger; the same for SQLite and PostgreSQL."""

    engine: Engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write; on SQLite it waits its turn from the start."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that only reads; never waits for writers."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Lets go of all connections."""
        self.engine.dispose()


def open_ledger(url: str) -> Ledger:
    """A ledger at a SQLAlchemy address; its folder is made when it is a SQLite file. Migrate it first."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        file = Path(make_url(url).database or "")
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", begin_sqlite)
    return Ledger(engine)


def prepare_sqlite(connection: Any, _: object) -> None:
    """Write-ahead log so that readers never wait; deleted rows are overwritten; foreign keys hold."""
    connection.isolation_level = None  # the driver must not begin transactions of its own
    for pragma in (
        "busy_timeout=30000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: taking it later fails where another wrote in between."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def migrate(ledger: Ledger) -> None:
    """Brings the tables to the newest form; safe to call at each start, by several processes at once."""
    from alembic import command  # half a second that only a migration needs
    from alembic.config import Config

    from flows.ledger.tallies import count_earlier  # it counts what these tables hold

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with ledger.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7243)")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        count_earlier(connection)
