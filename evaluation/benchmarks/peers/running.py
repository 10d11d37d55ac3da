"""Two processes a reader; a block of files goes to one after another, measured."""

import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

import psutil

from evaluation.benchmarks.processes import cpu_seconds, meanwhile, resident_megabytes

BLOCK: Final = 10
PROCESSES: Final = 2
SAMPLED_EVERY: Final = 0.2
ONE_THREAD: Final = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
PROGRAM: Final = Path(__file__).with_name("reader.py")


@dataclass(slots=True)
class Tally:
    """What a reader said of the files, and what it took: seconds by the clock, CPU seconds, and the
    megabytes of its largest process family.
    """

    answers: list[dict[str, Any]] = field(default_factory=list)
    wall: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0


class Served:
    """One process of a reader, which answers a file at a time. Use within `served`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._root = psutil.Process(process.pid)

    def ask(self, file: Path) -> dict[str, Any]:
        """Raises RuntimeError when the process has ended."""
        incoming, outgoing = self._process.stdin, self._process.stdout
        if not (incoming and outgoing):
            raise RuntimeError("the reader was started without pipes")
        incoming.write(f"{file}\n")
        incoming.flush()
        for line in outgoing:
            if line.startswith("@"):  # other lines are the library's own talk
                said: dict[str, Any] = json.loads(line[1:])
                return said
        raise RuntimeError(f"the reader ended at {file.name} with {self._process.wait()}")

    def cpu(self) -> float:
        """CPU seconds of the process and all that it ever started."""
        return cpu_seconds(self._root)

    def memory(self) -> float:
        """Resident megabytes of the process and of what it has started."""
        return resident_megabytes(self._root)


def take_turns(files: Sequence[Path], interpreters: Mapping[str, Path]) -> dict[str, Tally]:
    """Every reader on every file, block by block; all read the first file once before, to be warm."""
    tallies = {reader: Tally() for reader in interpreters}
    with ExitStack() as stack:
        pairs = {
            reader: [stack.enter_context(served(reader, python)) for _ in range(PROCESSES)]
            for reader, python in interpreters.items()
        }
        for pair in pairs.values():
            for one in pair:
                one.ask(files[0])
        for start in range(0, len(files), BLOCK):
            for reader, pair in pairs.items():
                read_block(files[start : start + BLOCK], pair, tallies[reader])
    return tallies


def read_block(files: Sequence[Path], pair: Sequence[Served], tally: Tally) -> None:
    """Both processes take from one pile until it is empty."""
    before, started = sum(one.cpu() for one in pair), time.perf_counter()
    free: SimpleQueue[Served] = SimpleQueue()
    for one in pair:
        free.put(one)

    def read(file: Path) -> dict[str, Any]:
        one = free.get()
        try:
            return one.ask(file)
        finally:
            free.put(one)

    def watch() -> None:
        tally.memory = max(tally.memory, *(one.memory() for one in pair))

    with meanwhile(watch, SAMPLED_EVERY), ThreadPoolExecutor(len(pair)) as hands:
        tally.answers += hands.map(read, files)
    tally.wall += time.perf_counter() - started
    tally.cpu += sum(one.cpu() for one in pair) - before


@contextmanager
def served(reader: str, python: Path) -> Iterator[Served]:
    """A process of a reader; ends with the block."""
    process = subprocess.Popen(
        [python, PROGRAM, reader],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **ONE_THREAD},
    )
    try:
        yield Served(process)
    finally:
        process.communicate()
