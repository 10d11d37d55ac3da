"""How often the public pages may be asked, by link and by address; counted in memory, forgotten soon."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from review.throttle import Throttle

WINDOW: Final = timedelta(minutes=5)
MOST: Final = {"look": 300, "send": 30, "forged": 60, "say": 30, "answer": 1}
"""Kind of request → how many one link (a forged one: one address) may make in that time."""
FORGET_ALL_FROM: Final = 20_000
"""So many different askers are an attack; their names are not worth the memory."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Counts, and says when it is too much."""

    counted: Throttle = field(default_factory=lambda: Throttle(WINDOW), repr=False)

    def too_fast(self, kind: str, asker: str, now: datetime) -> bool:
        """Whether this request comes too soon; one that does not is counted."""
        if len(self.counted.failed) > FORGET_ALL_FROM:
            self.counted.failed.clear()
        key = f"{kind} {asker}"
        if self.counted.wait(key, MOST[kind], now):
            return True
        self.counted.miss(key, now)
        return False
