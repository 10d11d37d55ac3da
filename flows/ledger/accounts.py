"""Local accounts of the desk; passwords arrive hashed (argon2)."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy import delete, insert, select, update

from flows.ledger.audit import note
from flows.ledger.store import Ledger
from flows.ledger.tables import accounts

ROLES: Final = ("caseworker", "restricted", "manager", "data_scientist", "admin")
"""`restricted` is a caseworker who may also see restricted cases."""
EVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sight:
    """Which cases an account may see. `municipality` None: those of all."""

    municipality: str | None = None
    restricted: bool = False

    def sees(self, municipality: str, *, restricted: bool) -> bool:
        """Whether a case of that municipality is within it."""
        return self.municipality in {None, municipality} and (self.restricted or not restricted)


@dataclass(frozen=True, slots=True)
class Account:
    """Who may sign in, as what (one of `ROLES`), and for which municipality; None: for all.

    `sessions_from`: sessions begun until then are over: the account was made anew, or signed out.
    """

    name: str
    password_hash: str
    role: str
    municipality: str | None = None
    sessions_from: datetime = EVER

    @property
    def sight(self) -> Sight:
        """The cases that the account may see."""
        return Sight(self.municipality, restricted=self.role == "restricted")


def set_account(ledger: Ledger, account: Account, now: datetime) -> None:
    """Adds an account, or replaces the one of that name."""
    with ledger.writing() as connection:
        connection.execute(delete(accounts).where(accounts.c.name == account.name))
        values = {"password_hash": account.password_hash, "municipality": account.municipality}
        connection.execute(
            insert(accounts).values(name=account.name, role=account.role, made_at=now, **values)
        )
        note(connection, now, "system", "account.set", account=account.name, role=account.role)


def find_account(ledger: Ledger, name: str) -> Account | None:
    """The account of that name, or None."""
    with ledger.reading() as connection:
        row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        if row is None:
            return None
        since = max(row.made_at, row.signed_out_at or row.made_at)
        return Account(row.name, row.password_hash, row.role, row.municipality, since)


def end_sessions(ledger: Ledger, name: str, now: datetime) -> None:
    """Ends every session of an account: a cookie that was copied is of no use any more."""
    with ledger.writing() as connection:
        connection.execute(update(accounts).where(accounts.c.name == name).values(signed_out_at=now))
        note(connection, now, name, "sign_out")


def begin_account(ledger: Ledger, name: str, role: str, now: datetime) -> str | None:
    """Adds an account with a new password, unless there is one of that name.

    Returns:
        The password, which is kept nowhere, or None.
    """
    return None if find_account(ledger, name) else new_account(ledger, name, role, None, now)


def new_account(ledger: Ledger, name: str, role: str, municipality: str | None, now: datetime) -> str:
    """Adds an account, or replaces the one of that name; returns its new password, which is kept nowhere."""
    password = secrets.token_urlsafe(12)
    set_account(ledger, Account(name, PasswordHasher().hash(password), role, municipality), now)
    return password


def remove_account(ledger: Ledger, name: str, now: datetime) -> bool:
    """Removes an account; False when there is none of that name."""
    with ledger.writing() as connection:
        gone = connection.execute(delete(accounts).where(accounts.c.name == name)).rowcount
        if gone:
            note(connection, now, "system", "account.removed", account=name)
        return bool(gone)
