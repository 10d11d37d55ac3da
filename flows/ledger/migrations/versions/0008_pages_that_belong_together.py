"""which pages belong together, as persons say"""

import sqlalchemy as sa
from alembic import op

from flows.ledger.tables import Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "divisions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_key", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("firsts", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["cases.case_key"], name=op.f("fk_divisions_case_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_divisions")),
    )
    op.create_index(op.f("ix_divisions_case_key"), "divisions", ["case_key"])
