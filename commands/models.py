"""`sagsklar models`: which label models there are, and which one serves."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="models")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a version.")
@click.pass_obj
def command(invocation: "Invocation", as_json: bool) -> None:
    """List the label models, shipped and your own; the champion is marked. Status 5 where one is damaged."""
    import json

    from flows.settings import read_settings
    from models.registry import versions

    for one in versions(read_settings(invocation.home).models_folder):
        scores = one.manifest["scores"]["trial"]
        if as_json:
            click.echo(json.dumps({"name": one.name, "champion": one.champion, "scores": scores}))
        else:
            mark = "*" if one.champion else " "
            click.echo(
                f"{mark} {one.name}  accuracy {scores['accuracy']:.1%}  abstained {scores['abstained']:.1%}"
            )
