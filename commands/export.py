"""`sagsklar export`: the citizen's own copy of a case."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.program import Invocation
    from flows.exporting import Archive
    from flows.settings import Settings


@click.command(name="export")
@click.argument("case_id", metavar="CASE_ID")
@click.option("--out", type=click.Path(path_type=Path), help="A folder, or a file that ends in .zip.")
@click.option("--without-files", is_flag=True, help="Not the files themselves; works while nothing runs.")
@click.option("--json", "as_json", is_flag=True, help="The copy as JSON on standard output as well.")
@click.pass_obj
def command(
    invocation: "Invocation", case_id: str, out: Path | None, without_files: bool, as_json: bool
) -> None:
    """Copy a case for the citizen: files, what was read, answers, letters, decisions, and who looked at it.

    Writes a folder with a page to start from (index.html, Danish and English) and all of it as JSON. Staff
    stand in it by their part, not by name.
    """
    from commands.operator import operator
    from flows.exporting import export
    from flows.ledger.case_names import named_case
    from flows.settings import read_settings
    from pipeline.exchange import json_line
    from review.access_copy import index_page

    settings = read_settings(invocation.home)
    archive = archive_of(settings, without_files=without_files)
    case = named_case(archive.ledger, case_id)
    target = out or Path(f"copy-of-{case.case_id}")
    with draft_of(target) as folder:
        copy = export(
            archive, case, folder, lambda made: index_page(made, settings.keep_case_days), operator()
        )
    click.echo(json_line(copy) if as_json else f"{target}: start with index.html")


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """The folder to write to; of a .zip one that is packed at the end and kept nowhere else."""
    if target.suffix != ".zip":
        yield target
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as draft:
        yield Path(draft) / "copy"
        shutil.make_archive(str(target.with_suffix("")), "zip", Path(draft) / "copy")
    target.chmod(0o600)


def archive_of(settings: "Settings", *, without_files: bool) -> "Archive":
    """The ledger, and the object store unless the files are not wanted. Raises StoreNotRunning."""
    from flows import wiring
    from flows.embedded.joining import joined
    from flows.exporting import Archive

    store = None if without_files else wiring.object_store(joined(settings))
    return Archive(wiring.ledger_in_use(settings), store)
