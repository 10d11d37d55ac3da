"""steps of deliveries to case systems with files of their own"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "delivery_steps",
        sa.Column(
            "case_key",
            sa.String(32),
            sa.ForeignKey("cases.case_key", name="fk_delivery_steps_case_key", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("step", sa.String(200), primary_key=True),
        sa.Column("value", sa.String(2000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
