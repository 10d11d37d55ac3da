"""Names the labels of a folder of files with one label model or several, for the folder's own scorer.

python -m evaluation.benchmarks.labels FOLDER OUT MODEL [MODEL …] [--every N] [--jobs N]

Each file is read once; each model's answers go to OUT/MODEL-NAME.jsonl: `file`, `label`, `confidence`,
whether it is `accepted`, and the `likeliest` label, also where none is named.
A file's label is that of its longest document.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any

from evaluation.benchmarks.reading import DOCUMENTS, reading_of
from pipeline.classifying import LabelModel, classify, load_label_model
from pipeline.errors import UploadError
from pipeline.records import Reading
from pipeline.vocabulary import UNKNOWN


@cache
def model_of(folder: Path) -> LabelModel:
    """A label model, once a process."""
    return load_label_model(folder)


def label_of(reading: Reading, model: LabelModel) -> dict[str, Any]:
    """The label of the longest document, the first of equals."""
    longest = max(classify(reading, using=model), key=lambda document: len(document.pages))
    likeliest = next((one.label for one in longest.alternatives if longest.label == UNKNOWN), longest.label)
    confidence = round(longest.confidence, 4)
    return {
        "label": longest.label,
        "confidence": confidence,
        "accepted": longest.accepted,
        "likeliest": likeliest,
    }


def named(file: Path, models: Sequence[Path]) -> list[dict[str, Any]]:
    """One answer a model; a file that cannot be read has no label."""
    try:
        reading = reading_of(file)
    except UploadError as error:
        return [{"file": file.name, "label": UNKNOWN, "confidence": 0.0, "failure": error.code}] * len(models)
    return [{"file": file.name, **label_of(reading, model_of(one)), "fields": {}} for one in models]


def measure(folder: Path, out: Path, models: Sequence[Path], every: int, jobs: int) -> str:
    """Names every n-th file with every model; says where the answers are."""
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in DOCUMENTS)[::every]
    with ProcessPoolExecutor(jobs) as pool:
        answers = list(pool.map(partial(named, models=models), files))
    out.mkdir(parents=True, exist_ok=True)
    for place, model in enumerate(models):
        lines = [json.dumps(of_file[place], ensure_ascii=False) + "\n" for of_file in answers]
        (out / f"{model.name}.jsonl").write_text("".join(lines), "utf-8")
    return f"{len(files)} files by {len(models)} models: {out}\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    sys.stdout.write(measure(asked.folder, asked.out, asked.models, asked.every, asked.jobs))
