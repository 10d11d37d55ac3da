"""Leaves a case system alone that does not answer, and tries it again with one event."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flows.ports import Answer, CaseSystem, Later

FAILURES = 5  # in a row, then it rests
FIRST_PAUSE = 1.0  # seconds, doubled each time that the one event fails too


@dataclass
class Circuit:
    """The line to one case system. `at_once`: deliveries side by side; `ceiling`: longest rest in seconds."""

    target: CaseSystem
    at_once: int
    ceiling: float
    clock: Callable[[], float] = field(default=time.monotonic)
    failures: int = 0
    in_flight: int = 0
    rests_until: float = 0.0

    @property
    def broken(self) -> bool:
        """Whether it failed so often that it is only tried now and then."""
        return self.failures >= FAILURES

    def takes(self) -> bool:
        """Whether another event may go out now."""
        if not self.broken:
            return self.in_flight < self.at_once
        return self.in_flight == 0 and self.clock() >= self.rests_until

    def note(self, answer: Answer) -> None:
        """Learns from an answer; only what concerns the whole case system counts as a failure."""
        if not (isinstance(answer, Later) and answer.unwell):
            self.failures = 0
            return
        self.failures += 1
        if self.broken:
            pause = FIRST_PAUSE * 2.0 ** min(self.failures - FAILURES, 20)
            self.rests_until = self.clock() + max(min(pause, self.ceiling), answer.seconds or 0)
