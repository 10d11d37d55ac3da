"""Which fields of restricted papers the rules of a service use; no others are read (GDPR art. 5, 9, 10)."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from pipeline.deciding.policy import Acceptance, Policy
from pipeline.vocabulary import ANYWHERE, FIELDS, RESTRICTED

WHOSE: Final = frozenset({"person_name", "surname", "given_names", "birth_date", *ANYWHERE})
"""A paper that serves is first laid to its person."""
OF_RULE: Final[Mapping[str, frozenset[str]]] = {
    "belongs_to": WHOSE,
    "both_sides": frozenset(),
    "card_or_letter": frozenset(),
    "issued_by": frozenset({"issue_date"}),
    "issued_within": frozenset({"issue_date"}),
    "lasts": frozenset({"expiry_date"}),
    "present": frozenset(),
    "any_present": frozenset(),
    "filled": frozenset(),
    "given_officially": frozenset(),
    "in_original": frozenset(),
    "translated": frozenset(),
    "valid_on": frozenset({"expiry_date", "permanent"}),
}
"""Rule → the fields that it looks at, beside those that its parameters name; a rule not here may need all."""


def fields_needed(policies: Iterable[Policy]) -> Mapping[str, frozenset[str]]:
    """Restricted label → the fields that some rule of these policies uses; none where none of it serves."""
    accepted = [one for policy in policies for asked in policy.requirements for one in asked.accepts]
    every = list(chain.from_iterable(_with_parts(one) for one in accepted))
    return {label: frozenset(chain.from_iterable(_used(one, label) for one in every)) for label in RESTRICTED}


def _with_parts(one: Acceptance) -> Iterator[Acceptance]:
    yield one
    for part in one.beside:
        yield from _with_parts(part.paper)


def _used(one: Acceptance, label: str) -> frozenset[str]:
    """What an acceptance looks at on a paper of a label."""
    whole = frozenset((*FIELDS[label], *ANYWHERE))
    if label not in one.labels:
        return whole if label in one.all_labels else frozenset()
    used = set(WHOSE)
    for check in one.checks:
        used |= OF_RULE.get(check.rule, whole) | {*check.parameters.get("fields", ())}
    return whole & used
