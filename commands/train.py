"""`sagsklar train`: papers that we made → a candidate label model with its card."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="train")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same model.")
@click.option("--count", type=click.IntRange(1), default=3000, show_default=True, help="Generated papers.")
@click.option(
    "--composed", type=click.IntRange(1), default=13_000, show_default=True, help="Papers of the phrasebook."
)
@click.option(
    "--captured",
    type=click.IntRange(0),
    default=320,
    show_default=True,
    help="Files that go through camera and reader, two seconds each; half as many calibrate and test.",
)
@click.option(
    "--error",
    type=click.FloatRange(0.0001, 0.5),
    default=0.01,
    show_default=True,
    help="Share of named labels that may be wrong; sets the floors.",
)
@click.option(
    "--error-of",
    "errors",
    multiple=True,
    type=(str, click.FloatRange(0.0001, 0.5)),
    metavar="LABEL SHARE",
    help="Another share for one label; may be repeated.",
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
    from models.dataset import lifelike
    from models.evaluating import evaluate
    from models.report import summary_line
    from models.training import Recipe, train
    from pipeline.vocabulary import LABELS

    home = read_settings(invocation.home).home
    strangers = sorted({label for label, _ in chosen["errors"]} - set(LABELS))
    if strangers:
        raise click.BadParameter(f"there is no label {strangers[0]}", param_hint="--error-of")
    same = {name: chosen[name] for name in ("seed", "count", "composed", "error", "captured")}
    recipe = Recipe(**same, errors=tuple(sorted(chosen["errors"])))
    with workshop(chosen["cache"] or home / "cache", chosen["workers"]) as place:
        training = train(recipe, place)
    folder = write_candidate(training, recipe, chosen["out"] or home / "models")
    figures = evaluate(training.model, lifelike(training.test))
    click.echo(summary_line("on papers of unseen families", figures), err=True)
    click.echo(str(folder))
