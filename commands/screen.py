"""`sagsklar screen`: a case folder to its verdict; needs no network or database."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import WrongUse

if TYPE_CHECKING:
    from pipeline.chain import Equipment
    from pipeline.records import CaseFile, Profile, Verdict

NOT_UPLOADS = frozenset({"profile.json", "expected.json"})


class NoProfile(WrongUse):
    code = "no_profile"
    message = "{folder} holds no profile.json."
    remedy = "Name a case folder: profile.json and the uploads beside it."


@click.command(name="screen")
@click.argument(
    "case_dirs", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a case.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day that rules count from.")
def command(case_dirs: tuple[Path, ...], as_json: bool, today: datetime | None) -> None:
    """Screen case folders: what is there, what is missing, one letter."""
    from pipeline.equip import equipment

    from pipeline.exchange import json_line, verdict_json

    profiles = [profile_of(folder) for folder in case_dirs]
    kit = equipment()
    for folder, profile in zip(case_dirs, profiles, strict=True):
        verdict = screen(folder, profile, kit, today.date() if today else None)
        click.echo(json_line(verdict_json(verdict)) if as_json else for_people(verdict))


def profile_of(folder: Path) -> "Profile":
    """The folder's profile; warns of keys that nobody knows. Raises NoProfile, ProfileInvalid."""
    from pipeline.exchange import profile_from_json, unknown_keys

    path = folder / "profile.json"
    if not path.is_file():
        raise NoProfile(folder=str(folder))
    raw = path.read_bytes()
    profile = profile_from_json(raw)
    for key in unknown_keys(raw):
        click.echo(f"sagsklar: {path}: the key {key!r} is not known and ignored", err=True)
    return profile


def screen(folder: Path, profile: "Profile", kit: "Equipment", today: date | None) -> "Verdict":
    """Inspects every upload of the folder, then screens the case."""
    from pipeline.chain import screen_case

    return screen_case(case_file(folder, profile, kit, today), kit)


def case_file(folder: Path, profile: "Profile", kit: "Equipment", today: date | None) -> "CaseFile":
    """Everything the screening of a folder depends on; hidden files are not uploads."""
    from pipeline.chain import Received, inspect_upload
    from pipeline.records import CaseFile

    uploads = sorted(path for path in folder.iterdir() if path.is_file() and is_upload(path))
    inspections = tuple(
        inspect_upload(Received(path.name, path.name, path.read_bytes()), kit) for path in uploads
    )
    return CaseFile(profile, inspections, today or profile.received)


def is_upload(path: Path) -> bool:
    """Whether a file of a case folder is something the citizen sent."""
    return path.name not in NOT_UPLOADS and not path.name.startswith(".")


def for_people(verdict: "Verdict") -> str:
    """The verdict in a few lines, then the letter in the applicant's language."""
    found = verdict.assessment
    lines = [f"{found.profile.case_id}: {found.outcome}, completeness {found.completeness:.2f}"]
    lines += [f"  {one.status:<14} {one.id} ({one.subject})" for one in found.requirements]
    lines += [f"  asked for: {one.requirement} ({one.subject}): {one.code}" for one in found.missing_items]
    letter = verdict.letter.get(found.profile.language, verdict.letter["en"])
    return "\n".join([*lines, "", letter])
