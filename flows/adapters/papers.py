"""The citizen's uploads on their way to a case system, and the marks by which ours are found again."""

import asyncio
import hashlib
import re

from flows.ports import Halted, Later, ObjectGone, ObjectStore, Paper, StoreAway

MARK = re.compile(r"\[([0-9A-Za-z-]{8,64})\]\s*$")


async def content_of(store: ObjectStore, paper: Paper) -> bytes | None:
    """The bytes that were screened; None where another object stands there now, for a new verdict follows."""
    try:
        content = await asyncio.to_thread(store.read, paper.key)
    except ObjectGone:
        return None
    except StoreAway:
        raise Halted(Later("store_away")) from None
    return content if hashlib.sha256(content).hexdigest() == paper.sha256 else None


def mark_in(title: str) -> str | None:
    """The mark that a title ends with."""
    found = MARK.search(title)
    return found[1] if found else None
