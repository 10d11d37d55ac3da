"""documents that belong to another case"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("corrections", sa.Column("elsewhere", sa.Boolean()))
    op.add_column("corrections", sa.Column("handed_to", sa.String(length=32)))
