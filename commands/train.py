"""`sagsklar train`: papers that we made → a candidate label model with its card."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="train")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same model.")
@click.option("--count", type=click.IntRange(1), default=1500, show_default=True, help="Generated papers.")
@click.option(
    "--composed", type=click.IntRange(1), default=13_000, show_default=True, help="Papers of the phrasebook."
)
@click.option(
    "--captured",
    type=click.IntRange(0),
    default=450,
    show_default=True,
    help="Files that calibrate, gone through camera and reader (two seconds each); two thirds as many test.",
)
@click.option(
    "--error",
    type=click.FloatRange(0.0001, 0.5),
    default=0.01,
    show_default=True,
    help="Share of named labels that may be wrong; sets the floors.",
)
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where the candidate is put (default: home/models)."
)
@click.option("--cache", type=click.Path(path_type=Path), help="Where rows are kept (default: home/cache).")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@click.pass_obj
def command(invocation: "Invocation", /, **chosen: Any) -> None:
    """Train a label model; prints the folder of the candidate. What serves now goes on serving."""
    from commands.workshop import workshop
    from flows.settings import read_settings
    from models.artefacts import write_candidate
    from models.evaluating import evaluate
    from models.report import summary_line
    from models.training import Recipe, train

    home = read_settings(invocation.home).home
    recipe = Recipe(chosen["seed"], chosen["count"], chosen["composed"], chosen["error"], chosen["captured"])
    with workshop(chosen["cache"] or home / "cache", chosen["workers"]) as place:
        training = train(recipe, place)
    models = {"trial": training.trial, "model": training.model}
    scores = {name: evaluate(model, training.test) for name, model in models.items()}
    folder = write_candidate(training, recipe, scores, chosen["out"] or home / "models")
    click.echo(summary_line("on unseen families and phrases", scores["trial"]), err=True)
    click.echo(str(folder))
