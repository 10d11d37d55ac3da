"""The policies that a command names: a service, a day, a municipality, or a file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline.deciding.policy import Policy
    from pipeline.deciding.written import Written

VERSION = "SERVICE, SERVICE/DAY, either with @MUNICIPALITY, or a YAML file"


def policy_of(version: str) -> "Policy":
    """The policy that `version` names. Raises BadParameter, PolicyInvalid."""
    return built(written(version))


def written(version: str) -> "Written":
    """A version as it is written: a file, the one of that very day, or the one in force on a day or today."""
    from pipeline.equip import POLICIES

    if Path(version).suffix == ".yaml" and Path(version).is_file():
        return completed(Path(version))
    named, _, municipality = version.partition("@")
    service, _, day = named.partition("/")
    if day and not municipality and (POLICIES / f"{named}.yaml").is_file():
        return completed(POLICIES / f"{named}.yaml")
    found = _in_force(service, day, municipality) if municipality or not day else None
    if found is None:
        raise click.BadParameter(f"{version}: there is no such policy. Name {VERSION}.")
    return found


def _in_force(service: str, day: str, municipality: str) -> "Written | None":
    """The version that holds on a day (none named: today), a municipality's own one where it has one."""
    from flows.settings import read_settings
    from pipeline.deciding.in_force import all_versions, written_policies
    from pipeline.deciding.municipal import municipal_files
    from pipeline.equip import POLICIES

    home = click.get_current_context().find_root().obj.home
    files = municipal_files(read_settings(home).municipalities_folder) if municipality else ()
    day = day or date.today().isoformat()  # noqa: DTZ011 - for people to look at
    own = [one for one in files if one.data["municipality"] == municipality]
    versions = all_versions(written_policies(POLICIES).get(service, ()), service, own)
    held = [one for one in versions if one.data["valid_from"] <= day]
    return max(held, key=lambda one: (one.data["valid_from"], "municipality" in one.data), default=None)


def completed(path: Path) -> "Written":
    """A file with all that it takes over: from the version that it amends, or in which it sets something."""
    from pipeline.deciding.municipal import is_municipal, read_municipal_file, with_own
    from pipeline.deciding.written import complete_policy_file

    if not is_municipal(path):
        return complete_policy_file(path)
    told = read_municipal_file(path)
    base = _in_force(told.data["service"], told.data["valid_from"], "")
    if base is None:
        raise click.BadParameter(f"{path}: no policy of {told.data['service']} holds on that day.")
    return with_own(base, told)


def built(written: "Written") -> "Policy":
    from pipeline.deciding.built import built_policy
    from pipeline.deciding.in_force import MESSAGES
    from pipeline.deciding.wording import load_wording

    return built_policy(written, load_wording(MESSAGES))
