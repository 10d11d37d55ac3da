"""when somebody signed out last"""

import sqlalchemy as sa
from alembic import op

from flows.ledger.tables import Moment

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("signed_out_at", Moment(timezone=True)))
