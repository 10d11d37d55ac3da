"""Compares what the quality gate says of generated captures with whether a person can read them.

python -m evaluation.benchmarks.quality FOLDER

FOLDER is what `sagsklar generate --split test` wrote; its truth says of each capture whether it is readable,
and whether content lies outside the picture. The gate is what picture and reading say together.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from evaluation.benchmarks.intervals import share
from evaluation.benchmarks.reading import reading_of
from pipeline.errors import UploadError
from samples.world import lines_of

ELSEWHERE: Final = frozenset({"cut_off", "glare"})
"""Issues of captures of which a part is missing, and the rest can be read."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A capture as it truly is, and as the gate says."""

    file: str
    readable: bool
    partly: bool
    said_readable: bool
    said_cut: bool


def measure(folder: Path) -> str:
    """Both errors with 95 % intervals, captures that miss a part apart, and the files they were made on."""
    answers = list(answers_of(folder))
    readable = [one.said_readable for one in answers if one.readable]
    unreadable = [one.said_readable for one in answers if not (one.readable or one.partly)]
    partly = [one.said_cut or not one.said_readable for one in answers if one.partly]
    whole = [one.said_cut for one in answers if one.readable]
    wrong = [
        f"  {one.file}: {'readable' if one.readable else 'partly readable' if one.partly else 'unreadable'}"
        for one in answers
        if one.readable != (one.said_readable and not one.said_cut)
    ]
    return "\n".join(
        [
            f"called unreadable though a person can read it: {share(readable.count(False), len(readable))}",
            f"called unreadable, and nobody can read it: {share(unreadable.count(False), len(unreadable))}",
            f"called cut off or unreadable, and a part is missing: {share(sum(partly), len(partly))}",
            f"called cut off though all is there: {share(sum(whole), len(whole))}",
            *wrong,
            "",
        ]
    )


def answers_of(folder: Path) -> Iterator[Judged]:
    """One answer a capture; those that fail for another reason are left out."""
    for truth in lines_of(folder):
        capture = truth["capture"]
        if capture["way"] == "digital":
            continue
        partly = not capture["readable"] and not ELSEWHERE.isdisjoint(capture["issues"])
        judged = partial(Judged, truth["file"], capture["readable"], partly)
        try:
            reading = reading_of(folder / "files" / truth["file"])
        except UploadError as error:
            if error.code == "unreadable":
                yield judged(said_readable=False, said_cut=False)
        else:
            seen = [page.page.quality for page in reading.pages]
            yield judged(any(one.readable for one in seen), any("cut_off" in one.issues for one in seen))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    sys.stdout.write(measure(parser.parse_args().folder))
