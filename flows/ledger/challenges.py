"""How a challenger does beside the champion on live traffic, from what both said of the same uploads."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from flows.ledger.desk import labelled_documents
from flows.ledger.store import Ledger
from flows.ledger.tables import inspections
from pipeline.exchange import is_accepted
from pipeline.vocabulary import UNKNOWN


@dataclass(frozen=True, slots=True)
class Shadowed:
    """Documents that both judged. `told`: persons gave their label, and how many each had right of these."""

    challenger: str
    documents: int
    same: int
    champion_abstained: int
    challenger_abstained: int
    told: int
    champion_right: int
    challenger_right: int


def shadowed(ledger: Ledger) -> tuple[Shadowed, ...]:
    """One line a challenger, in order of names; documents that only one of both cut so are left out."""
    persons = {(body["sha256"], pages): label for body, pages, label in labelled_documents(ledger)}
    pairs: dict[str, list[tuple[str, str, str | None]]] = {}
    with ledger.reading() as connection:
        for (text,) in connection.execute(select(inspections.c.body)):
            body = json.loads(text)
            if body.get("challenge"):
                found = pairs.setdefault(body["challenge"]["model"], [])
                found += both(body, persons)
    return tuple(counted(name, pairs[name]) for name in sorted(pairs))


def both(
    body: dict[str, Any], persons: dict[tuple[str, tuple[int, ...]], str]
) -> list[tuple[str, str, str | None]]:
    """Of each document that both cut alike: the champion's label, the challenger's, a person's."""
    said = {tuple(one["pages"]): named(one) for one in body["challenge"]["documents"]}
    own = {tuple(one["pages"]): named(one) for one in body["documents"]}
    alike = own.keys() & said.keys()
    return [(own[pages], said[pages], persons.get((body["sha256"], pages))) for pages in sorted(alike)]


def named(document: Mapping[str, Any]) -> str:
    """Its label where it was accepted."""
    return str(document["label"]) if is_accepted(document) else UNKNOWN


def counted(challenger: str, pairs: list[tuple[str, str, str | None]]) -> Shadowed:
    """The counts of one challenger."""
    told = [pair for pair in pairs if pair[2] is not None]
    return Shadowed(
        challenger,
        documents=len(pairs),
        same=sum(one == other for one, other, _ in pairs),
        champion_abstained=sum(one == UNKNOWN for one, _, _ in pairs),
        challenger_abstained=sum(other == UNKNOWN for _, other, _ in pairs),
        told=len(told),
        champion_right=sum(one == person for one, _, person in told),
        challenger_right=sum(other == person for _, other, person in told),
    )
