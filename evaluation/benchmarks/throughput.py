"""The whole running system beside the bare reader, on the same pages in the same run.

python -m evaluation.benchmarks.throughput FOLDER --home HOME [--every N]

Reads each n-th file of FOLDER with the first three stages alone, then with the whole first half of the way,
then uploads them all, each as a case of its own, and waits for rest. Compared are the processor's seconds a
page: they do not depend on what else the machine does, as pages a minute do.
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from evaluation.benchmarks.processes import cpu_seconds
from evaluation.benchmarks.reading import DOCUMENTS, reading_of
from evaluation.benchmarks.system_load import Subject, load_told
from evaluation.running_system import put_case
from pipeline.chain import Received, for_any_service, inspect_upload
from pipeline.equip import equipment


@dataclass(frozen=True, slots=True)
class Cost:
    """Of all pages: the processor's seconds, and those by the clock."""

    processor: float
    clock: float


def cost_of(act: Callable[[], object], processor: Callable[[], float]) -> Cost:
    """What doing it costs."""
    began, before = time.perf_counter(), processor()
    act()
    return Cost(processor() - before, time.perf_counter() - began)


def read_all(files: Sequence[Path]) -> int:
    """The bare reader; how many pages there were."""
    return sum(len(reading_of(file).pages) for file in files)


def inspect_all(files: Sequence[Path]) -> None:
    """The whole first half of the way, in this process."""
    kit = for_any_service(equipment())
    for file in files:
        inspect_upload(Received(file.name, file.name, file.read_bytes()), kit)


def screen_all(subject: Subject, files: Sequence[Path]) -> None:
    """All of them through the running system, until nothing waits any more."""
    run = uuid4().hex[:8]
    for number, file in enumerate(files):
        content = file.read_bytes() + b"\n%" + run.encode()  # never read before
        put_case(subject.system, f"THROUGHPUT-{run}-{number}", {file.name: content})
    subject.await_rest()


def told(pages: int, bare: Cost, chain: Cost, whole: Cost) -> str:
    """The three, and what is above the reader."""
    lines = [
        f"{name:<34} {one.processor / pages:6.2f} CPU s a page  {60 * pages / one.clock:6.1f} pages a minute"
        for name, one in (("the reader alone", bare), ("the first half of the way", chain), ("all", whole))
    ]
    share = bare.processor / whole.processor
    above = (whole.processor - chain.processor) / pages
    lines += [
        f"the reader's share of all processor time: {share:.0%} of {pages} pages ({load_told()})",
        f"orchestration, screening, delivery, store: {above:.2f} CPU s a page",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Prints the comparison."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1)
    chosen = parser.parse_args()
    found = (one for one in sorted(chosen.folder.iterdir()) if one.suffix.lower() in DOCUMENTS)
    files = list(found)[:: chosen.every]
    subject, pages = Subject(chosen.home), 0
    read_all(files[:1])  # models are loaded before anything is counted

    def bare_reader() -> None:
        nonlocal pages
        pages = read_all(files)

    bare = cost_of(bare_reader, cpu_seconds)
    chain = cost_of(lambda: inspect_all(files), cpu_seconds)
    subject.await_rest()
    whole = cost_of(lambda: screen_all(subject, files), subject.processor)
    sys.stdout.write(told(pages, bare, chain, whole))


if __name__ == "__main__":
    main()
