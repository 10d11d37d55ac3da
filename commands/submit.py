"""`sagsklar submit`: puts cases into the running system as a citizen's portal would."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from commands.portal import Arrived
    from commands.program import Invocation

Folder = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(name="submit")
@click.argument("case_dirs", nargs=-1, required=True, type=Folder)
@click.option("--wait", is_flag=True, help="Wait until each verdict has arrived in the case inbox.")
@click.option("--json", "as_json", is_flag=True, help="One verdict a line, with --wait.")
@click.option("--timeout", default=600.0, show_default=True, help="Seconds to wait for a verdict.")
@click.pass_obj
def command(
    invocation: "Invocation", case_dirs: tuple[Path, ...], wait: bool, as_json: bool, timeout: float
) -> None:
    """Upload case folders by S3: profile first, then the files."""
    from commands.case_folder import profile_of
    from commands.portal import arrivals, put_case, running_system
    from flows.settings import read_settings
    from pipeline.exchange import json_line

    system = running_system(read_settings(invocation.home).home)
    for folder in case_dirs:
        profile_of(folder)  # a portal sends no profile that it cannot fill in
    submitted = [put_case(system, folder) for folder in case_dirs]
    for case, arrived in arrivals(system, submitted, timeout) if wait else ():
        click.echo(json_line(arrived.verdict) if as_json else for_people(case.case_id, arrived))
    if not wait:
        click.echo(f"{len(submitted)} submitted", err=True)


def for_people(case_id: str, arrived: "Arrived") -> str:
    """One line of a table: the case, how it stands, what is missing, how long it took."""
    verdict = arrived.verdict
    missing = ", ".join(f"{one['requirement']}: {one['code']}" for one in verdict["missing_items"]) or "-"
    since = f"{arrived.seconds:.1f} s" if arrived.new else "as before"
    return f"{case_id:<24} {verdict['outcome']:<13} {verdict['completeness']:.2f}  {since:>9}  {missing}"
