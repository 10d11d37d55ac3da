"""Accounts of the desk: local ones, whose passwords arrive hashed, and those of an OpenID provider."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from argon2 import PasswordHasher
from sqlalchemy import Row, delete, insert, select, update

from flows.ledger.audit import note
from flows.ledger.store import Ledger
from flows.ledger.tables import accounts
from flows.roles import Post
from pipeline.errors import WrongUse

EVER: Final = datetime.min.replace(tzinfo=UTC)
NO_PASSWORD: Final = ""
"""The hash of accounts that sign in elsewhere; no password fits it."""


class NameTaken(WrongUse):
    """Somebody else has an account of that name."""

    code = "name_taken"
    message = "There is another account of that name."
    remedy = "Ask who runs the system to remove it."


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
    """Who may sign in, as what (one of `flows.roles.ROLES`), and for which municipality; None: for all.

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
        return None if row is None else _account(row)


def _account(row: Row[Any]) -> Account:
    since = max(row.made_at, row.signed_out_at or row.made_at)
    return Account(row.name, row.password_hash, row.role, row.municipality, since)


def vouched_account(ledger: Ledger, subject: str, name: str, post: Post, now: datetime) -> Account:
    """The account of somebody that an OpenID provider vouches for: made at first, then kept as it says.

    Args:
        ledger: where accounts are.
        subject: a digest of the provider and its identifier of the person, which never changes.
        name: the name of a new account; a known one keeps its own, which the audit speaks of.
        post: what the person may be; another one than before holds at once.
        now: the moment.

    Raises:
        NameTaken: when it would be a new account, and another has the name.
    """
    rights = {"role": post.role, "municipality": post.municipality}
    with ledger.writing() as connection:
        row = connection.execute(select(accounts).where(accounts.c.subject == subject)).first()
        if row is None:
            if connection.execute(select(accounts.c.name).where(accounts.c.name == name)).first():
                raise NameTaken
            values = {"name": name, "password_hash": NO_PASSWORD, "subject": subject, "made_at": now}
            connection.execute(insert(accounts).values(values | rights))
        elif Post(row.role, row.municipality) != post:
            connection.execute(update(accounts).where(accounts.c.subject == subject).values(rights))
        else:
            return _account(row)
        row = connection.execute(select(accounts).where(accounts.c.subject == subject)).one()
        note(connection, now, "system", "account.set", account=row.name, role=row.role)
        return _account(row)


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
    return None if find_account(ledger, name) else new_account(ledger, name, Post(role), now)


def new_account(ledger: Ledger, name: str, post: Post, now: datetime) -> str:
    """Adds an account, or replaces the one of that name; returns its new password, which is kept nowhere."""
    password = secrets.token_urlsafe(12)
    kept = Account(name, PasswordHasher().hash(password), post.role, post.municipality)
    set_account(ledger, kept, now)
    return password


def remove_account(ledger: Ledger, name: str, now: datetime) -> bool:
    """Removes an account; False when there is none of that name."""
    with ledger.writing() as connection:
        gone = connection.execute(delete(accounts).where(accounts.c.name == name)).rowcount
        if gone:
            note(connection, now, "system", "account.removed", account=name)
        return bool(gone)
