"""Reads a folder of files through the real stages and writes what was read, for the folder's own scorer.

python -m evaluation.benchmarks.reading FOLDER ANSWERS.jsonl [--every N]

An answer is one line a file: `file`, `text`, `mrz` (lines or null), `seconds` (CPU of the whole family) …
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from evaluation.benchmarks.processes import cpu_seconds
from pipeline.equip import readers, rendering_tools
from pipeline.errors import UploadError
from pipeline.intake import Limits, admit
from pipeline.reading import Readers, read
from pipeline.records import Reading
from pipeline.rendering import RenderingTools, render

DOCUMENTS = {".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".webp"}


def measure(folder: Path, answers: Path, every: int) -> str:
    """Reads every n-th file, in order of name; says how many and how fast."""
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in DOCUMENTS)[::every]
    started = time.perf_counter()
    lines = list(answered(files))
    answers.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    pages = sum(line["pages"] for line in lines)
    cpu = sum(line["seconds"] for line in lines)
    failed, wall = sum(not line["pages"] for line in lines), time.perf_counter() - started
    counts = f"{len(files)} files, {pages} pages, {failed} files failed"
    return f"{counts}; {cpu / max(1, pages):.2f} CPU s a page, {wall:.0f} s in all\n"


def answered(files: list[Path]) -> Iterator[dict[str, Any]]:
    """One answer a file, in order; a file that cannot be read has no pages."""
    for file in files:
        before = cpu_seconds()
        try:
            answer = answer_of(reading_of(file))
        except UploadError as error:
            answer = {"text": "", "mrz": None, "turn": 0, "pages": 0, "failure": error.code}
        yield {"file": file.name, **answer, "seconds": cpu_seconds() - before}


@cache
def tools() -> tuple[Limits, RenderingTools, Readers]:
    """What opens and reads, once a process."""
    limits = Limits()
    return limits, rendering_tools(limits), readers()


def reading_of(file: Path, *, upload_name: str | None = None) -> Reading:
    """The first three stages. Raises UploadError."""
    return reading_of_bytes(str(file), file.read_bytes(), upload_name=upload_name or file.name)


def reading_of_bytes(name: str, content: bytes, *, upload_name: str | None = None) -> Reading:
    """The same for what lies in no folder. Raises UploadError."""
    limits, opening, using = tools()
    upload = admit(name, upload_name or name, content, using=limits)
    return read(render(upload, using=opening), using=using)


def answer_of(reading: Reading) -> dict[str, Any]:
    """What the scorers ask for, and what they do not."""
    zone = next((page.mrz for page in reading.pages if page.mrz), None)
    return {
        "text": "\n".join(page.text for page in reading.pages),
        "mrz": list(zone.lines) if zone else None,
        "valid": zone.valid if zone else None,
        "turn": reading.pages[0].page.turn,
        "source": reading.pages[0].text_source,
        "language": reading.pages[0].language,
        "pages": len(reading.pages),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    sys.stdout.write(measure(given.folder, given.answers, given.every))
