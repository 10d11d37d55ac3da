"""`sagsklar models`: which label models there are, which one serves, how a challenger does beside it."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="models")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a version.")
@click.option("--beside", is_flag=True, help="What SAGSKLAR_CHALLENGER said of the same live uploads.")
@click.pass_obj
def command(invocation: "Invocation", as_json: bool, beside: bool) -> None:
    """List the label models, shipped and your own; the champion is marked. Status 5 where one is damaged."""
    import json
    from dataclasses import asdict

    from flows import wiring
    from flows.ledger.challenges import shadowed
    from flows.settings import read_settings
    from models.registry import versions

    settings = read_settings(invocation.home)
    if beside:
        for one in shadowed(wiring.ledger(settings)):
            click.echo(json.dumps(asdict(one)) if as_json else beside_line(asdict(one)))
        return
    for version in versions(settings.models_folder):
        scores = version.manifest["scores"]["model"]
        if as_json:
            click.echo(json.dumps({"name": version.name, "champion": version.champion, "scores": scores}))
        else:
            mark = "*" if version.champion else " "
            click.echo(
                f"{mark} {version.name}  {scores['accuracy']:.1%} right, {scores['abstained']:.1%} abstained"
            )


def beside_line(counts: dict[str, int]) -> str:
    """One line for people."""
    return (
        "{challenger}: {documents} documents judged beside the champion, {same} named alike; left to persons "
        "{challenger_abstained} (champion {champion_abstained}); of {told} that persons named, right "
        "{challenger_right} (champion {champion_right})".format(**counts)
    )
