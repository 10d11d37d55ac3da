"""A store in memory that keeps the port's promises, and the real one of the embedded defaults."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flows.ports import Answer, Done, Event, ObjectGone, StoreAway, StoredObject


@dataclass
class MemoryStore:
    objects: dict[str, tuple[bytes, datetime]] = field(default_factory=dict)
    away: bool = False

    def put(self, key: str, content: bytes) -> None:
        self.objects[key] = (content, datetime.now(UTC))

    def write(self, key: str, content: bytes) -> None:
        self.answer()
        self.put(key, content)

    def read(self, key: str) -> bytes:
        return self.found(key)[0]

    def look(self, key: str) -> StoredObject:
        content, at = self.found(key)
        return StoredObject(key, hashlib.sha256(content).hexdigest(), len(content), at)

    def list(self) -> Iterator[StoredObject]:
        self.answer()
        return (self.look(key) for key in sorted(self.objects))

    def remove(self, prefix: str, before: datetime | None = None) -> int:
        self.answer()
        stored = {key: at for key, (_, at) in self.objects.items() if key.startswith(prefix)}
        gone = [key for key, at in stored.items() if before is None or at <= before]
        for key in gone:
            del self.objects[key]
        return len(gone)

    def found(self, key: str) -> tuple[bytes, datetime]:
        self.answer()
        if key not in self.objects:
            raise ObjectGone
        return self.objects[key]

    def answer(self) -> None:
        if self.away:
            raise StoreAway(kind="switched off")


@dataclass
class TimelyHints:
    """Hints that a test gives."""

    given: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    async def keys(self) -> AsyncIterator[str]:
        while True:
            yield await self.given.get()


@dataclass
class ScriptedCaseSystem:
    """Answers as told, then takes everything; remembers what came."""

    answers: list[Answer] = field(default_factory=list)
    got: list[Event] = field(default_factory=list)

    async def deliver(self, event: Event) -> Answer:
        self.got.append(event)
        return self.answers.pop(0) if self.answers else Done("204")
