"""`sagsklar replay`: a stored verdict again, from stored inputs, bit for bit."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from commands.exit_status import FAULT

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="replay")
@click.argument("screening_id")
@click.option("--json", "as_json", is_flag=True, help="The verdict as it came out again, and nothing else.")
@click.pass_obj
def command(invocation: "Invocation", screening_id: str, as_json: bool) -> None:
    """Screen again what a stored verdict saw; say whether the same comes out (status 1 where it does not)."""
    from commands.operator import operator
    from flows import wiring
    from flows.ledger.audit import write_audit
    from flows.replaying import replay
    from flows.settings import read_settings
    from pipeline.equip import equipment
    from pipeline.exchange import json_line

    settings = read_settings(invocation.home)
    ledger = wiring.ledger_in_use(settings)
    found = replay(ledger, screening_id, equipment(options=settings.options))
    write_audit(ledger, operator(), "screening.replayed", datetime.now(UTC), screening_id=screening_id)
    if as_json:
        click.echo(json_line(found.verdict))
    else:
        click.echo(f"{screening_id}: {'the same, bit for bit' if found.same else 'not the same'}")
        for key, reason in found.differences:
            click.echo(f"  {key}: {reason}")
    if not found.same:
        raise click.exceptions.Exit(FAULT)
