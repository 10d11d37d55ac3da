"""How files with several documents are cut: generated bundles of two to six, read and split for real.

python -m evaluation.benchmarks.bundles [--count N] [--seed S] [--split test] [--jobs N]

A bundle counts as right when every page lies with the pages it belongs to, and with no other.
"""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial

from evaluation.benchmarks.intervals import share
from models.dataset import reading_of
from pipeline.classifying import LabelModel, classify
from pipeline.equip import label_model
from pipeline.errors import UploadError
from samples.document import Split
from samples.generator import make_file

Parts = frozenset[tuple[int, ...]]
"""The pages of each document."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A bundle: what it is made of and what it was cut into; `pages` how many lie right, of `of`."""

    file: str
    truth: Parts
    found: Parts
    labels: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def right(self) -> int:
        """How many pages lie in a document that is cut as it should be."""
        return sum(len(part) for part in self.truth & self.found)

    @property
    def pages(self) -> int:
        return sum(len(part) for part in self.truth)


@cache
def model() -> LabelModel:
    """The model that serves, once a process."""
    return label_model()


def cut(index: int, seed: int, split: Split) -> Cut | None:
    """One bundle, cut; None where its file could not be opened."""
    file = make_file(seed, index, split, several=True)
    try:
        found = classify(reading_of(file), using=model())
    except UploadError:
        return None
    return Cut(
        file.name,
        frozenset(tuple(page.number for page in truth.pages) for truth in file.documents),
        frozenset(document.pages for document in found),
        tuple(truth.label for truth in file.documents),
        tuple(document.label for document in found),
    )


def told(cuts: Sequence[Cut]) -> str:
    """Bundles and pages that are right, with 95 % intervals, then the bundles cut wrongly."""
    wrong = [one for one in cuts if one.truth != one.found]
    pages = sum(one.pages for one in cuts)
    return "\n".join(
        [
            f"bundles cut right: {share(len(cuts) - len(wrong), len(cuts))}",
            f"pages in the right document: {share(sum(one.right for one in cuts), pages)}",
            *(
                f"  {one.file}: {sorted(one.truth)} {one.labels} cut as {sorted(one.found)} {one.said}"
                for one in wrong
            ),
            "",
        ]
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", default="test")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    with ProcessPoolExecutor(asked.jobs) as pool:
        done = pool.map(partial(cut, seed=asked.seed, split=asked.split), range(asked.count))
        sys.stdout.write(told([one for one in done if one]))
