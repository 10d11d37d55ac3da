"""`sagsklar audit`: is the log whole?"""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from commands.program import Invocation
    from flows.ledger.verifying import Verified


@click.group(name="audit")
def command() -> None:
    """The log of who did what: every read, decision, export and erasure, chained by hashes."""


@command.command(name="verify")
@click.option("--head", metavar="ENTRY:HASH", multiple=True, help="A head that was written down before.")
@click.option("--json", "as_json", is_flag=True, help="The result as JSON and nothing else.")
@click.pass_obj
def verify_command(invocation: "Invocation", head: tuple[str, ...], as_json: bool) -> None:
    """Follow the chain from its first entry; status 4 names the first entry that is not as it was written.

    The head it prints is worth keeping elsewhere: whoever may write to the database could cut off the log's
    end or write it anew as a whole, and only a head from before finds that out. The heads of earlier calls,
    erasures and purges are kept in SAGSKLAR_HOME/run/audit-heads.jsonl and looked at too.
    """
    from datetime import UTC, datetime

    from flows import wiring
    from flows.ledger.verifying import REASONS, AuditBroken, verify
    from flows.settings import read_settings
    from flows.witness import witness_head, witnessed
    from pipeline.exchange import json_line

    settings = read_settings(invocation.home)
    ledger = wiring.ledger_in_use(settings)
    found = verify(ledger, {**witnessed(settings.home), **dict(map(said_head, head))})
    if found.broken is None:
        witness_head(ledger, settings.home, datetime.now(UTC))
    if as_json:
        click.echo(json_line(as_object(found)))
    else:
        click.echo(for_people(found))
    if found.broken is not None:
        raise AuditBroken(entry=found.broken.entry, why=REASONS[found.broken.reason])


def said_head(said: str) -> tuple[int, str]:
    """`12:ab34…` as it was printed."""
    number, _, linked = said.partition(":")
    if not number.isdigit() or len(linked) != 64:
        raise click.BadParameter("a head is ENTRY:HASH, as an earlier `audit verify` printed it")
    return int(number), linked


def as_object(found: "Verified") -> dict[str, Any]:
    """The result as the schema says."""
    broken = found.broken and {"entry": found.broken.entry, "reason": found.broken.reason}
    return {
        "schema": "sagsklar/audit-verification/1",
        "sound": found.broken is None,
        "entries": found.entries,
        "head": found.head,
        "broken": broken,
    }


def for_people(found: "Verified") -> str:
    """How far the chain holds."""
    held = f"{found.entries} entries hang together, head {found.entries}:{found.head}"
    return held if found.broken is None else f"only the first {held}"
