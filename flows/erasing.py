"""Erasing cases: ledger, object store, pictures; then both stores let go of the bytes of what was deleted."""

import json
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flows.document_digest import document_digest
from flows.erasure_register import note_erasure, register_file
from flows.ledger.audit import write_audit
from flows.ledger.case_names import CaseName
from flows.ledger.erasure import Gone, Order, at_work, begin_erasure, end_erasure
from flows.ledger.overwriting import overwrite_deleted
from flows.ledger.retention import digests_in_use
from flows.ledger.store import Ledger
from flows.ports import ObjectStore, Scrubber
from flows.witness import witness_head
from pipeline.errors import RetryableError
from pipeline.versions import MANIFEST_FILE

REST_SECONDS: Final = 300.0
LOOK_SECONDS: Final = 0.1
LEARNT_MARK: Final = "learnt-from-erased"
"""Stands in the folder of a model that saw a document which has been erased since."""


class StillAtWork(RetryableError):
    code = "still_at_work"
    message = "A document of the case is still being read, after {seconds} seconds."
    remedy = "Nothing new of the case is taken up; run the same command again in a while."


@dataclass(frozen=True, slots=True)
class Cleaning:
    """What is cleaned. `scrubber` None: the object store lets go of deleted bytes by itself.

    `register`: where erasures are noted beside the ledger, for a backup may bring it back as it was before.
    """

    ledger: Ledger
    store: ObjectStore
    scrubber: Scrubber | None
    home: Path
    register: Path | None = None

    @property
    def pictures(self) -> Path:
        """One folder an upload, named by its digest."""
        return self.home / "cache" / "pages"


@dataclass(frozen=True, slots=True)
class Erased:
    """What went. `objects`: in the store, all versions; `models`: versions that had learnt from the case."""

    case_key: str
    objects: int
    uploads: int
    verdicts: int
    corrections: int
    rulings: int
    models: tuple[str, ...]


def erase(work: Cleaning, cases: Sequence[CaseName], order: Order) -> tuple[Erased, ...]:
    """Erases cases and returns once no byte of them is left. Raises RetryableError; then run it again."""
    gone = tuple(empty_case(work, case, order) for case in cases)
    let_go(work)
    return gone


def empty_case(work: Cleaning, case: CaseName, order: Order, stored_by: datetime | None = None) -> Erased:
    """Removes all that belongs to a case; the row that names it goes last, so that it can be done again.

    With `stored_by` objects that came later stay: a case of the same name that began anew.
    """
    begun = begin_erasure(work.ledger, case, datetime.now(UTC))
    note_erasure(register_file(work.home, work.register), begun)
    await_rest(work.ledger, case)
    objects = work.store.remove(f"{case.municipality}/{case.case_id}/", stored_by)
    gone = end_erasure(work.ledger, case, order, datetime.now(UTC))
    remove_pictures(work.pictures, gone.digests)
    models = tuple(mark_models(work.home / "models", gone))
    if models:
        told = {"case_key": case.case_key, "models": ", ".join(models)}
        write_audit(work.ledger, order.who, "models.had_learnt", datetime.now(UTC), **told)
    rows = gone.rows
    counts = (rows["uploads"], rows["screenings"], rows["corrections"], rows["rulings"])
    return Erased(case.case_key, objects, *counts, models)


def await_rest(ledger: Ledger, case: CaseName) -> None:
    """Waits until nobody reads, screens or delivers anything of the case. Raises StillAtWork."""
    deadline = time.monotonic() + REST_SECONDS
    while at_work(ledger, case, datetime.now(UTC)):
        if time.monotonic() > deadline:
            raise StillAtWork(seconds=int(REST_SECONDS))
        time.sleep(LOOK_SECONDS)


def let_go(work: Cleaning) -> None:
    """Both stores overwrite or drop what was deleted; a picture made meanwhile goes too."""
    overwrite_deleted(work.ledger)
    if work.scrubber is not None:
        work.scrubber.scrub()
    remove_pictures(work.pictures, orphaned(work))
    witness_head(work.ledger, work.home, datetime.now(UTC))


def orphaned(work: Cleaning) -> set[str]:
    """Digests that have pictures and that no upload has."""
    known = {folder.name for folder in work.pictures.glob("*")}
    return known - digests_in_use(work.ledger, known)


def remove_pictures(folder: Path, digests: Iterable[str]) -> None:
    """The pictures of these uploads; one that is being made fails for want of its folder."""
    for digest in digests:
        shutil.rmtree(folder / digest, ignore_errors=True)


def mark_models(folder: Path, gone: Gone) -> Iterator[str]:
    """Names and marks the models that learnt from a document of the case; they should be trained anew."""
    seen = {document_digest(sha256, page) for sha256, page in gone.learnt}
    for manifest in sorted(folder.glob(f"*/{MANIFEST_FILE}")):
        if seen & set(json.loads(manifest.read_text("utf-8")).get("corrections", ())):
            (manifest.parent / LEARNT_MARK).touch()
            yield manifest.parent.name
