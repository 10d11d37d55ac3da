"""Finds the policies of a folder, and the one that holds for a case."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from pipeline.deciding.built import built_policy
from pipeline.deciding.municipal import municipal_files, own_versions
from pipeline.deciding.policy import Policy
from pipeline.deciding.wording import load_wording
from pipeline.deciding.written import Written, complete_policy_file
from pipeline.errors import WrongUse

MESSAGES: Final = Path(__file__).parent / "messages"


class NoPolicy(WrongUse):
    code = "no_policy"
    message = "There is no policy for the service {service}."
    remedy = "Services with a policy: {services}. Add a folder for it under pipeline/policies."


class BeforeAllPolicies(WrongUse):
    code = "before_all_policies"
    message = "No policy for {service} was in force on {day}; the first one holds from {first}."
    remedy = "Check the profile's `received`, or add the older policy."


def load_policies(folder: Path, municipalities: Path | None = None) -> Mapping[str, tuple[Policy, ...]]:
    """Service → its policies, oldest first, then municipalities' own versions of them.

    Args:
        folder: A folder a service, in it a YAML file a version.
        municipalities: A folder of what municipalities set for themselves.
    """
    wording = load_wording(MESSAGES, folder / "messages")
    files = municipal_files(municipalities) if municipalities else ()
    return {
        service: tuple(built_policy(one, wording) for one in all_versions(versions, service, files))
        for service, versions in written_policies(folder).items()
    }


def written_policies(folder: Path) -> Mapping[str, tuple[Written, ...]]:
    """Service → its policies as they are written, each whole, oldest first."""
    return {
        service.name: tuple(complete_policy_file(path) for path in sorted(service.glob("*.yaml")))
        for service in sorted(folder.iterdir())
        if service.is_dir() and any(service.glob("*.yaml"))
    }


def all_versions(versions: Sequence[Written], service: str, files: Sequence[Written]) -> tuple[Written, ...]:
    """The versions of a service, then municipalities' own ones."""
    own = [one for one in files if one.data["service"] == service]
    return (*versions, *own_versions(versions, own))


def policy_in_force(
    policies: Mapping[str, tuple[Policy, ...]], service: str, received: date, municipality: str | None = None
) -> Policy:
    """The version that held when the case was received: the municipality's own one before everybody's.

    Raises NoPolicy or BeforeAllPolicies.
    """
    versions = [one for one in policies.get(service, ()) if one.municipality in (None, municipality)]
    if not versions:
        raise NoPolicy(service=service, services=", ".join(sorted(policies)) or "none")
    held = [policy for policy in versions if policy.valid_from <= received]
    if not held:
        first = min(policy.valid_from for policy in versions)
        raise BeforeAllPolicies(service=service, day=received.isoformat(), first=first.isoformat())
    return max(held, key=lambda policy: (policy.valid_from, policy.municipality is not None))
