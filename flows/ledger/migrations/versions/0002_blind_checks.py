"""blind checks"""

import sqlalchemy as sa
from alembic import op

from flows.ledger.tables import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "blind_checks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_key", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.Column("classifier", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=64), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("picked_at", Moment(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=64)),
        sa.Column("by", sa.String(length=100)),
        sa.Column("at", Moment(timezone=True)),
        sa.ForeignKeyConstraint(["case_key"], ["cases.case_key"], name=op.f("fk_blind_checks_case_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blind_checks")),
        sa.UniqueConstraint(
            "sha256", "first_page", "classifier", name=op.f("uq_blind_checks_sha256_first_page_classifier")
        ),
    )
    op.create_index(op.f("ix_blind_checks_case_key"), "blind_checks", ["case_key"])
