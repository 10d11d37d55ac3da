"""Fills a folder with files and their truth, or with whole cases; goes on where an earlier run stopped.

`files/NAME` and, in order of index, a line each in `truth.jsonl`; cases in `cases/000000` and on. The same
order gives the same bytes.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.records import JsonValue
from samples.applications.application import EXPECTED, write_application
from samples.document import Split
from samples.generator import GENERATOR_VERSION, make_file
from samples.truth_lines import truth_line

TRUTH: Final = "truth.jsonl"
ORDER: Final = "order.json"
FILES: Final = "files"
CASES: Final = "cases"
_CHUNK: Final = 8
Progress = Callable[[int, int], None]
"""Called with how many files are there, and of how many."""


class OtherOrder(ValueError):
    """A folder holds files of another order; nothing was written."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is made: documents 0 to `count` of a seed and split. `label`: of one label only."""

    seed: int
    split: Split
    label: str | None = None
    generator: str = GENERATOR_VERSION


@dataclass(frozen=True, slots=True)
class _Chunk:
    order: Order
    start: int
    stop: int
    folder: Path


def _made(chunk: _Chunk) -> list[str]:
    """Writes the files of a chunk, returns their lines of truth."""
    order, lines = chunk.order, []
    for index in range(chunk.start, chunk.stop):
        file = make_file(order.seed, index, order.split, label=order.label)
        (chunk.folder / FILES / file.name).write_bytes(file.content)
        made: dict[str, JsonValue] = {"generator": order.generator, "seed": order.seed, "index": index}
        lines.append(json.dumps(truth_line(file, made), ensure_ascii=False) + "\n")
    return lines


def _kept(truth: Path) -> int:
    """How many whole lines an earlier run left; a half one at the end is cut off."""
    if not truth.is_file():
        return 0
    with truth.open("rb+") as stream:
        whole = end = 0
        for line in stream:
            if line.endswith(b"\n"):
                whole += 1
                end += len(line)
        stream.truncate(end)
    return whole


def _open_folder(order: Order, folder: Path) -> None:
    """Makes the folder, or sees that it is of the same order. Raises OtherOrder."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted, note = asdict(order), folder / ORDER
    if note.is_file():
        found = json.loads(note.read_text("utf-8"))
        if found != wanted:
            raise OtherOrder(", ".join(f"{key} {value}" for key, value in found.items()))
    note.write_text(json.dumps(wanted) + "\n", "utf-8")


def fill(order: Order, count: int, folder: Path, progress: Progress, *, workers: int = 2) -> None:
    """Makes files until there are `count`. Raises OtherOrder when the folder holds something else."""
    _open_folder(order, folder)
    (folder / FILES).mkdir(exist_ok=True)
    truth = folder / TRUTH
    done = _kept(truth)
    chunks = [
        _Chunk(order, start, min(start + _CHUNK, count), folder) for start in range(done, count, _CHUNK)
    ]
    with truth.open("a", encoding="utf-8") as stream, ProcessPoolExecutor(workers) as pool:
        for lines in pool.map(_made, chunks):
            stream.writelines(lines)
            stream.flush()
            done += len(lines)
            progress(done, count)


@dataclass(frozen=True, slots=True)
class _CasePlace:
    order: Order
    index: int
    folder: Path


def _made_case(place: _CasePlace) -> None:
    write_application(place.order.seed, place.index, place.order.split, place.folder)


def fill_cases(order: Order, count: int, folder: Path, progress: Progress, *, workers: int = 2) -> None:
    """Makes whole cases until there are `count`. Raises OtherOrder when the folder holds something else."""
    _open_folder(order, folder)
    places = [_CasePlace(order, index, folder / CASES / f"{index:06d}") for index in range(count)]
    waiting = [place for place in places if not (place.folder / EXPECTED).is_file()]
    with ProcessPoolExecutor(workers) as pool:
        for done, _ in enumerate(pool.map(_made_case, waiting), start=count - len(waiting) + 1):
            progress(done, count)


def lines_of(folder: Path) -> Iterator[dict[str, Any]]:
    """The truth of a folder, line by line."""
    with (folder / TRUTH).open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream)
