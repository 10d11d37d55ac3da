"""`sagsklar evaluate`: how good a label model is, also beside the champion."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation


@click.command(name="evaluate")
@click.argument("candidate", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON and nothing else.")
@click.option("--cache", type=click.Path(path_type=Path), help="Where rows are kept (default: home/cache).")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the report (default: home/reports).")
@click.pass_obj
def command(
    invocation: "Invocation", candidate: Path | None, as_json: bool, cache: Path | None, out: Path | None
) -> None:
    """Measure CANDIDATE, or the champion, on test families; writes a report with the confusion table."""
    import json

    from commands.workshop import workshop
    from flows.settings import read_settings
    from models.registry import serving
    from models.report import compare, report_json, summary_line, write_report

    settings = read_settings(invocation.home)
    home = settings.home
    with workshop(cache or home / "cache", workers=2) as place:
        comparison = compare(candidate, serving(settings.models_folder), place)
    page = write_report(comparison, out or home / "reports")
    if as_json:
        click.echo(json.dumps(report_json(comparison), ensure_ascii=False))
        return
    for one in comparison.measured:
        click.echo(summary_line(one.name, one.figures))
    click.echo(str(page))
