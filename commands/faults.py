"""`sagsklar faults`: rows of the training data whose label is likely wrong."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="faults")
@click.option("--cache", type=click.Path(path_type=Path), help="Where rows are kept (default: home/cache).")
@click.option("--out", type=click.Path(path_type=Path), help="The list (default: home/reports/faults.csv).")
@click.pass_obj
def command(invocation: "Invocation", cache: Path | None, out: Path | None) -> None:
    """List training rows of the champion that look like another label, for a person to look through."""
    import csv
    from dataclasses import asdict, fields

    from commands.workshop import workshop
    from flows.settings import read_settings
    from models.faults import Fault, label_faults
    from models.registry import serving
    from models.training import recipe_of

    settings = read_settings(invocation.home)
    with workshop(cache or settings.home / "cache", workers=2) as place:
        rows = place.rows(recipe_of(serving(settings.models_folder)).train)
    found = label_faults(rows)
    file = out or settings.reports_folder / "faults.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as written:
        table = csv.DictWriter(written, [field.name for field in fields(Fault)])
        table.writeheader()
        table.writerows(asdict(fault) for fault in found)
    click.echo(f"{len(found)} of {len(rows)} rows look like another label")
    click.echo(str(file))
