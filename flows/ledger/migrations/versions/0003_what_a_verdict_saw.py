"""what a verdict saw, for its replay"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("screenings", sa.Column("seen", sa.Text()))
