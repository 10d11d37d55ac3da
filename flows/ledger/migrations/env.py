"""Alembic's entry; `flows.ledger.store.migrate` hands the connection over, within its transaction."""

from alembic import context

from flows.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
