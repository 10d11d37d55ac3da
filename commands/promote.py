"""`sagsklar promote`: a candidate takes the champion's place, if all gates hold."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="promote")
@click.argument("candidate", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--back", is_flag=True, help="Bring back who served before, at once.")
@click.option("--cache", type=click.Path(path_type=Path), help="Where rows are kept (default: home/cache).")
@click.pass_obj
def command(invocation: "Invocation", candidate: Path | None, back: bool, cache: Path | None) -> None:
    """Let CANDIDATE serve, if it is no worse than the champion; status 4 when a gate falls."""
    from flows.settings import read_settings
    from models import registry

    own = read_settings(invocation.home).models_folder
    if back == (candidate is not None):
        raise click.UsageError("Name a CANDIDATE, or say --back.")
    if candidate is None:
        click.echo(
            f"{registry.bring_back(own).name} serves again; running services take it up at their next start."
        )
        return
    from commands.workshop import workshop
    from models.gates import require
    from models.report import judged

    home = read_settings(invocation.home).home
    with workshop(cache or home / "cache", workers=2) as place:
        found = judged(candidate, registry.serving(own), place)
    for gate in found:
        if not gate.holds:
            click.echo(f"fell   {gate.name}: {gate.said}", err=True)
    require(found, candidate.name)
    registry.promote(candidate, own)
    click.echo(
        f"{candidate.name} serves; running services take it up at their next start. {len(found)} gates held."
    )
