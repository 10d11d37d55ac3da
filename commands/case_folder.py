"""A case as a folder: `profile.json` and the uploads beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.errors import WrongUse

if TYPE_CHECKING:
    from pipeline.records import Profile

NOT_UPLOADS = frozenset({"profile.json", "expected.json"})


class NoProfile(WrongUse):
    code = "no_profile"
    message = "{folder} holds no profile.json."
    remedy = "Name a case folder: profile.json and the uploads beside it."


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


def uploads_of(folder: Path) -> list[Path]:
    """What the citizen sent, in order of name; hidden files are nobody's."""
    files = (file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    return sorted(file for file in files if file.name not in NOT_UPLOADS)
