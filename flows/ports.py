"""What the flows need from the world outside, in their own words; `adapters/` fill it, `wiring.py` joins."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
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

    def remove(self, prefix: str, before: datetime | None = None) -> int:
        """Deletes objects whose key begins so, in all their versions; how many these were.

        With `before` only those that were stored by then.
        """
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
    """An event as it goes out; `body` is the same for all attempts.

    `verdict`: the whole one that it tells of. `language`: the citizen's. `on_paper`: letters go by post.
    """

    id: str
    body: bytes
    case_key: str = ""
    verdict: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """The case system has it; `status` is what it answered."""

    status: str


@dataclass(frozen=True, slots=True)
class Later:
    """Not now. `seconds`: how long it wants to be left alone. `unwell`: that is no fault of this event."""

    status: str
    seconds: float | None = None
    unwell: bool = False


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Perhaps never; after a few times in a row a person must look."""

    status: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Somebody must do something at the case system first; then it can be sent again."""

    status: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never take this event; a person must look."""

    status: str


Answer = Done | Later | Doubtful | Blocked | Refused


REASONS = (
    "no_answer",
    "not_taken",
    "gone",
    "no_access",
    "no_right",
    "not_found",
    "locked",
    "changed",
    "broken",
    "refused",
    "case_not_found",
    "case_ambiguous",
    "case_closed",
    "archived",
    "not_offered",
    "not_held",
    "store_away",
)
"""First words of a status that is no receipt; the desk and docs/case-systems.md say what each means."""


class Halted(Exception):
    """Inside an adapter: what the case system said ends this attempt, and means `answer`."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


class CaseSystem(Protocol):
    """Where verdicts go. Takes the same event twice with the effect of once."""

    async def deliver(self, event: Event) -> Answer:
        """One attempt; never raises for what a receiver or network does."""
        ...


class Steps(Protocol):
    """What was begun or done at a case system for a case, kept before the next call goes out."""

    async def find(self, case_key: str, step: str) -> str | None:
        """What was kept for a step."""
        ...

    async def keep(self, case_key: str, step: str, value: str) -> None:
        """Keeps it; the newest counts."""
        ...


@dataclass(frozen=True, slots=True)
class Paper:
    """An upload of the case: where it stands in the store, and the digest of the bytes that were screened."""

    name: str
    key: str
    sha256: str

    @property
    def mark(self) -> str:
        """Tells it from others of the same name."""
        return self.sha256[:12]


@dataclass(frozen=True, slots=True)
class Told:
    """What a case system with files of its own is to hold of a verdict.

    `state`: awaiting_citizen, with_caseworker or ready_for_verification. `due` stands with a request only.
    `summary` is for caseworkers, `letter` for the citizen. `link` needs the receiver's own credential.
    """

    key: str
    case_key: str
    municipality: str
    case_id: str
    sequence: int
    state: str
    due: date | None
    summary: str
    letter: str
    on_paper: bool
    link: str
    papers: tuple[Paper, ...]

    @property
    def reference(self) -> str:
        """The case for all municipalities that share a case system."""
        return f"{self.municipality}/{self.case_id}"

    @property
    def writes(self) -> bool:
        """Whether the citizen gets a letter: something is asked for, or everything is there."""
        return self.asks or self.state == "ready_for_verification"

    @property
    def asks(self) -> bool:
        """Whether the citizen is asked for something."""
        return self.due is not None


@dataclass(frozen=True, slots=True)
class Held:
    """What a case system holds of ours in a case. `results` None: it keeps no verdicts, only requests."""

    results: frozenset[str] | None
    requests: Mapping[str, date | None]
    state: str | None = None


class Ending(StrEnum):
    """Why a request is no longer open."""

    ANSWERED = "answered"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class CaseFiles(Protocol):
    """A case system with files of its own, written to step by step; all raise Halted.

    Each step may come again after its answer was lost, and then has no second effect.
    """

    async def find_case(self, told: Told) -> str:
        """The case system's own reference of the case."""
        ...

    async def read_back(self, case: str, told: Told) -> Held:
        """What it holds, read anew; an answer to a write proves nothing."""
        ...

    async def put_result(self, case: str, told: Told) -> None:
        """The verdict for caseworkers, with the documents that are not there yet."""
        ...

    async def open_request(self, case: str, told: Told) -> None:
        """What the citizen is asked for, with the day it is due and the letter."""
        ...

    async def close_request(self, case: str, key: str, ending: Ending, told: Told) -> None:
        """Ends a request so that people see it and why."""
        ...
