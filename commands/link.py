"""`sagsklar link`: a signed link to a citizen's page, as the case system would ask for it."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="link")
@click.argument("case_id")
@click.option("--municipality", help="Four-digit code, where several have a case of this id.")
@click.option("--json", "as_json", is_flag=True, help="With the day until which it serves, as JSON.")
@click.pass_obj
def command(invocation: "Invocation", case_id: str, municipality: str | None, as_json: bool) -> None:
    """Print a link to the citizen's page of a case; whoever holds it sees the case until it expires."""
    from commands.portal import CaseUnknown, running_system
    from flows.settings import read_settings
    from pipeline.exchange import json_line

    found = running_system(read_settings(invocation.home).home).link(case_id, municipality)
    if found is None:
        raise CaseUnknown(case_id=case_id)
    click.echo(json_line(found) if as_json else found["url"])
