"""A ledger on both databases: every test of the ledger runs on SQLite and on a real PostgreSQL."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from flows.ledger.store import Ledger, migrate, open_ledger
from tests.flows.case_systems.serving import Stage, served

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A server of its own, reached by a socket only; gives the address of its first database."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    if as_owner:
        shutil.chown(folder, "postgres")

    def run(*command: str) -> None:
        subprocess.run([*as_owner, *command], check=True, capture_output=True, cwd="/")

    run(str(PROGRAMS / "initdb"), "-D", f"{folder}/data", "-A", "trust", "-U", "postgres", "--no-sync")
    options = f"-F -k {folder} -c listen_addresses=''"
    run(str(PROGRAMS / "pg_ctl"), "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start")
    yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    run(str(PROGRAMS / "pg_ctl"), "-D", f"{folder}/data", "-w", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_postgres(postgres: str) -> str:
    """A database with all tables, to be copied."""
    execute(postgres, "CREATE DATABASE pattern")
    ledger = open_ledger(postgres.replace("/postgres?", "/pattern?"))
    migrate(ledger)
    ledger.close()
    return postgres


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables, to be copied."""
    file = tmp_path_factory.mktemp("pattern") / "ledger.sqlite"
    ledger = open_ledger(f"sqlite:///{file}")
    migrate(ledger)
    ledger.close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger with all tables."""
    if request.param == "sqlite":
        copy = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path / "ledger.sqlite")
        url = f"sqlite:///{copy}"
    else:
        server, name = request.getfixturevalue("migrated_postgres"), f"copy{next(numbers)}"
        execute(server, f"CREATE DATABASE {name} TEMPLATE pattern")
        url = server.replace("/postgres?", f"/{name}?")
    opened = open_ledger(url)
    yield opened
    opened.close()


def execute(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """A server for whatever application a test puts on it."""
    with served() as found:
        yield found
