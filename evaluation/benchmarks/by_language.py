"""Fields of papers in given languages as printed, the true label given: are all scripts treated alike?

python -m evaluation.benchmarks.by_language LANGUAGE… [--count N] [--seed N] [--values]

Papers of the calibration families, N of each language (ISO 639-1); `--values` also prints each wrong value.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import count, islice

from evaluation.benchmarks.fields import models, plain
from evaluation.benchmarks.intervals import share
from evaluation.benchmarks.reading import reading_of_bytes
from pipeline.extracting import extract
from pipeline.records import Document, ExtractedDocument
from samples.document import Truth
from samples.generator import typeset
from samples.rota import place

Judged = tuple[str, bool, bool]
"""What was wanted and what was said; whether it is exact; whether no person would look at it."""


def indices(language: str, seed: int) -> Iterator[int]:
    """Which papers of a seed are in a language, those of no use to us apart."""
    for index in count():
        spot = place(seed, index)
        if spot.language == language and spot.label != "other":
            yield index


def extracted(pdf: bytes, label: str) -> ExtractedDocument:
    """A PDF as one document of this label, read and searched as the product does."""
    reading = reading_of_bytes("paper.pdf", pdf)
    pages = tuple(page.page.number for page in reading.pages)
    return extract(reading, (Document(pages, label, 1.0),), using=models()[1])[0]


def judged(truth: Truth, found: ExtractedDocument) -> Iterator[Judged]:
    """Each value that is printed, signatures apart."""
    said = {field.name: field for field in found.fields}
    for name, value in truth.fields.items():
        if value is None or name.startswith("signed_"):
            continue
        field = said.get(name)
        guess = field.value if field else None
        told = f"{truth.label} {name}: {value!r}, said {guess!r}"
        yield told, plain(guess) == plain(value), bool(field and field.accepted)


def measure(language: str, papers: int, seed: int, *, show: bool) -> str:
    """The figures of one language in two lines, and every wrong value where asked."""
    made = [typeset(seed, index, "calibration") for index in islice(indices(language, seed), papers)]
    found = [one for paper in made for one in judged(paper.truth, extracted(paper.pdf, paper.truth.label))]
    used = [one for one in found if one[2]]
    lines = [
        f"{language}, {papers} papers: exact {share(sum(exact for _, exact, _ in found), len(found))}",
        f"  used {len(used)}, of those wrong {share(sum(not exact for _, exact, _ in used), len(used))}",
    ]
    return "\n".join([*lines, *(f"  {told}" for told, exact, _ in found if show and not exact)])


def main(words: Sequence[str]) -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("languages", nargs="+")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--values", action="store_true")
    asked = parser.parse_args(words)
    for language in asked.languages:
        sys.stdout.write(measure(language, asked.count, asked.seed, show=asked.values) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
