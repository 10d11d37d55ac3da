"""The rules that a policy can name: plain functions from a document to its flaws."""

from collections.abc import Callable
from typing import Final

from pipeline.deciding.rules import days, housing, papers, people
from pipeline.deciding.rules.flaws import Flaws

RULES: Final[dict[str, Callable[..., Flaws]]] = {
    rule.__name__: rule
    for rule in (
        people.belongs_to,
        people.names_household,
        people.shows_relation,
        people.present,
        people.any_present,
        people.kind_fits,
        days.valid_on,
        days.issued_by,
        days.lasts,
        days.issued_within,
        days.starts_by,
        days.period_covers,
        papers.signed,
        papers.both_sides,
        papers.translated,
        papers.authenticated,
        housing.address_equals,
    )
}
"""Name → rule. Each takes a document, the scene and its own named parameters."""
