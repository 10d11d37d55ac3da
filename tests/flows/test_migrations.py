"""A ledger in use before a migration goes on after it; migrations lead to the tables that the code knows."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import JSON, Column, Integer, MetaData, String, Table, insert, text
from sqlalchemy.exc import DatabaseError

from flows.ledger.audit import write_audit
from flows.ledger.store import MIGRATIONS, Ledger, migrate, open_ledger
from flows.ledger.tables import Moment, metadata
from flows.ledger.verifying import verify
from tests.flows.cases_at_hand import NOW
from tests.flows.conftest import execute

AUDIT = Table(
    "audit",
    MetaData(),
    Column("id", Integer),
    Column("at", Moment),
    Column("who", String),
    Column("what", String),
    Column("about", JSON),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def former(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    """A ledger as it stood before the audit was a chain."""
    if request.param == "sqlite":
        ledger = open_ledger(f"sqlite:///{tmp_path}/former.sqlite")
    else:
        server = request.getfixturevalue("postgres")
        execute(server, "CREATE DATABASE former")
        ledger = open_ledger(server.replace("/postgres?", "/former?"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with ledger.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    return ledger


def test_given_entries_from_before_the_chain_then_they_are_linked_and_go_on(former: Ledger):
    with former.writing() as connection:
        for number in (1, 2, 4):  # a transaction that was rolled back has left a gap
            row = {"id": number, "at": NOW, "who": "clara", "what": "case.read", "about": {"number": number}}
            connection.execute(insert(AUDIT).values(**row))
    migrate(former)
    write_audit(former, "clara", "case.read", NOW)
    assert (verify(former, {}).entries, verify(former, {}).broken) == (4, None)
    with pytest.raises(DatabaseError, match="append-only"), former.writing() as connection:
        connection.execute(text("DELETE FROM audit"))
    former.close()


def test_given_a_migrated_ledger_then_nothing_is_missing_or_too_much(ledger: Ledger):
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": False})
        found = [str(one) for one in compare_metadata(context, metadata)]
    assert found == []
