"""Reads what the generator made, and writes truth and answers in the form of `ocr_pages/score.py`.

python -m evaluation.benchmarks.generated WORLD OUT
python SCORE.py OUT/answers.jsonl --truth OUT/truth.jsonl

WORLD is what `sagsklar generate --split test` wrote. Captures that a person can read count, for the scorer
those in Latin letters; the condition is the way of capture. Also says which pages stand upright and which
machine-readable zones are exact.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from evaluation.benchmarks.intervals import share
from evaluation.benchmarks.processes import cpu_seconds
from evaluation.benchmarks.reading import answer_of, reading_of
from pipeline.errors import UploadError
from pipeline.records import Reading
from samples.world import lines_of

CONDITIONS: Final = {
    "digital": "digital",
    "scan": "scan",
    "scan_jpeg": "scan",
    "fax": "fax",
    "photo": "photo",
    "photo_heic": "photo",
    "screen_photo": "screen photo",
    "screenshot": "screenshot",
    "cropped": "cropped",
}
SHORTEST_ZONE: Final = 30


def measure(world: Path, out: Path) -> str:
    """Writes both files; says what no scorer looks at."""
    out.mkdir(parents=True, exist_ok=True)
    rows = list(rows_of(world))
    for name, kind in (("truth.jsonl", "truth"), ("answers.jsonl", "answer")):
        lines = [json.dumps(row[kind], ensure_ascii=False) + "\n" for row in rows if row["latin"]]
        (out / name).write_text("".join(lines), "utf-8")
    turns = [turn for row in rows for turn in row["turns"]]
    zones = [row for row in rows if row["zone"]]
    exact = [row["zone"] == row["answer"]["mrz"] for row in zones]
    claimed = [row["answer"]["mrz"] is not None for row in rows if not row["zone"]]
    proved = [row for row in zones if row["answer"]["valid"] and row["zone"] != row["answer"]["mrz"]]
    seconds = sorted(row["answer"]["seconds"] for row in zones)
    return "\n".join(
        [
            f"pages upright: {share(sum(turns), len(turns))}",
            f"zones exact: {share(sum(exact), len(zones))}; proved but wrong {len(proved)}",
            f"zones invented: {share(sum(claimed), len(claimed))}",
            f"median CPU of a file with a zone: {seconds[len(seconds) // 2] if seconds else 0:.2f} s",
            *(
                f"  {row['answer']['file']}: zone {row['answer']['mrz']}"
                for row in zones
                if row["zone"] != row["answer"]["mrz"]
            ),
            "",
        ]
    )


def rows_of(world: Path) -> Iterator[dict[str, Any]]:
    """One row a capture that a person can read."""
    for made in lines_of(world):
        if not made["capture"]["readable"]:
            continue
        before = cpu_seconds()
        try:
            reading = reading_of(world / "files" / made["file"])
        except UploadError as error:
            sys.stderr.write(f"{made['file']}: {error.code}\n")
            continue
        answer = answer_of(reading) | {"file": made["file"], "seconds": cpu_seconds() - before}
        yield {
            "truth": truth_of(made),
            "answer": answer,
            "turns": list(turns(made, reading)),
            "zone": zone_of(made),
            "latin": all(document["script"] in {"Latn", None} for document in made["documents"]),
        }


def truth_of(made: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the generator as the scorer of pages takes it."""
    lines = [
        " ".join(word["text"] for word in words)
        for page in made["pages"]
        for _, words in groupby(page["words"], key=lambda word: word["line"])
    ]
    return {
        "file": made["file"],
        "condition": CONDITIONS[made["capture"]["way"]],
        "turn": made["pages"][0]["turn"],
        "text": "\n".join(lines),
        "lines": lines,
        "small": [],
        "optional": [],
    }


def turns(made: Mapping[str, Any], reading: Reading) -> Iterator[bool]:
    """Whether each page with text was set upright."""
    for page, read_page in zip(made["pages"], reading.pages, strict=False):
        if page["words"]:
            yield page["turn"] == read_page.page.turn


def zone_of(made: Mapping[str, Any]) -> list[str] | None:
    """The lines of the machine-readable zone as printed."""
    lines = [
        word["text"]
        for page in made["pages"]
        for word in page["words"]
        if "<" in word["text"] and len(word["text"]) >= SHORTEST_ZONE
    ]
    return lines or None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("world", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    sys.stdout.write(measure(given.world, given.out))
