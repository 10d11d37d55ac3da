"""Stories of cases that are costly to read and need not be fresh to the second."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flows.ledger.store import Ledger
from flows.ledger.stories import Range, Story, stories


@dataclass(frozen=True, slots=True)
class KeptStories:
    """Each range is read anew after a minute."""

    lifetime: timedelta = timedelta(minutes=1)
    read: dict[Range, tuple[datetime, tuple[Story, ...]]] = field(default_factory=dict, repr=False)

    def of(self, ledger: Ledger, within: Range, now: datetime) -> tuple[Story, ...]:
        """The stories of the range, at most a minute old."""
        for other, (at, _) in tuple(self.read.items()):
            if now - at >= self.lifetime:
                self.read.pop(other, None)
        if within not in self.read:
            self.read[within] = (now, stories(ledger, within))
        return self.read[within][1]
