"""`sagsklar screen`: a case folder to its verdict; needs no network or database."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.case_folder import profile_of, uploads_of
from commands.exit_status import SOME_FAILED, status_of

if TYPE_CHECKING:
    from pipeline.chain import Equipment
    from pipeline.records import CaseFile, Profile, Verdict, Wanted


@click.command(name="screen")
@click.argument(
    "case_dirs", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a case.")
@click.option("--what-if", is_flag=True, help="Also: the smallest sets of papers that would complete it.")
@click.option(
    "--letters",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also writes the letters there, in each language as text, page and PDF.",
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that rules count from.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    case_dirs: tuple[Path, ...],
    today: datetime | None,
    letters: Path | None,
    **shown: bool,
) -> None:
    """Screen case folders: what is there, what is missing, one letter."""
    from flows.settings import read_settings
    from pipeline.equip import equipment
    from pipeline.errors import SagsklarError

    refused = []
    kit = cache(lambda: equipment(options=read_settings(ctx.obj.home).options))  # a wrong profile needs none
    for folder in case_dirs:
        try:
            case = case_file(folder, profile_of(folder), kit(), today.date() if today else None)
            click.echo(answer(case, kit(), letters, **shown))
        except SagsklarError as error:
            refused.append(error)
            click.echo(f"sagsklar: {folder}: {error}", err=True)
    if refused:
        alone = len(refused) == len(case_dirs) == 1
        raise click.exceptions.Exit(status_of(refused[0]) if alone else SOME_FAILED)


def answer(
    case: "CaseFile", kit: "Equipment", letters: Path | None = None, *, as_json: bool, what_if: bool
) -> str:
    """The verdict on a case as it is printed. Raises WrongUse for a service without policy."""
    from commands.letter_files import write_letters
    from pipeline import chain
    from pipeline.exchange import json_line, plain, verdict_json

    verdict = chain.screen_case(case, kit)
    if letters:
        write_letters(case.profile.case_id, chain.letters(verdict, kit), letters)
    sets = chain.what_if(case, kit) if what_if else None
    if not as_json:
        return for_people(verdict, sets)
    return json_line(verdict_json(verdict) | ({} if sets is None else {"what_if": plain(sets)}))


def case_file(folder: Path, profile: "Profile", kit: "Equipment", today: date | None) -> "CaseFile":
    """Everything the screening of a folder depends on; its uploads are read side by side.

    Raises WrongUse for a service without policy.
    """
    from concurrent.futures import ThreadPoolExecutor

    from pipeline.chain import Received, for_service, inspect_upload
    from pipeline.records import CaseFile

    received = [Received(path.name, path.name, path.read_bytes()) for path in uploads_of(folder)]
    needed = for_service(kit, profile)
    with ThreadPoolExecutor(kit.limits.workers) as pool:
        inspections = tuple(pool.map(lambda one: inspect_upload(one, needed), received))
    return CaseFile(profile, inspections, today or profile.received)


def for_people(verdict: "Verdict", sets: "tuple[tuple[Wanted, ...], ...] | None") -> str:
    """The verdict in a few lines, then the letter in the applicant's language."""
    found = verdict.assessment
    lines = [f"{found.profile.case_id}: {found.outcome}, completeness {found.completeness:.2f}"]
    lines += [f"  {one.status:<14} {one.id} ({one.subject})" for one in found.requirements]
    lines += [f"  asked for: {one.requirement} ({one.subject}): {one.code}" for one in found.missing_items]
    for papers in sets or ():
        wanted = "; ".join(f"{' or '.join(one.any_of)} ({one.subject})" for one in papers)
        lines.append(f"  would complete it: {wanted}")
    letter = verdict.letter.get(found.profile.language, verdict.letter["en"])
    return "\n".join([*lines, "", letter])
