"""`sagsklar inspect`: reads files, one line an upload; needs no case, network or database."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.exit_status import SOME_FAILED

if TYPE_CHECKING:
    from pipeline.equip import Options
    from pipeline.records import Inspection


@click.command(name="inspect")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One line of JSON an upload.")
@click.option("--words", is_flag=True, help="With --json: every word with its box.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Uploads at once.")
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], as_json: bool, words: bool, jobs: int) -> None:
    """Read files: what they are, what they say. Folders are walked in sorted order."""
    from commands.printing import progress
    from flows.settings import read_settings
    from pipeline.exchange import inspection_json, json_line

    failed = False
    files = list(walk(paths))
    inspected = inspect_all(files, jobs, read_settings(ctx.obj.home).options)
    for inspection in progress(inspected, total=len(files), title="Inspecting"):
        failed = failed or inspection.failure is not None
        if as_json:
            click.echo(json_line(inspection_json(inspection, words=words)))
        else:
            click.echo(summary(inspection))
    if failed:
        raise click.exceptions.Exit(SOME_FAILED)


def walk(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Every file named, and every file below every folder named, in sorted order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.is_file())
        else:
            yield path


def inspect_all(files: list[Path], jobs: int, options: "Options") -> Iterator["Inspection"]:
    """Inspections in input order, `jobs` at once."""
    from concurrent.futures import ThreadPoolExecutor

    from pipeline.chain import Received, inspect_upload
    from pipeline.equip import equipment
    from pipeline.intake import Limits

    kit = equipment(Limits(workers=jobs), options)
    with ThreadPoolExecutor(jobs) as pool:
        yield from pool.map(
            lambda file: inspect_upload(Received(str(file), file.name, file.read_bytes()), kit), files
        )


def summary(inspection: "Inspection") -> str:
    """One line for people."""
    if inspection.failure:
        return f"{inspection.file}: {inspection.failure.message} {inspection.failure.remedy}"
    found = "; ".join(
        f"{document.label} {document.confidence:.0%}, page {document.pages[0]}"
        + (f"-{document.pages[-1]}" if len(document.pages) > 1 else "")
        + f", {len(document.fields)} fields"
        for document in inspection.documents
    )
    return f"{inspection.file}: {found or 'no document'} ({inspection.seconds:.1f} s)"
