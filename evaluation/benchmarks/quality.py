"""Compares what the quality gate says of generated captures with whether a person can read them.

python -m evaluation.benchmarks.quality FOLDER

FOLDER is what `sagsklar generate --split test` wrote; its truth says of each capture whether it is readable.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from evaluation.benchmarks.intervals import share
from pipeline.equip import rendering_tools
from pipeline.errors import UploadError
from pipeline.intake import Limits, admit
from pipeline.rendering import render
from samples.world import lines_of

Answer = tuple[str, bool, bool]
"""A file, whether a person can read it, whether the gate says so."""


def measure(folder: Path) -> str:
    """Both errors with 95 % intervals, and the files they were made on."""
    answers = list(answers_of(folder))
    readable = [said for _, truly, said in answers if truly]
    unreadable = [said for _, truly, said in answers if not truly]
    wrong = [
        f"  {file}: {'readable' if truly else 'unreadable'}" for file, truly, said in answers if truly != said
    ]
    return "\n".join(
        [
            f"called unreadable though a person can read it: {share(readable.count(False), len(readable))}",
            f"called unreadable, and nobody can read it: {share(unreadable.count(False), len(unreadable))}",
            *wrong,
            "",
        ]
    )


def answers_of(folder: Path) -> Iterator[Answer]:
    """One answer a file; those that fail for another reason are left out."""
    limits = Limits()
    tools = rendering_tools(limits)
    for truth in lines_of(folder):
        file = folder / "files" / truth["file"]
        try:
            pages = render(admit(file.name, file.name, file.read_bytes(), using=limits), using=tools).pages
        except UploadError as error:
            if error.code == "unreadable":
                yield file.name, truth["capture"]["readable"], False
        else:
            yield file.name, truth["capture"]["readable"], any(page.quality.readable for page in pages)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    sys.stdout.write(measure(parser.parse_args().folder))
