"""How long a citizen waits for `POST /v1/checks` in a running system, alone and while a batch is read.

python -m evaluation.benchmarks.checks --home HOME [--photos FOLDER] [--count N] [--batch N]

Sends each of N photos once, one after the other; then again while a batch of scanned pages, each different,
waits to be read. Prints the middle and the longest waiting, the processor time that the pool took for a photo
(it does not depend on what else the machine does), and the load of the machine.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import psutil

from evaluation.benchmarks.processes import cpu_seconds
from evaluation.papers import scanned_page
from evaluation.running_system import System, put_case
from flows.embedded.record import read_record

SAMPLES: Final = Path(__file__).parents[2] / "samples" / "cases"


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds until the answer, a photo each, and the processor's seconds that the pool took for all."""

    seconds: tuple[float, ...]
    processor: float


def waits(system: System, photos: Sequence[Path]) -> Waited:
    """Sends the photos. A check that is refused stops the benchmark."""
    pool = psutil.Process(system.service("checks")["pid"])
    taken, found = cpu_seconds(pool), []
    with system.portal as portal:
        for photo in photos:
            content = photo.read_bytes()
            began = time.perf_counter()
            portal.post("/v1/checks", files={"file": (photo.name, content)}).raise_for_status()
            found.append(time.perf_counter() - began)
    return Waited(tuple(found), cpu_seconds(pool) - taken)


def put_batch(system: System, count: int) -> None:
    """A case of so many scanned pages that were never read before."""
    case_id = f"BATCH-{uuid4().hex[:12]}"
    put_case(system, case_id, {f"{one}.png": scanned_page(f"{case_id} {one}") for one in range(count)})


def told(title: str, found: Waited) -> str:
    """One line of the report."""
    count, load = len(found.seconds), os.getloadavg()[0]
    waited = f"p50 {statistics.median(found.seconds):.1f} s  longest {max(found.seconds):.1f} s"
    processor = f"processor {found.processor / count:.1f} s a photo"
    return f"{title:<28} n = {count}  {waited}  {processor}  (load {load:.0f})"


def main() -> None:
    """Prints both figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--photos", type=Path, default=SAMPLES)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--batch", type=int, default=20)
    chosen = parser.parse_args()
    system = System(read_record(chosen.home) or parser.error(f"no system runs in {chosen.home}"))
    photos = sorted(chosen.photos.rglob("*.jpg"))[: chosen.count]
    sys.stdout.write(told("alone", waits(system, photos)) + "\n")
    put_batch(system, chosen.batch)
    time.sleep(2)  # until the first are being read
    sys.stdout.write(told(f"while {chosen.batch} uploads are read", waits(system, photos)) + "\n")
    sys.stdout.write(
        f"still to be read at the end: {system.portal.get('/v1/backlog').json()['uploads']}" + "\n"
    )


if __name__ == "__main__":
    main()
