"""Which fault comes in which round: fixed by the seed."""

from dataclasses import dataclass
from random import Random
from typing import Final

SERVICES: Final = (
    "worker",
    "scanner",
    "dispatcher",
    "prefect",
    "object_store",
    "review",
    "inbox",
    "checks",
)
HELPED: Final = ("worker", "scanner")  # the sandboxes that open files; what tells of uploads
MOODS: Final = ("refuses", "hangs", "broken", "locked", "loses", "repeats", "swaps", "drops")
"""How the case system is: no answer before acting; an answer too late; 500; 423; acts and gives no answer;
gets an event twice; gets an older event again after newer ones; three of ten never arrive."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong, with whom, so many seconds after the first upload and for so long."""

    kind: str  # kill, kill_helper, kill_all, freeze, lock_ledger, case_system
    victim: str
    after: float
    lasts: float


def fault_of(seed: int, number: int) -> Fault:
    """The fault of a round."""
    dice = Random(f"{seed}/{number}")
    kind = dice.choices(
        ("kill", "kill_helper", "kill_all", "freeze", "lock_ledger", "case_system"), (30, 10, 8, 17, 5, 30)
    )[0]
    victims = {
        "kill": SERVICES,
        "kill_helper": HELPED,
        "kill_all": ("up",),
        "freeze": SERVICES,
        "lock_ledger": ("ledger",),
        "case_system": MOODS,
    }[kind]
    victim = dice.choice(victims)
    begins = 0.0 if kind == "case_system" else dice.uniform(0, 6)
    return Fault(kind, victim, round(begins, 2), round(dice.uniform(1, 6), 2))
