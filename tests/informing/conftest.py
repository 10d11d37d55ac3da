"""Letters about cases built of plain values, as if all had been read."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogue import load_catalogues
from pipeline.deciding import decide, load_policies, policy_in_force
from pipeline.informing import Letter, Stationery, compose
from pipeline.matching import match
from pipeline.offices import Office
from pipeline.records import Assessment, Inspection
from tests.deciding.papers import case, profile

PIPELINE = Path(__file__).parents[2] / "pipeline"
MESSAGES = PIPELINE / "informing" / "messages"
OFFICE = Office("https://example.org/book", "33 66 33 66", "Rådhuspladsen 1, 1550 København V")
POLICIES = load_policies(PIPELINE / "policies")

Assess = Callable[..., Assessment]
Write = Callable[..., Mapping[str, Letter]]


@pytest.fixture(scope="session")
def stationery() -> Stationery:
    """The words that ship; nothing is set for any office."""
    return Stationery(load_catalogues(MESSAGES))


@pytest.fixture(scope="session")
def reachable(stationery: Stationery) -> Stationery:
    """The same, with all that can be set for Copenhagen."""
    return Stationery(stationery.catalogues, {"0101": OFFICE})


@pytest.fixture(scope="session")
def assess() -> Assess:
    def by(*uploads: Inspection, **told: Any) -> Assessment:
        who = told.pop("who", None) or profile(**told)
        found = match(case(*uploads, who=who))
        return decide(found, using=policy_in_force(POLICIES, who.service, who.received))

    return by


@pytest.fixture(scope="session")
def written(assess: Assess, stationery: Stationery) -> Write:
    def by(*uploads: Inspection, using: Stationery = stationery, **told: Any) -> Mapping[str, Letter]:
        return compose(assess(*uploads, **told), using=using)

    return by
