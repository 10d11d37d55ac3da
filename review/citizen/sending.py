"""A citizen's paper: looked at first, then put into the object store under a name of its own."""

import secrets
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

import structlog
from starlette.concurrency import run_in_threadpool

from flows.keys import upload_key
from flows.ledger.desk import CaseView
from flows.ports import ChecksAway, ObjectGone, ObjectStore, StoreAway
from review.citizen.checks import looked_at
from review.citizen.door import Door
from review.citizen.judging import RETAKES, Judgement
from review.citizen.sent import SentFile

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it. `judgement` None: nobody was free to look. `mark`: a part of its new name."""

    kind: Literal["received", "not_yet", "away"]
    judgement: Judgement | None
    mark: str = ""


async def take(sent: SentFile, expects: tuple[str, ...], case: CaseView, door: Door) -> Outcome:
    """Keeps the paper, unless a new photo or another paper would serve its citizen better.

    Nobody waits for us: where nobody is free to look, it is taken as it is.
    """
    made = door.checking.tries.made(sent.said("try"))
    if sent.said("as_it_is"):
        made = RETAKES
    try:
        _, judgement = await looked_at(sent, list(expects), made, door.checking.checker)
    except ChecksAway:
        log.warning("check.away")
        judgement = None
    if judgement is not None and judgement.verdict in {"retake", "wrong_document"}:
        return Outcome("not_yet", judgement)
    try:
        return Outcome("received", judgement, await run_in_threadpool(keep, sent, case, door.store))
    except StoreAway:
        log.warning("store.away")
        return Outcome("away", judgement)


def keep(sent: SentFile, case: CaseView, store: ObjectStore) -> str:
    """Puts it where a portal would; returns the mark in its name. Raises StoreAway."""
    while True:
        mark = secrets.token_hex(4)
        key = upload_key(case.municipality, case.case_id, marked(sent.name, mark))
        try:
            store.look(key)
        except ObjectGone:
            store.write(key, sent.content)
            return mark


def marked(name: str, mark: str) -> str:
    """The citizen's own name with a mark, so that a second `image.jpg` does not replace the first."""
    path = PurePosixPath(name)
    return f"{path.stem}-{mark}{path.suffix}"
