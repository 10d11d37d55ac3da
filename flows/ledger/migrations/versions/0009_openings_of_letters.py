"""how persons begin letters"""

import sqlalchemy as sa
from alembic import op

from flows.ledger.tables import Moment

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "openings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_key", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["cases.case_key"], name=op.f("fk_openings_case_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
    )
    op.create_index(op.f("ix_openings_case_key"), "openings", ["case_key"])
