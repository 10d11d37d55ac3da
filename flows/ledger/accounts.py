"""Local accounts of the desk; passwords arrive hashed (argon2)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select

from flows.ledger.audit import note
from flows.ledger.store import Ledger
from flows.ledger.tables import accounts


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in, and as what (`caseworker`, `manager`, …)."""

    name: str
    password_hash: str
    role: str


def set_account(ledger: Ledger, account: Account, now: datetime) -> None:
    """Adds an account, or replaces the one of that name."""
    with ledger.writing() as connection:
        connection.execute(delete(accounts).where(accounts.c.name == account.name))
        connection.execute(
            insert(accounts).values(
                name=account.name, password_hash=account.password_hash, role=account.role, made_at=now
            )
        )
        note(connection, now, "system", "account.set", account=account.name, role=account.role)


def find_account(ledger: Ledger, name: str) -> Account | None:
    """The account of that name, or None."""
    with ledger.reading() as connection:
        row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        return Account(row.name, row.password_hash, row.role) if row else None
