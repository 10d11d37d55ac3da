"""Very many small uploads in one go: none lost, memory flat, the last as quick as the first.

python -m evaluation.benchmarks.many --home HOME [--count 10000] [--step 1000] [--files-a-case 10]

Digital PDFs of one page, each different. Told for each step: the processor's seconds and those by the clock
for an upload, memory of the whole system, sizes of ledger and Prefect's database; in the end what was lost.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from uuid import uuid4

from evaluation.benchmarks.processes import MEGABYTE, resident_megabytes
from evaluation.benchmarks.system_load import REST_SECONDS, Subject, load_told
from evaluation.papers import digital_page
from evaluation.running_system import await_that, put_case
from flows.ledger.timings import ways

PAUSE_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """The system once so many were read; seconds are for one upload of this step."""

    read: int
    processor: float
    clock: float
    memory: float
    ledger: float
    prefect: float


def steps(subject: Subject, prefix: str, count: int, step: int) -> Iterator[Step]:
    """One after every so many that were read."""
    done = 0
    while done < count:
        began, before, wanted = time.perf_counter(), subject.processor(), min(done + step, count)
        read = await_that(partial(enough, subject, prefix, wanted), REST_SECONDS, PAUSE_SECONDS)
        more = read - done
        yield Step(
            read,
            (subject.processor() - before) / more,
            (time.perf_counter() - began) / more,
            resident_megabytes(subject.process),
            size(subject.home / "ledger"),
            size(subject.home / "prefect"),
        )
        done = read


def enough(subject: Subject, prefix: str, wanted: int) -> int:
    """How many were read, once that is as many as wanted; else 0."""
    ledger = subject.ledger
    try:
        read = sum(one.read is not None for one in ways(ledger, prefix))
    finally:
        ledger.close()
    return read if read >= wanted else 0


def size(folder: Path) -> float:
    """Megabytes of all its files."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / MEGABYTE


def told(one: Step) -> str:
    """A line of the table."""
    return (
        f"{one.read:>6} read  {one.processor:5.2f} CPU s and {one.clock:6.2f} s an upload  "
        f"{one.memory:5.0f} MB  ledger {one.ledger:.0f} MB  Prefect {one.prefect:.0f} MB  ({load_told()})\n"
    )


def main() -> None:
    """Prints the table and what was lost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--step", type=int, default=1000)
    parser.add_argument("--files-a-case", type=int, default=10)
    chosen = parser.parse_args()
    subject, prefix = Subject(chosen.home), f"MANY-{uuid4().hex[:8]}"
    for first in range(0, chosen.count, chosen.files_a_case):
        numbers = range(first, min(first + chosen.files_a_case, chosen.count))
        files = {f"{one}.pdf": digital_page(f"LEJEKONTRAKT {prefix} {one}", "Lejer: Q V") for one in numbers}
        put_case(subject.system, f"{prefix}-{first}", files)
    for one in steps(subject, prefix, chosen.count, chosen.step):
        sys.stdout.write(told(one))
        sys.stdout.flush()
    subject.await_rest()
    ledger = subject.ledger
    lost = [one for one in ways(ledger, prefix) if one.received is None]
    ledger.close()
    sys.stdout.write(f"{chosen.count} uploads, {len(lost)} without a verdict at the case system\n")


if __name__ == "__main__":
    main()
