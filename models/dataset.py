"""Rows to learn from and to be judged by: generated papers and composed ones, as a reader would give them.

A row is a pure function of (generator, lexicon, seed, index), so a data set is made once and kept in a cache
folder, part by part, under digests of all that it depends on.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Final

import samples
from models.composing import compose, held_back, subjects
from models.noise import misread
from models.phrasebook import lexicon_digest
from models.pictures import capture_marks, portrait_marks, thing_marks
from models.strangers import stranger_words
from models.zones import marks_of_print
from pipeline.classifying.clues import Clues, Traits, joined, seen_words
from pipeline.classifying.documents import clues_of
from pipeline.classifying.marks import word_marks
from pipeline.equip import readers, rendering_tools
from pipeline.errors import UploadError
from pipeline.intake import Limits, admit
from pipeline.reading import Readers, read
from pipeline.reading.language import script_of
from pipeline.records import Reading, Word
from pipeline.rendering import RenderingTools, render
from pipeline.vocabulary import UNKNOWN
from samples.chance import chance
from samples.document import PageTruth, SampleFile, Split, Truth
from samples.generator import make_file, typeset

ROWS_VERSION: Final = "11"
GENERATOR: Final = Path(next(iter(samples.__path__)))
PHRASES: Final = "phrases"
"""The family of composed papers; they have no layout."""
NEW_KINDS: Final = "new kinds"
"""The family of composed papers of kinds that training holds back whole."""
COMPOSED: Final = frozenset({PHRASES, NEW_KINDS})
CHUNK: Final = 50
Progress = Callable[[str, int, int], None]
"""Called with what is being made, how much is done, and of how much."""


@dataclass(frozen=True, slots=True)
class Row:
    """One document as the model sees it, and what it is. `split` None: composed from all phrases.

    `way`, `script`, `state` and `index` are known of captured papers alone: how it reached us, ISO 15924 and
    3166, and which file of its seed and split it is.
    """

    label: str
    language: str
    family: str
    split: Split | None
    traits: Traits
    way: str = ""
    script: str = ""
    state: str = ""
    index: int = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rows of what. `typeset`: generated papers as printed, errors of reading put in; `composed`:
    papers of the phrasebook; `captured`: files as people send them, read by the reader that serves.
    """

    seed: int
    split: Split | None
    typeset: int
    composed: int
    strangers: int = 0
    captured: int = 0

    @property
    def parts(self) -> tuple["Part", ...]:
        """What is made and kept apart: a change of the lexicon leaves generated papers in the cache."""
        words = lexicon_digest()
        return (
            Part(typeset_rows, self.typeset, generator_digest()),
            Part(composed_rows, self.composed, words),
            Part(picture_rows, self.composed // 30, ""),
            Part(stranger_rows, self.strangers, ""),
            Part(captured_rows, self.captured, f"{generator_digest()} {reader_name()}"),
        )

    @property
    def digest(self) -> str:
        """Names all that the rows depend on."""
        return named_by([part.name(self) for part in self.parts])


@cache
def reader_name() -> str:
    """Engine and version of the reader that captured papers go through."""
    return bench()[2].recogniser.name


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind: what makes them, how many, and the digest of the data they are made of."""

    make: Callable[[Plan, range], list[Row]]
    count: int
    data: str

    def name(self, plan: Plan) -> str:
        """Under which the part is kept."""
        return named_by(
            [self.make.__name__, self.count, self.data, plan.seed, plan.split or "all", ROWS_VERSION]
        )


def named_by(said: Sequence[str | int]) -> str:
    """A short digest of what was said."""
    return sha256(json.dumps(said).encode()).hexdigest()[:16]


@cache
def generator_digest() -> str:
    """Names the state of the generator, its code and its data; whole applications are not trained on."""
    files = sorted(
        one
        for one in GENERATOR.rglob("*")
        if one.suffix in {".py", ".yaml", ".html", ".css"} and GENERATOR / "applications" not in one.parents
    )
    return sha256(b"".join(one.read_bytes() for one in files)).hexdigest()[:12]


def rows_of(plan: Plan, cache: Path, progress: Progress, *, workers: int = 2) -> list[Row]:
    """The rows of a plan, from the cache when they were made before."""
    rows: list[Row] = []
    for part in plan.parts:
        kept = cache / "rows" / f"{part.name(plan)}.jsonl"
        if not kept.is_file():
            keep(list(made(part, plan, progress, workers)), kept)
        rows += [row_from(line) for line in kept.read_text("utf-8").splitlines()]
    return rows


def lifelike(rows: Sequence[Row]) -> list[Row]:
    """Captured papers and strangers: what a report and a gate judge by; all rows where none was captured."""
    seen = [row for row in rows if row.way]
    return [*seen, *(row for row in rows if row.label == UNKNOWN)] if seen else list(rows)


def keep(rows: Sequence[Row], file: Path) -> None:
    """Writes rows whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".half")
    half.write_text("".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in rows), "utf-8")
    half.replace(file)


def row_from(line: str) -> Row:
    """A row as the cache keeps it."""
    said = json.loads(line)
    return Row(**{**said, "traits": Traits(**said["traits"])})


def made(part: Part, plan: Plan, progress: Progress, workers: int) -> Iterator[Row]:
    """All rows of a part, made in several processes."""
    title, done = f"{part.make.__name__.replace('_', ' ')}, {plan.split or 'all phrases'}", 0
    with ProcessPoolExecutor(workers) as pool:
        pending = [(pool.submit(part.make, plan, span), len(span)) for span in spans(part.count)]
        for future, size in pending:
            yield from future.result()
            done += size
            progress(title, done, part.count)


def spans(count: int) -> Iterable[range]:
    """Chunks of indices that one process takes at a time."""
    return [range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]


def typeset_rows(plan: Plan, span: range) -> list[Row]:
    """Generated papers of a span; of long ones also a page that stands alone."""
    split = plan.split or "train"
    rows: list[Row] = []
    for index in span:
        truth = typeset(plan.seed, index, split).truth
        draw = chance("reading", plan.seed, index, split)
        if truth.label == "blank" or not truth.text:
            continue  # an empty page is told by its want of ink, not by its words
        rows.append(typeset_row(truth, truth.pages, draw))
        inner = [page for page in truth.pages[1:] if len(page.words) > 40]
        if inner:
            rows.append(typeset_row(truth, (draw.choice(inner),), draw))
    return rows


def typeset_row(truth: Truth, pages: Sequence[PageTruth], draw: Random) -> Row:
    """Pages of a generated paper, read with errors."""
    printed = [[Word(word.text, word.box, 1.0, word.line) for word in page.words] for page in pages]
    marks = [mark for words in printed for mark in marks_of_print(words)]
    marks += capture_marks(truth.label, draw)
    traits = traits_of([misread(words, draw) for words in printed], marks)
    return Row(truth.label, truth.language or "none", truth.family, truth.split, traits)


def captured_rows(plan: Plan, span: range) -> list[Row]:
    """Files of a span as people send them, opened and read for real; what nobody could read is left out."""
    split = plan.split or "train"
    rows: list[Row] = []
    for index in span:
        file = make_file(plan.seed, index, split)
        if file.capture.readable:
            rows += rows_of_file(file, index)
    return rows


def reading_of(file: SampleFile) -> Reading:
    """A file as the product reads it. Raises UploadError."""
    limits, tools, using = bench()
    return read(render(admit(file.name, file.name, file.content, using=limits), using=tools), using=using)


def rows_of_file(file: SampleFile, index: int) -> Iterator[Row]:
    """One row a document, from the pages that bear its words."""
    try:
        reading = reading_of(file)
    except UploadError:
        return
    clues = {page.page.number: clues_of(page) for page in reading.pages}
    for truth in file.documents:
        own = [clues[page.number] for page in truth.pages if page.number in clues]
        if truth.label != "blank" and own:
            yield Row(
                truth.label,
                truth.language or "none",
                truth.family,
                truth.split,
                joined(own).traits,
                file.capture.way,
                script_of(truth.text) or "",
                truth.state or "",
                index,
            )


@cache
def bench() -> tuple[Limits, RenderingTools, Readers]:
    """What opens and reads, once a process."""
    limits = Limits()
    return limits, rendering_tools(limits), readers()


def composed_rows(plan: Plan, span: range) -> list[Row]:
    """Composed papers of a span, kinds and languages in turn."""
    rows = []
    for index in span:
        draw = chance("composed", plan.seed, index, plan.split or "all")
        known = subjects(plan.split)
        subject = known[index % len(known)]
        paper = compose(subject, draw, plan.split)
        traits = traits_of([misread(paper.words, draw)], paper.marks)
        family = NEW_KINDS if held_back(subject) else PHRASES
        rows.append(Row(paper.label, paper.language, family, plan.split, traits))
    return rows


def picture_rows(plan: Plan, span: range) -> list[Row]:
    """Pictures without paper, hardly a word on them: of persons and of things."""
    rows = []
    for index in span:
        draw = chance("picture", plan.seed, index, plan.split or "all")
        label, marks = ("other", thing_marks(draw)) if index % 2 else ("photo_portrait", portrait_marks(draw))
        most = 20 if index % 2 else 2
        words = stranger_words(draw, most=most) if draw.random() < 0.3 else ()
        rows.append(Row(label, "none", PHRASES, plan.split, traits_of([words], marks)))
    return rows


def stranger_rows(plan: Plan, span: range) -> list[Row]:
    """What is like nothing known: babble, single words, scraps. The right answer is to abstain."""
    rows = []
    for index in span:
        draw = chance("stranger", plan.seed, index, plan.split or "all")
        words, marks = stranger_words(draw, most=120), capture_marks(UNKNOWN, draw)
        rows.append(Row(UNKNOWN, "none", "strangers", plan.split, traits_of([words], marks)))
    return rows


def traits_of(pages: Sequence[Sequence[Word]], marks: Sequence[str]) -> Traits:
    """What the model is shown of these pages."""
    words = [seen for number, page in enumerate(pages, 1) for seen in seen_words(page, number)]
    said = {*marks, *(mark for page in pages for mark in word_marks(page))}
    return Clues(tuple(words), tuple(sorted(said))).traits
