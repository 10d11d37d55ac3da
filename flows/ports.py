"""What the flows need from the world outside, in their own words; `adapters/` fill it, `wiring.py` joins."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pipeline.errors import RetryableError, SagsklarError


class StoreAway(RetryableError):
    code = "store_away"
    message = "The object store does not answer ({kind})."


class NotScrubbed(RetryableError):
    code = "not_scrubbed"
    message = "The object store still holds {count} pieces of deleted objects."
    remedy = "Run `sagsklar purge`: it ends what was broken off; pieces that stay go after an hour."


class ObjectGone(SagsklarError):
    code = "object_gone"
    message = "The object is no longer in the store."
    remedy = "Ask the citizen to upload it again."


class ChecksAway(RetryableError):
    code = "checks_away"
    message = "Nobody is free to look at the file ({kind})."
    remedy = "Try again in a few seconds, or send it as it is."


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object as the store lists it. `version` changes whenever its bytes do."""

    key: str
    version: str
    bytes: int
    stored_at: datetime


class ObjectStore(Protocol):
    """Where uploads arrive. All raise StoreAway when nobody answers."""

    def read(self, key: str) -> bytes:
        """The whole object. Raises ObjectGone where there is none."""
        ...

    def look(self, key: str) -> StoredObject:
        """What the store says of an object. Raises ObjectGone where there is none."""
        ...

    def list(self) -> Iterator[StoredObject]:
        """All objects, in order of key."""
        ...

    def remove(self, prefix: str) -> int:
        """Deletes all objects whose key begins so, in all their versions; how many these were."""
        ...

    def write(self, key: str, content: bytes) -> None:
        """Puts an object there; whoever calls chooses a key that nothing stands at."""
        ...


class Scrubber(Protocol):
    """Makes an object store let go of the bytes of what was deleted."""

    def scrub(self) -> None:
        """Returns once no deleted byte is left. Raises StoreAway, NotScrubbed (both retryable)."""
        ...

    def tidy(self, keep_days: int) -> None:
        """Removes what deletions that were broken off left behind, and names in logs older than that."""
        ...


class Checker(Protocol):
    """Reads a file while somebody waits, and keeps nothing of it."""

    async def inspect(self, content: bytes) -> dict[str, Any]:
        """Its `inspect` line, under the name `upload`. Raises ChecksAway when nobody is free."""
        ...


class Hints(Protocol):
    """Tells of changed objects soon, perhaps twice, perhaps never: a sweep finds the rest."""

    def keys(self) -> AsyncIterator[str]:
        """Keys of the bucket as they change; ends when the source does."""
        ...


@dataclass(frozen=True, slots=True)
class Event:
    """An event as it goes out; `body` is the same for all attempts."""

    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """The case system has it; `status` is what it answered."""

    status: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not now; `seconds` is how long the receiver wants to be left alone, if it said."""

    status: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never take this event; a person must look."""

    status: str


Answer = Done | Later | Refused


class CaseSystem(Protocol):
    """Where verdicts go. Takes the same event twice with the effect of once."""

    async def deliver(self, event: Event) -> Answer:
        """One attempt; never raises for what a receiver or network does."""
        ...
