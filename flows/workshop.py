"""What the flows work with; set once by the process that runs them, for flows are given ids only."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from flows.ledger.store import Ledger
from flows.ledger.work import Patience
from flows.ports import ObjectStore
from pipeline.exchange import plain

if TYPE_CHECKING:
    from pipeline.chain import Equipment  # brings every stage with it: seconds


CountFrom = Literal["arrival", "received"]


@dataclass(frozen=True, slots=True)
class Workshop:
    """Ledger, store and equipment.

    `versions_digest` names what the equipment reads with. `count_from`: rules count from the day on which the
    newest upload arrived, or from the day on which the profile says the application was received.
    `blind_share`: of documents with an accepted label, how many a person judges anew. `stage_tasks`: Prefect
    shows each stage, not only each flow.
    """

    ledger: Ledger
    store: ObjectStore
    kit: "Equipment"
    patience: Patience
    versions_digest: str
    count_from: CountFrom = "arrival"
    blind_share: float = 0.0
    stage_tasks: bool = False


_current: ContextVar[Workshop] = ContextVar("workshop")


def digest_of(value: object) -> str:
    """SHA-256 of a value as JSON; the order of keys changes nothing."""
    text = json.dumps(plain(value), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@contextmanager
def working_in(workshop: Workshop) -> Iterator[None]:
    """Within this block, and in the threads and tasks begun in it, flows use that workshop."""
    token = _current.set(workshop)
    try:
        yield
    finally:
        _current.reset(token)


def current_workshop() -> Workshop:
    """The workshop of the running process."""
    return _current.get()
