"""`sagsklar account`: who may sign in at the desk, as what, and for which municipality."""

from typing import TYPE_CHECKING

import click

from flows.roles import ROLES, Post

if TYPE_CHECKING:
    from commands.program import Invocation

ROLE_HELP = "What the account may do; `restricted` is a caseworker who may see restricted cases."


@click.command(name="account")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), help=ROLE_HELP)
@click.option("--municipality", metavar="CODE", help="Four digits; without it the account is for all.")
@click.option("--remove", is_flag=True, help="Remove the account; whoever uses it is out at once.")
@click.pass_obj
def command(
    invocation: "Invocation", name: str, role: str | None, municipality: str | None, remove: bool
) -> None:
    """Make an account of the desk, or give it another role; its new password is printed once."""
    from datetime import UTC, datetime

    from flows.ledger.accounts import new_account, remove_account
    from flows.ledger.store import migrate, open_ledger
    from flows.settings import read_settings

    if remove == bool(role):
        raise click.UsageError("Say --role ROLE to make the account, or --remove.")
    try:
        post = None if role is None else Post(role, municipality)
    except ValueError as wrong:
        raise click.UsageError(f"--municipality: {wrong}.") from None
    ledger = open_ledger(read_settings(invocation.home).ledger_url)
    migrate(ledger)
    now = datetime.now(UTC)
    if post is not None:
        password = new_account(ledger, name, post, now)
        click.echo(f"desk account: {name}  role: {post.role}  password: {password}  (shown once)")
    elif not remove_account(ledger, name, now):
        raise click.UsageError(f"There is no account {name}.")
    ledger.close()
