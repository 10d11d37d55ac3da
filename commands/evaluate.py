"""`sagsklar evaluate`: how good a model is, also beside the champion."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from commands.program import Invocation
    from flows.settings import Settings
    from models.training import Workshop

Told = tuple[dict[str, Any], list[str], Path]
"""Figures for programs, lines for people, the page of the report."""


@click.command(name="evaluate")
@click.argument("candidate", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Figures as JSON and nothing else.")
@click.option("--cache", type=click.Path(path_type=Path), help="Where rows are kept (default: home/cache).")
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the report (default: home/reports).")
@click.pass_obj
def command(
    invocation: "Invocation", candidate: Path | None, as_json: bool, cache: Path | None, out: Path | None
) -> None:
    """Measure CANDIDATE, a model of labels or of fields, or the champion of labels, on test families.

    Writes a report: who is taken for whom, or each field of each label, beside the champion.
    """
    import json

    from commands.workshop import workshop
    from flows.settings import read_settings
    from models.registry import Kind, kind_of

    settings = read_settings(invocation.home)
    kind = kind_of(candidate) if candidate else Kind.LABELS
    reports = out or settings.reports_folder
    with workshop(cache or settings.home / "cache", workers=2) as place:
        if candidate and kind is Kind.FIELDS:
            told, lines, page = of_fields(candidate, settings, place, reports)
        else:
            told, lines, page = of_labels(candidate, settings, place, reports)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in (*lines, str(page)):
        click.echo(line)


def of_labels(candidate: Path | None, settings: "Settings", place: "Workshop", reports: Path) -> Told:
    """A model of labels, or the champion."""
    from models.registry import serving
    from models.report import compare, report_json, summary_line, write_report

    comparison = compare(candidate, serving(settings.models_folder), place)
    page = write_report(comparison, reports)
    lines = [summary_line(one.name, one.figures) for one in comparison.measured]
    return report_json(comparison), lines, page


def of_fields(candidate: Path, settings: "Settings", place: "Workshop", reports: Path) -> Told:
    """A model of fields."""
    from models.field_report import compare_fields, field_line, field_report_json, write_field_report
    from models.registry import Kind, serving

    comparison = compare_fields(candidate, serving(settings.field_models_folder, Kind.FIELDS), place)
    page = write_field_report(comparison, reports)
    lines = [field_line(comparison.name, comparison.total)]
    if comparison.champion and comparison.total_champion:
        lines.append(field_line(comparison.champion, comparison.total_champion))
    return field_report_json(comparison), lines, page
