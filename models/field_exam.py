"""What a field model makes of papers of families that it never saw: one answer a field of each paper.

Typeset papers get the errors of readers put in; captured ones go through camera and reader for real. Answers
are kept in a cache folder under a digest of all that they depend on, so that a champion is examined once.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, astuple, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import pipeline.extracting
from models.dataset import generator_digest, reader_name
from models.field_trust import compared
from models.fields import captured_sheets, typeset_sheets
from models.training import Workshop
from pipeline.extracting import FieldFinder, build_field_finder, extract
from pipeline.extracting.layout import Sheet
from pipeline.records import Document, Reading, Upload
from pipeline.vocabulary import ANYWHERE, FIELDS
from samples.chance import chance
from samples.document import Split, Truth
from samples.generator import typeset

_SPAN: Final = 10
"""Papers that one process examines at a time."""
_CODE: Final = Path(next(iter(pipeline.extracting.__path__)))
_SIGNED: Final = "signed_"
"""Typeset papers have no picture: what is found by ink is not asked for."""


@dataclass(frozen=True, slots=True)
class Exam:
    """How many papers of which families; the families of the test have trained and weighed nothing."""

    seed: int = 1
    typeset: int = 600
    captured: int = 120
    split: Split = "test"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with its truth, as it was read; `asked`: the fields that it may carry."""

    name: str
    truth: Truth
    sheets: Sequence[Sheet]
    asked: Sequence[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of one paper. `there`: the paper tells it; `said`: a value was found; `right`: what was said,
    or not, is what the paper tells; `used`: no person need look at it.
    """

    paper: str
    label: str
    field: str
    there: bool
    said: bool
    right: bool
    used: bool


def examined(models: Sequence[Path], exam: Exam, workshop: Workshop) -> tuple[tuple[Answer, ...], ...]:
    """All answers of each model, papers in order; from the cache where the same was asked before."""
    kept = {model: workshop.cache / f"fields-{_named(model, exam)}.json" for model in models}
    missing = tuple(model for model, file in kept.items() if not file.is_file())
    if missing:
        asked = _asked(missing, exam, workshop)
        for model, found in zip(missing, asked, strict=True):
            _keep(found, kept[model])
    return tuple(
        tuple(Answer(*row) for row in json.loads(kept[model].read_text(encoding="utf-8"))) for model in models
    )


def _keep(found: Sequence[Answer], file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    half.write_text(json.dumps([astuple(one) for one in found]), encoding="utf-8")
    half.replace(file)


def _named(model: Path, exam: Exam) -> str:
    """Names the model, the papers, what reads them, and the code that finds fields."""
    code = sorted(file for file in _CODE.rglob("*") if file.suffix in {".py", ".yaml"})
    told = [
        model.resolve().name,
        asdict(exam),
        generator_digest(),
        reader_name() if exam.captured else "",
        sha256(b"".join(file.read_bytes() for file in code)).hexdigest(),
    ]
    return sha256(json.dumps(told).encode()).hexdigest()[:20]


def _asked(models: tuple[Path, ...], exam: Exam, workshop: Workshop) -> list[list[Answer]]:
    """Each paper is made once and shown to all models."""
    spans = [
        (make, range(start, min(count, start + _SPAN)))
        for make, count in ((typeset_papers, exam.typeset), (captured_papers, exam.captured))
        for start in range(0, count, _SPAN)
    ]
    found: list[list[Answer]] = [[] for _ in models]
    with ProcessPoolExecutor(workshop.workers) as pool:
        waiting = [pool.submit(_answers_of, make, models, exam, span) for make, span in spans]
        for done, one in enumerate(waiting, start=1):
            for own, more in zip(found, one.result(), strict=True):
                own.extend(more)
            workshop.progress("Examining models of fields", done, len(waiting))
    return found


def _answers_of(
    make: Callable[[Exam, range], Iterator[Paper]], models: tuple[Path, ...], exam: Exam, span: range
) -> list[list[Answer]]:
    found: list[list[Answer]] = [[] for _ in models]
    for paper in make(exam, span):
        for own, model in zip(found, models, strict=True):
            own.extend(answers(paper, finder_of(model)))
    return found


@cache
def finder_of(model: Path) -> FieldFinder:
    """The finder with that model, once a process."""
    return build_field_finder(model)


def typeset_papers(exam: Exam, span: range) -> Iterator[Paper]:
    """Papers as printed, read with the errors of readers."""
    for index in span:
        truth = typeset(exam.seed, index, exam.split).truth
        sheets = typeset_sheets(truth, chance("reading", exam.seed, index, exam.split))
        asked = [name for name in (*FIELDS[truth.label], *ANYWHERE) if not name.startswith(_SIGNED)]
        yield Paper(f"typeset {index}", truth, sheets, asked)


def captured_papers(exam: Exam, span: range) -> Iterator[Paper]:
    """Papers as people send them, opened and read for real."""
    for index in span:
        for number, (truth, sheets) in enumerate(captured_sheets(index, exam.seed, exam.split)):
            yield Paper(f"captured {index} {number}", truth, sheets, (*FIELDS[truth.label], *ANYWHERE))


def answers(paper: Paper, finder: FieldFinder) -> Iterator[Answer]:
    """One answer a field that is asked for."""
    truth, pages = paper.truth, tuple(sheet.read_page for sheet in paper.sheets)
    numbers = tuple(page.page.number for page in pages)
    reading = Reading(Upload(paper.name, paper.name, "", "application/pdf", b""), pages)
    document = extract(reading, (Document(numbers, truth.label, 1.0),), using=finder)[0]
    for name in paper.asked:
        field, told = document.field(name), truth.fields.get(name)
        right = compared(field.value if field else None) == compared(told)
        used = field is not None and field.accepted
        yield Answer(paper.name, truth.label, name, told is not None, field is not None, right, used)


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of one label, or all: of `there` values `exact` were found; `invented`: said where the paper
    tells nothing; of the `used` ones `wrong` are.
    """

    there: int
    exact: int
    invented: int
    used: int
    wrong: int


def cell_of(some: Sequence[Answer]) -> Cell:
    """The counts of some answers."""
    return Cell(
        there=sum(one.there for one in some),
        exact=sum(one.there and one.right for one in some),
        invented=sum(one.said and not one.there for one in some),
        used=sum(one.used for one in some),
        wrong=sum(one.used and not one.right for one in some),
    )


def by_cell(some: Iterable[Answer]) -> Mapping[tuple[str, str], list[Answer]]:
    """Label and field → its answers, papers in order."""
    found: dict[tuple[str, str], list[Answer]] = {}
    for one in some:
        found.setdefault((one.label, one.field), []).append(one)
    return dict(sorted(found.items()))
