"""What naming a document costs beyond reading it, and what the model weighs.

python -m evaluation.benchmarks.label_cost [--count N]

CPU milliseconds of `classify` a document, over generated test files that were read before; the artefact's
bytes; and CPU milliseconds to load it, libraries already imported.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from statistics import median, quantiles

from models.dataset import reading_of
from models.registry import SHIPPED
from pipeline.classifying import classify, load_label_model
from pipeline.errors import UploadError
from pipeline.records import Reading
from pipeline.versions import champion_folder
from samples.generator import make_file


def readings(count: int) -> Iterator[Reading]:
    """The first generated test files, read."""
    for index in range(count):
        try:
            yield reading_of(make_file(1, index, "test"))
        except UploadError:
            continue


def measure(count: int) -> str:
    """Cost a document, weight and loading time."""
    folder = champion_folder(SHIPPED)
    load_label_model(folder)  # imports what it needs
    started = time.process_time()
    model = load_label_model(folder)
    loading = time.process_time() - started
    costs = []
    for reading in readings(count):
        classify(reading, using=model)
        started = time.process_time()
        documents = classify(reading, using=model)
        costs.append((time.process_time() - started) * 1000 / len(documents))
    weight = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    most = quantiles(costs, n=20)[-1]
    return (
        f"{len(costs)} files: {median(costs):.1f} CPU ms a document, 95 % under {most:.1f}; "
        f"{weight:.1f} MB; loaded in {loading * 1000:.0f} CPU ms\n"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    sys.stdout.write(measure(parser.parse_args().count))
