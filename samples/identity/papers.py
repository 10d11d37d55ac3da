"""Identity papers: what stands on passports, cards, permits, visas and licences, with their zones.

Every label of `MAKERS` shares one way: facts (`paper.py`), what is rare (`variety.py`), rows, zone.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.records import JsonValue
from samples.content import Content
from samples.identity.cards import national_id, residence_permit
from samples.identity.health import health_card, health_number
from samples.identity.licences import driving_licence
from samples.identity.paper import Paper, facts_of, permit_facts
from samples.identity.passports import passport
from samples.identity.variety import varied
from samples.identity.visas import visa
from samples.writing.values import Setting

MAKERS: Final[dict[str, tuple[Callable[[Paper], Content], str]]] = {
    "passport": (passport, "passport"),
    "national_id": (national_id, "id"),
    "residence_permit": (residence_permit, "permit"),
    "visa": (visa, "passport"),
    "driving_licence": (driving_licence, "licence"),
    "health_insurance_card": (health_card, "ehic"),
}
"""Label → how its content is made, and the key of the states that issue it."""


def _facts(label: str, state: str, setting: Setting, given: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """All values of a paper; draws come in a fixed order, on which planned cases rely."""
    facts = facts_of(label, state, setting, given)
    if label == "residence_permit":
        facts |= permit_facts(state, setting, given)
    if label == "health_insurance_card":
        drawn = health_number(setting.draw)
        facts["document_number"] = given.get("document_number", drawn)
        facts["person_name"] = f"{facts['surname']} {facts['given_names']}".strip()
    return facts


def make_identity(
    label: str,
    state: str,
    setting: Setting,
    given: Mapping[str, JsonValue] | None = None,
    *,
    fault: str | None = None,
    faced: bool = True,
) -> Content:
    """An identity paper of a state for the setting's subject.

    `given` fixes facts: the paper is planned and ordinary, all its fields stand on it. Without it the paper
    is free: it may be of a rare kind or another issuer. `fault` (of `zones.FAULTS`) makes the zone disagree;
    free papers draw one now and then; `extra["disagrees"]` tells. `faced=False` draws no portrait.
    """
    kind, told = "ordinary", given
    if given is None:
        rare = varied(label, state, setting)
        state, kind, told, fault = rare.state, rare.kind, rare.told, fault or rare.fault
        setting = replace(setting, people={**setting.people, "subject": rare.holder})
    paper = Paper(
        label=label,
        state=state,
        holder=setting.people["subject"],
        facts=_facts(label, state, setting, told or {}),
        style=setting.draw.randint(0, 719),
        draw=setting.draw,
        kind=kind,
        fault=fault,
        planned=given is not None,
        faced=faced,
        setting=setting,
    )
    return MAKERS[label][0](paper)
