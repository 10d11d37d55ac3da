"""Sends hard and hostile files through the first three stages: what comes of each, and what it costs.

python -m evaluation.benchmarks.robustness FOLDER ANSWERS.jsonl [--count N] [--kill SECONDS]

FOLDER holds `manifest.jsonl`: a file a line, `expect` (document, failure, either), `contains`, `min_words`.
`--count` goes on from the beginning until so many files were read, and tells the memory on the way;
`--kill` ends a random worker with SIGKILL now and then.
"""

import argparse
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import cycle, islice
from pathlib import Path
from typing import Any, Final

import psutil

from evaluation.benchmarks.intervals import share
from evaluation.benchmarks.processes import MEGABYTE, meanwhile
from evaluation.benchmarks.reading import reading_of
from pipeline.errors import UploadError
from pipeline.intake import Limits

WORKER: Final = "pipeline.intake.sandbox_worker"
MEMORY_EVERY: Final = 300


def measure(folder: Path, answers: Path, count: int | None, kill: float | None) -> str:
    """Reads the files in the order of the manifest; says how many came out as expected."""
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    limits = Limits()
    with disturbed(kill), answers.open("w", encoding="utf-8") as out:
        outcomes = list(outcomes_of(folder, rows, count or len(rows)))
        out.writelines(json.dumps(outcome, ensure_ascii=False) + "\n" for outcome in outcomes)
    return summary(outcomes, limits)


def outcomes_of(folder: Path, rows: Sequence[Mapping[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """One outcome a file, over and over until there are enough."""
    for number, row in enumerate(islice(cycle(rows), count)):
        yield outcome_of(folder, row)
        if number % MEMORY_EVERY == MEMORY_EVERY - 1:
            sys.stdout.write(f"after {number + 1}: {memory()}\n")
            sys.stdout.flush()


def outcome_of(folder: Path, row: Mapping[str, Any]) -> dict[str, Any]:
    """What came of one file, beside what was expected."""
    started = time.perf_counter()
    text, pages, failure = "", 0, None
    try:
        reading = reading_of(folder / row["file"], upload_name=row.get("upload_name", row["file"]))
        pages, text = len(reading.pages), "\n".join(page.text for page in reading.pages)
    except UploadError as error:
        failure = error.code
    said = text.casefold()
    return {
        "file": row["file"],
        "class": row["class"],
        "type": row["type"],
        "pages": pages,
        "failure": failure,
        "seconds": time.perf_counter() - started,
        "expected": row["expect"] in {"either", "failure" if failure else "document"},
        "wanted": bool(row.get("contains")),
        "lacks": [word for word in row.get("contains", ()) if word.casefold() not in said],
        "words": len(text.split()),
        "least_words": row.get("min_words", 0),
    }


def summary(outcomes: Sequence[Mapping[str, Any]], limits: Limits) -> str:
    """The figures, and each file that came out otherwise."""
    asked = [one for one in outcomes if one["wanted"]]
    found = [one for one in asked if not one["lacks"] and one["words"] >= one["least_words"]]
    slow = [one for one in outcomes if one["seconds"] > limits.seconds]
    lines = [
        f"as expected: {share(sum(one['expected'] for one in outcomes), len(outcomes))}",
        f"with all the words that are known to be there: {share(len(found), len(asked))}",
        f"{len(slow)} beyond {limits.seconds} s, longest {max(one['seconds'] for one in outcomes):.0f} s",
        *(
            f"  {one['file']}: {one['failure'] or 'document'}, lacks {one['lacks']}, {one['words']} words"
            for one in outcomes
            if not one["expected"] or (one in asked and one not in found)
        ),
    ]
    return "\n".join(lines) + "\n"


def memory() -> str:
    """Resident memory of this process and of its workers."""
    own = psutil.Process()
    held = [own.memory_info().rss]
    with suppress(psutil.NoSuchProcess):  # one may end meanwhile
        held += [worker.memory_info().rss for worker in workers(own)]
    return ", ".join(f"{size / MEGABYTE:.0f} MB" for size in held)


def workers(own: psutil.Process) -> list[psutil.Process]:
    """The processes that open files for us."""
    family = own.children(recursive=True)
    return [child for child in family if child.name() != "bwrap" and WORKER in child.cmdline()]


def disturbed(pause: float | None) -> AbstractContextManager[None]:
    """While this lasts, a random worker is killed after each pause; not at all without one."""
    draw, own = random.Random(1), psutil.Process()

    def kill() -> None:
        with suppress(psutil.Error, ProcessLookupError, IndexError):
            os.kill(draw.choice(workers(own)).pid, signal.SIGKILL)

    return meanwhile(kill, pause) if pause else nullcontext()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--count", type=int)
    parser.add_argument("--kill", type=float)
    given = parser.parse_args()
    sys.stdout.write(measure(given.folder, given.answers, given.count, given.kill))
