"""Retention: what has been kept for its time goes, through the same door as an erasure."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.erasing import Cleaning, empty_case, let_go, orphaned, remove_pictures
from flows.ledger.audit import write_audit
from flows.ledger.case_names import CaseName
from flows.ledger.erasure import Order, unfinished
from flows.ledger.retention import (
    PURGED,
    closed_cases,
    count_unused_readings,
    drop_unused_readings,
    last_purge,
    open_cases,
)
from flows.ledger.store import Ledger
from flows.settings import Settings


@dataclass(frozen=True, slots=True)
class Due:
    """What has been kept for its time at one moment.

    `left_open`: how many cases are as old and stay, because nobody has closed them.
    """

    cases: tuple[CaseName, ...]
    left_open: int
    readings: int
    pictures: tuple[str, ...]
    logs: tuple[Path, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        kinds = {"cases": self.cases, "pictures": self.pictures, "logs": self.logs}
        counted = {name: len(found) for name, found in kinds.items()}
        return {**counted, "left_open": self.left_open, "readings": self.readings}


@dataclass(frozen=True, slots=True)
class Purge:
    """What went, or would go. `models`: versions that had learnt from one of the cases."""

    dry_run: bool
    counts: dict[str, int]
    models: tuple[str, ...] = ()


def purge(work: Cleaning, settings: Settings, who: str, *, dry_run: bool) -> Purge:
    """Erases what is due, and looks after deletions that were broken off. Raises RetryableError."""
    now = datetime.now(UTC)
    due = what_is_due(work, settings, now)
    if dry_run:
        return Purge(dry_run, due.counts)
    erased = [empty_case(work, case, Order(who, "retention")) for case in due.cases]
    drop_unused_readings(work.ledger)
    remove_pictures(work.pictures, due.pictures)
    for log in due.logs:
        log.unlink(missing_ok=True)
    turn_logs(work.home / "logs", now)
    if work.scrubber is not None:
        work.scrubber.tidy(settings.keep_log_days)
    write_audit(work.ledger, who, PURGED, now, **due.counts)
    let_go(work)
    return Purge(dry_run, due.counts, tuple(sorted({model for one in erased for model in one.models})))


def what_is_due(work: Cleaning, settings: Settings, now: datetime) -> Due:
    """What is older than its setting allows, and erasures that were broken off."""
    cases, left_open = cases_due(work.ledger, settings, now)
    pictures = {*orphaned(work), *older(work.pictures, now - timedelta(days=settings.keep_picture_days))}
    logs = (work.home / "logs").glob("*.log.*")
    return Due(
        cases=cases,
        left_open=left_open,
        readings=count_unused_readings(work.ledger),
        pictures=tuple(sorted(pictures)),
        logs=tuple(one for one in logs if modified(one) < now - timedelta(days=settings.keep_log_days)),
    )


def cases_due(ledger: Ledger, settings: Settings, now: datetime) -> tuple[tuple[CaseName, ...], int]:
    """The cases to erase, and how many open ones stay: those go only where a setting says so."""
    closed = closed_cases(ledger, now - timedelta(days=settings.keep_case_days))
    days = settings.keep_open_case_days or settings.keep_case_days
    still_open = open_cases(ledger, now - timedelta(days=days))
    chosen = dict.fromkeys((*closed, *unfinished(ledger)))
    if settings.keep_open_case_days:
        return tuple(dict.fromkeys((*chosen, *still_open))), 0
    return tuple(chosen), len(set(still_open) - set(chosen))


def older(folder: Path, before: datetime) -> Iterator[str]:
    """Names of what was last changed before then."""
    yield from (one.name for one in folder.glob("*") if modified(one) < before)


def modified(path: Path) -> datetime:
    """When a file or folder was last changed."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def turn_logs(folder: Path, now: datetime) -> None:
    """Sets aside what each service has logged so far; it goes on writing at the end of an empty file."""
    for log in folder.glob("*.log"):
        if log.stat().st_size:
            shutil.copyfile(log, log.with_name(f"{log.name}.{now:%Y-%m-%d-%H%M%S}"))
            log.write_bytes(b"")


def is_due(ledger: Ledger, settings: Settings) -> bool:
    """Whether the worker should purge now: long enough after the last time, or after the audit began."""
    if not settings.purge_hours:
        return False
    last = last_purge(ledger)
    return last is not None and datetime.now(UTC) - last >= timedelta(hours=settings.purge_hours)
