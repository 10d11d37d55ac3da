"""The first half of the way for one upload: from the store to the ledger, nothing read twice."""

from datetime import UTC, datetime
from threading import Lock
from weakref import WeakValueDictionary

from flows.ledger.divisions import firsts_of
from flows.ledger.results import find_inspection, object_of, store_inspection
from flows.workshop import Workshop, digest_of
from pipeline.chain import Around, Received, failed, inspect_upload
from pipeline.exchange import inspection_json
from pipeline.intake import digest
from pipeline.records import Failure, Inspection


class Turn:
    """Whoever holds it reads the bytes of one digest; others wait and find them read."""

    def __init__(self) -> None:
        self.lock = Lock()


_turns: WeakValueDictionary[str, Turn] = WeakValueDictionary()


def read_upload(upload_id: str, shop: Workshop, *, around: Around) -> None:
    """Reads an upload, unless the same versions read the same bytes before, and keeps what was read.

    Where a person said which pages belong together, that is part of what it is read by.
    """
    received = fetch(upload_id, shop)
    sha256 = digest(received.content)
    firsts = firsts_of(shop.ledger, upload_id, sha256)
    by = digest_of([shop.versions_digest, firsts]) if firsts else shop.versions_digest
    turn = _turns.setdefault(sha256, Turn())
    with turn.lock:
        body = find_inspection(shop.ledger, sha256, by)
        if body is None:
            found = inspect_upload(received, shop.kit, around=around, firsts=firsts)
            body = inspection_json(found, words=True)
        # spot checks watch how the machine itself divides
        share = 0.0 if firsts else shop.blind_share
        store_inspection(shop.ledger, upload_id, by, body, datetime.now(UTC), blind_share=share)


def fetch(upload_id: str, shop: Workshop) -> Received:
    """The upload's bytes. Raises StoreAway, ObjectGone."""
    where = object_of(shop.ledger, upload_id)
    return Received(where.name, where.name, shop.store.read(where.key))


def give_up(upload_id: str, shop: Workshop) -> None:
    """Keeps an upload that failed again and again as one that nobody could read: a person looks at it."""
    received = fetch(upload_id, shop)
    body = inspection_json(given_up(received, shop), words=True)
    store_inspection(shop.ledger, upload_id, shop.versions_digest, body, datetime.now(UTC))


def given_up(received: Received, shop: Workshop) -> Inspection:
    """The inspection of an upload that ends its reader each time."""
    failure = Failure("engine_crashed", "The file could not be processed.", "A person looks at it.")
    return failed(received, None, failure, shop.kit, 0.0)
