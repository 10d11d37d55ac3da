"""Slows down guessing: a few failed sign-ins, then a pause."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Throttle:
    """Failed tries of one key (an account, an address) within a sliding window."""

    window: timedelta = timedelta(minutes=5)
    failed: dict[str, deque[datetime]] = field(default_factory=lambda: defaultdict(deque), repr=False)

    def wait(self, key: str, most: int, now: datetime) -> timedelta:
        """How long until the next try is taken; zero while fewer than `most` failed."""
        tries = self.failed.get(key, deque())
        while tries and now - tries[0] >= self.window:
            tries.popleft()
        if not tries:
            self.failed.pop(key, None)
        return tries[0] + self.window - now if len(tries) >= most else timedelta(0)

    def miss(self, key: str, now: datetime) -> None:
        """Counts a failed try."""
        self.failed[key].append(now)

    def forget(self, key: str) -> None:
        """Starts anew after a success."""
        self.failed.pop(key, None)
