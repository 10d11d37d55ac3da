"""the audit chained by hashes; erasures"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from flows.ledger.chain import GENESIS, Entry, link
from flows.ledger.tables import Moment

revision = "0004"
down_revision = "0003"
AUDIT = sa.table(
    "audit",
    sa.column("id", sa.Integer()),
    sa.column("at", Moment()),
    sa.column("who", sa.String()),
    sa.column("what", sa.String()),
    sa.column("about", sa.JSON()),
    sa.column("hash", sa.String()),
)


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("last_sequence", sa.Integer()),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_erasures_case_digest"), "erasures", ["case_digest"])
    op.create_table(
        "ledger_keys",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_ledger_keys")),
    )
    op.add_column("audit", sa.Column("hash", sa.String(length=64), nullable=False, server_default=""))
    chain_what_stands()


def chain_what_stands() -> None:
    """The entries written before there was a chain are linked as they stand, in order and without gaps."""
    connection, number, last = op.get_bind(), 0, GENESIS
    for statement in switched("off"):
        op.execute(statement)
    for row in connection.execute(sa.select(AUDIT).order_by(AUDIT.c.id)).all():
        number += 1
        last = link(last, Entry(number, row.at, row.who, row.what, row.about))
        connection.execute(sa.update(AUDIT).where(AUDIT.c.id == row.id).values(id=number, hash=last))
    for statement in switched("on"):
        op.execute(statement)
    op.execute(sa.text("INSERT INTO audit_head VALUES (1, :n, :hash)").bindparams(n=number, hash=last))


def switched(state: str) -> Iterator[str]:
    """The rule that nobody changes an entry, off or on."""
    if op.get_bind().dialect.name == "postgresql":
        yield f"ALTER TABLE audit {'DISABLE' if state == 'off' else 'ENABLE'} TRIGGER audit_append_only"
        return
    for verb in ("UPDATE", "DELETE"):
        name = f"audit_no_{verb.lower()}"
        yield f"DROP TRIGGER {name}" if state == "off" else (
            f"CREATE TRIGGER {name} BEFORE {verb} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )
