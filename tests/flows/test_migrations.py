"""The migrations lead to the tables that the code knows."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from flows.ledger.store import Ledger
from flows.ledger.tables import metadata


def test_given_a_migrated_ledger_then_nothing_is_missing_or_too_much(ledger: Ledger):
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": False})
        found = [str(one) for one in compare_metadata(context, metadata)]
    assert found == []
