"""`sagsklar models`: which models there are, which ones serve, how a challenger does beside the champion."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="models")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a version.")
@click.option("--beside", is_flag=True, help="What SAGSKLAR_CHALLENGER said of the same live uploads.")
@click.pass_obj
def command(invocation: "Invocation", as_json: bool, beside: bool) -> None:
    """List the models of labels and of fields, shipped and your own; champions are marked.

    Status 5 where one is damaged.
    """
    import json
    from dataclasses import asdict

    from flows import wiring
    from flows.ledger.challenges import shadowed
    from flows.settings import read_settings
    from models.registry import Kind, versions

    settings = read_settings(invocation.home)
    if beside:
        for one in shadowed(wiring.ledger(settings)):
            click.echo(json.dumps(asdict(one)) if as_json else beside_line(asdict(one)))
        return
    own = {Kind.LABELS: settings.models_folder, Kind.FIELDS: settings.field_models_folder}
    for kind, folder in own.items():
        for version in versions(folder, kind):
            scores = version.manifest["scores"]
            scores = scores["model"] if kind is Kind.LABELS else scores
            told = {"name": version.name, "kind": kind.value, "champion": version.champion, "scores": scores}
            click.echo(json.dumps(told) if as_json else version_line(told))


def version_line(told: dict[str, Any]) -> str:
    """One line for people."""
    scores, mark = told["scores"], "*" if told["champion"] else " "
    if told["kind"] == "labels":
        said = f"{scores['accuracy']:.1%} right, {scores['abstained']:.1%} abstained"
    else:
        said = f"{scores['field_f1']:.1%} F1 of words in fields" if "field_f1" in scores else "not measured"
    return f"{mark} {told['name']}  {said}"


def beside_line(counts: dict[str, int]) -> str:
    """One line for people."""
    return (
        "{challenger}: {documents} documents judged beside the champion, {same} named alike; left to persons "
        "{challenger_abstained} (champion {champion_abstained}); of {told} that persons named, right "
        "{challenger_right} (champion {champion_right})".format(**counts)
    )
