"""`sagsklar generate`: invented documents and whole cases, with all that is true of them."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from commands.program import Invocation

GALLERY_COUNT = 600
"""Files for a gallery when nobody says how many: a dozen a label."""


@click.command(name="generate")
@click.option("--count", type=click.IntRange(0), help="Documents; 600 with --gallery when not given.")
@click.option("--cases", type=click.IntRange(0), help="Whole cases, each a folder in OUT/cases.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same world.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder.")
@click.option(
    "--split",
    type=click.Choice(["train", "calibration", "test"]),
    default="train",
    show_default=True,
    help="Splits share no look, font, background or name.",
)
@click.option("--label", help="Documents of this label only.")
@click.option("--gallery", is_flag=True, help="Also write contact sheets to look at: OUT/gallery/index.html.")
@click.option("--table", is_flag=True, help="Also print how wide the folder's world is.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes.")
@click.pass_obj
def command(_: "Invocation", /, **chosen: Any) -> None:
    """Make invented documents in OUT/files with their truth in OUT/truth.jsonl, or cases in OUT/cases.

    Stopped half-way, the same command goes on where it was. A larger count adds to what is there.
    """
    count = chosen["count"] or (GALLERY_COUNT if chosen["gallery"] and chosen["count"] is None else 0)
    if not count and not chosen["cases"]:
        raise click.UsageError("say how many: --count N, --cases N, or --gallery")
    from samples.world import OtherOrder

    try:
        if chosen["cases"]:
            _cases(chosen["cases"], chosen)
        if count:
            _documents(count, chosen)
    except OtherOrder as other:
        raise click.UsageError(
            f"{chosen['out']} holds files of another order ({other}); name another folder, or remove it"
        ) from other


def _cases(count: int, chosen: dict[str, Any]) -> None:
    from samples.world import CASES, Order, fill_cases

    if chosen["label"] is not None:
        raise click.UsageError("--label goes with --count: a case holds papers of many labels")
    with _bar("cases", count) as progress:
        order = Order(chosen["seed"], chosen["split"])
        fill_cases(order, count, chosen["out"], progress, workers=chosen["workers"])
    click.echo(str(chosen["out"] / CASES))


def _documents(count: int, chosen: dict[str, Any]) -> None:
    from pipeline.vocabulary import LABELS
    from samples.world import TRUTH, Order, fill

    if chosen["label"] is not None and chosen["label"] not in LABELS:
        raise click.UsageError(f"--label {chosen['label']}: no label of ours; they are {', '.join(LABELS)}")
    out, order = chosen["out"], Order(chosen["seed"], chosen["split"], chosen["label"])
    with _bar("documents", count) as progress:
        fill(order, count, out, progress, workers=chosen["workers"])
    click.echo(str(out / TRUTH))
    if chosen["gallery"]:
        from samples.gallery import write_gallery

        click.echo(str(write_gallery(out)))
    if chosen["table"]:
        _print_table(out)


def _print_table(out: Path) -> None:
    from samples.tally import as_table, shortfalls, tally
    from samples.world import lines_of

    rows = tally(lines_of(out))
    table = as_table(rows)
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    for row in table:
        first, *rest = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join((row[0].ljust(len(first)), *rest)))
    for short in shortfalls(rows):
        click.echo(f"short: {short}")


@contextmanager
def _bar(what: str, total: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error while a person watches."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())
    with bar:
        task = bar.add_task(what, total=total)
        yield lambda done, of: bar.update(task, completed=done, total=of)
