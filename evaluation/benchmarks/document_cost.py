"""What reading and judging a document costs the processor, one by one, for the sizing.

python -m evaluation.benchmarks.document_cost FOLDER OUT.json [--every N] [--beside S]

Each n-th file of FOLDER goes through the whole first half of the way; OUT gets the processor's seconds of
each, with S added for what the rest of the system spends on an upload (`evaluation.benchmarks.throughput`).
"""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.benchmarks.processes import cpu_seconds
from evaluation.benchmarks.reading import DOCUMENTS
from pipeline.chain import Received, for_any_service, inspect_upload
from pipeline.equip import equipment


def costs(files: Sequence[Path]) -> Iterator[float]:
    """CPU seconds of each; the first is read twice, for it loads what is loaded late."""
    kit = for_any_service(equipment())
    for file in (files[0], *files):
        before = cpu_seconds()
        inspect_upload(Received(file.name, file.name, file.read_bytes()), kit)
        yield cpu_seconds() - before


def main() -> None:
    """Writes the seconds and prints their middle."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--beside", type=float, default=0.0)
    chosen = parser.parse_args()
    found = (one for one in sorted(chosen.folder.rglob("*")) if one.suffix.lower() in DOCUMENTS)
    files = list(found)[:: chosen.every]
    seconds = [round(one + chosen.beside, 3) for one in list(costs(files))[1:]]
    chosen.out.write_text(json.dumps(seconds), "utf-8")
    middle, mean = statistics.median(seconds), statistics.fmean(seconds)
    sys.stdout.write(f"{len(seconds)} files, median {middle:.2f}, mean {mean:.2f} CPU s a document\n")


if __name__ == "__main__":
    main()
