"""the queue with its claims, minutes of casework, tallies for figures, municipality of accounts"""

import sqlalchemy as sa
from alembic import op

from flows.ledger.tables import Moment

revision = "0005"
down_revision = "0004"


def case_key(table: str) -> list[sa.schema.SchemaItem]:
    here = op.f(f"fk_{table}_case_key")
    return [
        sa.Column("case_key", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["cases.case_key"], name=here),
    ]


def upgrade() -> None:
    op.add_column("cases", sa.Column("restricted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_cases_changed_at", "cases", ["changed_at"])
    op.add_column("accounts", sa.Column("municipality", sa.String(length=16)))
    op.create_table(
        "waiting",
        *case_key("waiting"),
        sa.Column("municipality", sa.String(length=16), nullable=False),
        sa.Column("service", sa.String(length=64)),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("reasons", sa.String(length=200), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.Column("answer_by", Moment(timezone=True), nullable=False),
        sa.Column("changed_at", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_key", name=op.f("pk_waiting")),
    )
    op.create_index(op.f("ix_waiting_changed_at"), "waiting", ["changed_at"])
    op.create_index("ix_waiting_answer_by", "waiting", ["answer_by", "case_key"])
    op.create_index("ix_waiting_municipality_answer_by", "waiting", ["municipality", "answer_by"])
    op.create_table(
        "claims",
        *case_key("claims"),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("until", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("case_key", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_who"), "claims", ["who"])
    op.create_index(op.f("ix_claims_at"), "claims", ["at"])
    op.create_table(
        "casework",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        *case_key("casework"),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("until", Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_casework")),
    )
    op.create_index(op.f("ix_casework_case_key"), "casework", ["case_key"])
    op.create_index(op.f("ix_casework_at"), "casework", ["at"])
    op.create_index("ix_casework_who_id", "casework", ["who", "id"])
    op.create_table(
        "tallies",
        sa.Column("screening_id", sa.String(length=32), nullable=False),
        *case_key("tallies"),
        sa.Column("municipality", sa.String(length=16), nullable=False),
        sa.Column("service", sa.String(length=64)),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("first_upload_at", Moment(timezone=True), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("script", sa.String(length=8)),
        sa.Column("state", sa.String(length=8)),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("captures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["screening_id"], ["screenings.id"], name=op.f("fk_tallies_screening_id")),
        sa.PrimaryKeyConstraint("screening_id", name=op.f("pk_tallies")),
    )
    op.create_index(op.f("ix_tallies_case_key"), "tallies", ["case_key"])
    op.create_index(op.f("ix_tallies_first_upload_at"), "tallies", ["first_upload_at"])
