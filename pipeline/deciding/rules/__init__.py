"""The rules that a policy can name: plain functions from a document to its flaws."""

from collections.abc import Callable
from typing import Final

from pipeline.deciding.rules import days, housing, papers, people, values, work
from pipeline.deciding.rules.flaws import Flaws

RULES: Final[dict[str, Callable[..., Flaws]]] = {
    rule.__name__: rule
    for rule in (
        people.belongs_to,
        people.names_household,
        people.shows_relation,
        people.present,
        people.any_present,
        people.not_cut_away,
        people.kind_fits,
        people.entitled,
        people.held_by_business,
        days.valid_on,
        days.issued_by,
        days.lasts,
        days.issued_within,
        days.starts_by,
        days.period_covers,
        papers.signed,
        papers.unsigned_yet,
        papers.both_sides,
        papers.card_or_letter,
        papers.in_original,
        papers.given_officially,
        papers.translated,
        papers.authenticated,
        housing.address_equals,
        housing.address_in,
        values.amount_at_least,
        values.unconditional,
        values.permanent,
        values.own_ground,
        values.test_is,
        values.degree_has,
        values.filled,
        values.held_for,
        work.hours_at_least,
        work.weeks_at_least,
        work.months_shown,
        work.worked,
    )
}
"""Name → rule. Each takes a document, the scene and its own named parameters."""
