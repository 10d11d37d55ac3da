"""Reads the fields of a folder of files with the finder that ships.

python -m evaluation.benchmarks.fields FOLDER OUT.jsonl [--world] [--every N] [--jobs N]

Writes one answer a file for the folder's own scorer: `file`, `label`, `confidence`, `fields` of its longest
document, `accepted`, the names that no person need look at, and `documents`, the pages of each. With
`--world` FOLDER is what `sagsklar generate` wrote: also tells by capture and label which values are exact,
how many were used and how many of those are wrong, by the letters of names how many are exact, and how many
boxes of right values lie on what is printed; captures that no person can read do not count.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from evaluation.benchmarks.boxes import ENOUGH, best_overlap, letters_of, worst
from evaluation.benchmarks.generated import CONDITIONS
from evaluation.benchmarks.intervals import share
from evaluation.benchmarks.reading import DOCUMENTS, reading_of
from pipeline.classifying import LabelModel, classify
from pipeline.equip import field_finder, label_model
from pipeline.errors import UploadError
from pipeline.extracting import FieldFinder, extract
from pipeline.records import ExtractedDocument, JsonValue, Reading
from pipeline.vocabulary import UNKNOWN
from samples.world import lines_of

EVERYTHING: Final = "all"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of the truth, and what was said of it. `group`: all papers, those of its capture or label.

    `letters`: of a person's name. `fit`: how well the box lies on what is printed; None where nothing is, and
    of values whose proof is the machine-readable zone, not the print.
    """

    group: str
    name: str
    true: JsonValue
    said: JsonValue
    accepted: bool
    file: str
    letters: str | None
    fit: float | None

    @property
    def exact(self) -> bool:
        """Whether the same was said."""
        return plain(self.said) == plain(self.true)


@cache
def models() -> tuple[LabelModel, FieldFinder]:
    """What names labels and finds fields, once a process."""
    return label_model(), field_finder()


def found_in(file: Path) -> tuple[Reading, tuple[ExtractedDocument, ...]]:
    """A file as it was read, and its documents. Raises UploadError."""
    labels, fields = models()
    reading = reading_of(file)
    return reading, extract(reading, classify(reading, using=labels), using=fields)


def documents_of(file: Path) -> tuple[ExtractedDocument, ...]:
    """The documents of a file; none where it cannot be read."""
    try:
        return found_in(file)[1]
    except UploadError:
        return ()


def answer(file: Path, found: Sequence[ExtractedDocument]) -> dict[str, Any]:
    """The longest document, the first of equals, as scorers take it."""
    best = max(found, key=lambda document: len(document.pages), default=None)
    return {
        "file": file.name,
        "label": best.label if best else UNKNOWN,
        "confidence": round(best.confidence, 4) if best else 0.0,
        "fields": {field.name: field.value for field in best.fields} if best else {},
        "accepted": [field.name for field in best.fields if field.accepted] if best else [],
        "documents": [list(one.pages) for one in found],
    }


def values(made: Mapping[str, Any], found: Sequence[ExtractedDocument]) -> Iterator[Value]:
    """Each value of a generated file, once for every group that it is of."""
    for truth in made["documents"]:
        here = [one for one in found if {*one.pages} & {*truth["pages"]}]
        own = max(here, key=lambda one: len({*one.pages} & {*truth["pages"]}), default=None)
        fields = {field.name: field for field in own.fields} if own else {}
        for name, value in truth["fields"].items():
            if value is None:
                continue
            field = fields.get(name)
            said, used = (field.value, field.accepted) if field else (None, False)
            letters = letters_of(name, value, truth["script"])
            printed = {**truth["field_boxes"], **truth["signature_boxes"]}.get(name, ())
            fit = best_overlap(field, printed) if field and printed and field.source != "mrz" else None
            for group in (EVERYTHING, CONDITIONS[made["capture"]["way"]], truth["label"]):
                yield Value(group, name, value, said, used, made["file"], letters, fit)


def plain(value: JsonValue) -> object:
    """A value without letter case and further blanks, whole numbers as text; lists in any order."""
    if isinstance(value, list):
        return sorted(str(plain(one)) for one in value)
    return value if isinstance(value, bool | float) else " ".join(str(value).split()).casefold()


def told(found: Iterable[Value]) -> str:
    """A line a group: exact, signatures apart, used without a person, and wrong among those."""
    groups: dict[str, list[Value]] = defaultdict(list)
    for one in found:
        groups[one.group].append(one)
    lines = []
    for group, some in sorted(groups.items()):
        written = [one for one in some if not one.name.startswith("signed_")]
        signed = [one for one in some if one.name.startswith("signed_")]
        used = [one for one in written if one.accepted]
        lines += [
            f"{group}: exact {share(sum(one.exact for one in written), len(written))}",
            f"  used {len(used)}, of those wrong {share(sum(not one.exact for one in used), len(used))}",
            *([f"  {told_of_signatures(signed)}"] if signed else []),
        ]
    return "\n".join([*lines, ""])


def told_of_boxes(found: Sequence[Value]) -> Iterator[str]:
    """Of right values, how many boxes show them; the worst by name."""
    right = [one for one in found if one.group == EVERYTHING and one.exact and one.fit is not None]
    for sort, some in groupby(sorted(right, key=_signed), key=_signed):
        fits = [one.fit or 0.0 for one in some]
        what = "boxes of places to sign" if sort else "boxes of right values"
        yield f"{what} that show them: {share(sum(fit >= ENOUGH for fit in fits), len(fits))}"
    yield from worst((one.fit or 0.0, f"{one.file} {one.name}") for one in right)


def _signed(one: Value) -> bool:
    return one.name.startswith("signed_")


def told_of_letters(found: Sequence[Value]) -> Iterator[str]:
    """Names by their letters."""
    names = [one for one in found if one.group == EVERYTHING and one.letters]
    for letters in sorted({one.letters for one in names if one.letters}):
        some = [one for one in names if one.letters == letters]
        yield f"names in {letters}: exact {share(sum(one.exact for one in some), len(some))}"


def told_of_signatures(places: Sequence[Value]) -> str:
    """Both ways: ink that stands there, and places left empty; a place that nobody found is no answer."""
    lines = []
    for true, name, other in ((True, "signed", "empty"), (False, "empty", "signed")):
        some = [one for one in places if one.true is true]
        right, wrong = (sum(one.said is said for one in some) for said in (true, not true))
        lines.append(f"{name}: found {share(right, len(some))}, called {other} {wrong}")
    return "; ".join(lines)


def measure(folder: Path, out: Path, every: int, jobs: int, *, world: bool) -> str:
    """Finds the fields of every n-th file, in order of name."""
    truth = {made["file"]: made for made in lines_of(folder)} if world else {}
    files = sorted((folder / "files" if world else folder).iterdir())[::every]
    files = [file for file in files if file.suffix.lower() in DOCUMENTS]
    with ProcessPoolExecutor(jobs) as pool:
        found = list(pool.map(documents_of, files))
    rows = [answer(*pair) for pair in zip(files, found, strict=True)]
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    readable = [(truth[file.name], some) for file, some in zip(files, found, strict=True) if truth]
    seen = [value for made, some in readable if made["capture"]["readable"] for value in values(made, some)]
    more = [*told_of_letters(seen), *told_of_boxes(seen)] if world else []
    return "\n".join([f"{len(files)} files: {out}", told(seen), *more, ""])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--world", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    sys.stdout.write(measure(asked.folder, asked.out, asked.every, asked.jobs, world=asked.world))
