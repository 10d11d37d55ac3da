"""`sagsklar purge`: retention, as the settings say."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation
    from flows.purging import Purge

KINDS = {
    "cases": "cases",
    "readings": "readings of files that no case has",
    "pictures": "uploads' page pictures",
    "logs": "log files",
}


@click.command(name="purge")
@click.option("--dry-run", is_flag=True, help="Only count what would go.")
@click.option("--json", "as_json", is_flag=True, help="The counts as JSON and nothing else.")
@click.pass_obj
def command(invocation: "Invocation", dry_run: bool, as_json: bool) -> None:
    """Erase what has been kept for its time (SAGSKLAR_KEEP_…); the running system does so daily by itself.

    A case that is not complete stays, however old, unless SAGSKLAR_KEEP_OPEN_CASE_DAYS says otherwise.
    """
    from commands.operator import operator
    from flows import wiring
    from flows.embedded.joining import joined
    from flows.purging import purge
    from flows.settings import read_settings
    from pipeline.exchange import json_line

    settings = joined(read_settings(invocation.home))
    found = purge(wiring.cleaning(settings), settings, operator(), dry_run=dry_run)
    if as_json:
        told = {"dry_run": found.dry_run, **found.counts, "models": list(found.models)}
        click.echo(json_line({"schema": "sagsklar/purge/1", **told}))
    else:
        click.echo(for_people(found))


def for_people(found: "Purge") -> str:
    """The counts, a line each."""
    lines = ["would go:" if found.dry_run else "gone:"]
    lines += [f"{found.counts[kind]:>6}  {words}" for kind, words in KINDS.items()]
    if found.counts["left_open"]:
        lines.append(
            f"{found.counts['left_open']} open cases are as old and stay; `sagsklar erase` erases one."
        )
    lines += [f"The model {model} had learnt from one of the cases: train anew." for model in found.models]
    return "\n".join(lines)
