"""Prints pages of other makers, photographs them as the generator does, and reads the photographs.

python -m evaluation.benchmarks.photographed FOLDER ANSWERS.jsonl [--strength 0.2]

FOLDER holds PDF and JPEG pages and a `score.py`; the answers bear the names of the pages. Strength 0 is a
good photograph, 1 a hopeless one; most people's lie around 0.2.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from PIL import Image

from evaluation.benchmarks.reading import DOCUMENTS, answer_of, reading_of
from pipeline.errors import UploadError
from samples.captures import a_look, capture
from samples.captures.encoding import picture_pdf
from samples.chance import chance
from samples.document import PageTruth, Truth, Typeset

ORDINARY: Final = 0.2
DPI: Final = 200


def measure(folder: Path, answers: Path, strength: float) -> str:
    """Writes an answer a page."""
    pages = sorted(file for file in folder.iterdir() if file.suffix in DOCUMENTS)
    said = list(answers_of(pages, strength))
    answers.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in said), "utf-8")
    return f"{len(said)} pages photographed, {sum(not one['pages'] for one in said)} not readable\n"


def answers_of(pages: list[Path], strength: float) -> Iterator[dict[str, Any]]:
    """What is read of the photograph of each page."""
    with TemporaryDirectory() as folder:
        for page in pages:
            photo = Path(folder, "photo.jpg")
            photo.write_bytes(photograph(page, strength))
            try:
                answer = answer_of(reading_of(photo))
            except UploadError as error:
                answer = {"text": "", "pages": 0, "failure": error.code}
            yield {**answer, "file": page.name}


def photograph(page: Path, strength: float) -> bytes:
    """The page as a phone's picture, the same each time."""
    draw = chance("photographed", page.name)
    pdf = page.read_bytes() if page.suffix == ".pdf" else picture_pdf([Image.open(page)], DPI, 95)
    unread = Truth("other", None, (PageTruth(1, ()),), {}, {}, "sheet-0", "test", None)
    return capture(
        [Typeset(pdf, unread)], "photo", draw, a_look("photo", draw, "test", small=False, strength=strength)
    ).content


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--strength", type=float, default=ORDINARY)
    given = parser.parse_args()
    sys.stdout.write(measure(given.folder, given.answers, given.strength))
