"""Finds the policies of a folder, and the one that holds for a case."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from pipeline.deciding.built import built_policy
from pipeline.deciding.policy import Policy
from pipeline.deciding.wording import load_wording
from pipeline.deciding.written import complete_policy_file
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


def load_policies(folder: Path) -> Mapping[str, tuple[Policy, ...]]:
    """Service → its policies, oldest first. `folder`: a folder a service, in it a YAML file a version."""
    wording = load_wording(MESSAGES, folder / "messages")
    return {
        service.name: tuple(
            built_policy(complete_policy_file(path), wording) for path in sorted(service.glob("*.yaml"))
        )
        for service in sorted(folder.iterdir())
        if service.is_dir() and any(service.glob("*.yaml"))
    }


def policy_in_force(policies: Mapping[str, tuple[Policy, ...]], service: str, received: date) -> Policy:
    """The version that held when the case was received. Raises NoPolicy or BeforeAllPolicies."""
    versions = policies.get(service, ())
    if not versions:
        raise NoPolicy(service=service, services=", ".join(sorted(policies)) or "none")
    held = [policy for policy in versions if policy.valid_from <= received]
    if not held:
        first = min(policy.valid_from for policy in versions)
        raise BeforeAllPolicies(service=service, day=received.isoformat(), first=first.isoformat())
    return max(held, key=lambda policy: policy.valid_from)
