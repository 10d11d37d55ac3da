"""whom the office's OpenID provider means by an account"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("accounts") as table:
        table.add_column(sa.Column("subject", sa.String(64)))
        table.create_unique_constraint("uq_accounts_subject", ["subject"])
