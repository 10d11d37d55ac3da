"""Trains the field tagger: papers with truth → spaCy Docs whose words are tagged → `spacy train` → trust.

    python -m models.fields --out FOLDER [--typeset N] [--captured N] [--seed S] [--workers N]
    python -m models.fields --out FOLDER --trained PIPELINE [--captured N] [--seed S] [--workers N]

The second form keeps a trained pipeline and fits its trust anew: after labels or rules have changed.

Typeset papers get the errors of readers put in; captured ones went through camera and reader for real. A word
is tagged with the field in whose printed box it lies; families and wordings of the train split only.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any, Final

from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry
from spacy.vocab import Vocab

from models.dataset import reading_of
from models.field_artefact import write_field_model
from models.field_trust import Proposed, fit, neutral, proposals
from models.noise import misread
from pipeline.errors import UploadError
from pipeline.extracting import build_field_finder
from pipeline.extracting.extraction import candidates_of, zone_of
from pipeline.extracting.kinds import KIND_OF
from pipeline.extracting.layout import Sheet, sheet_of
from pipeline.extracting.tagging.columns import doc_of, segments_of
from pipeline.extracting.tagging.tagger import OUTSIDE
from pipeline.records import Box, Page, Quality, Raster, ReadPage, Word
from samples.chance import chance
from samples.document import FieldBox, Split, Truth
from samples.generator import make_file, typeset

CONFIG: Final = Path(__file__).with_name("fields.cfg")
_SPAN: Final = 50
"""Papers that one process makes at a time."""
_INSIDE: Final = 0.5
"""Share of a word that must lie in a field's box."""
_PAPER: Final = (210, 297)
"""Millimetres: the aspect of a typeset page."""


# ── documents with tags ───────────────────────────────────────────────────────────────────────────


def tagged_doc(sheets: Sequence[Sheet], truth: Truth, vocab: Vocab) -> Doc:
    """The document's words with their columns and, as tags, the fields that they are part of."""
    doc = doc_of(sheets, truth.label, vocab)
    words = [(sheet.number, word) for sheet, segment in segments_of(sheets) for word in segment.words]
    boxes = [
        (name, place) for name, places in truth.field_boxes.items() if name in KIND_OF for place in places
    ]
    for token, (page, word) in zip(doc, words, strict=True):
        token.tag_ = _field_of(page, word.box, boxes)
    return doc


def _field_of(page: int, box: Box, boxes: Sequence[tuple[str, FieldBox]]) -> str:
    """The smallest field around a word, for an address may hold a name."""
    around = [
        (name, place.box) for name, place in boxes if place.page == page and _share(box, place.box) > _INSIDE
    ]
    return min(around, key=lambda one: _area(one[1]))[0] if around else OUTSIDE


def _share(word: Box, box: Box) -> float:
    width = min(word.x1, box.x1) - max(word.x0, box.x0)
    height = min(word.y1, box.y1) - max(word.y0, box.y0)
    return max(0.0, width) * max(0.0, height) / max(_area(word), 1e-9)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def typeset_sheets(truth: Truth, draw: Random) -> list[Sheet]:
    """The pages of a typeset paper as a reader of random skill would give them."""
    raster = Raster(*_PAPER, 1, bytes(_PAPER[0] * _PAPER[1]))
    found = []
    for page in truth.pages:
        printed = [Word(word.text, word.box, 1.0, word.line) for word in page.words]
        read = misread(printed, draw) if printed else ()
        whole = Page(page.number, raster, None, 0, Quality(readable=True, score=1.0))
        found.append(sheet_of(ReadPage(whole, tuple(read), "ocr", "typeset")))
    return found


def typeset_docs(span: range, seed: int, split: Split) -> bytes:
    """A DocBin of typeset papers."""
    vocab = Vocab()
    docs = DocBin(attrs=["TAG"], store_user_data=True)
    for index in span:
        truth = typeset(seed, index, split).truth
        if truth.field_boxes:
            sheets = typeset_sheets(truth, chance("reading", seed, index, split))
            docs.add(tagged_doc(sheets, truth, vocab))
    return docs.to_bytes()


def captured_sheets(index: int, seed: int, split: Split) -> Iterator[tuple[Truth, list[Sheet]]]:
    """The papers of a file that went through camera and reader; none of one that nobody could read."""
    file = make_file(seed, index, split)
    try:
        pages = reading_of(file).pages if file.capture.readable else ()
    except UploadError:
        return
    for truth in file.documents:
        own = {page.number for page in truth.pages}
        sheets = [sheet_of(page) for page in pages if page.page.number in own]
        if truth.field_boxes and any(sheet.segments for sheet in sheets):
            yield truth, sheets


def captured_docs(span: range, seed: int, split: Split) -> bytes:
    """A DocBin of papers that went through camera and reader."""
    vocab = Vocab()
    docs = DocBin(attrs=["TAG"], store_user_data=True)
    for index in span:
        for truth, sheets in captured_sheets(index, seed, split):
            docs.add(tagged_doc(sheets, truth, vocab))
    return docs.to_bytes()


def write_corpus(made: Iterable[bytes], file: Path) -> int:
    """Joins parts into one file; returns how many documents it holds."""
    whole = DocBin(attrs=["TAG"], store_user_data=True)
    for part in made:
        whole.merge(DocBin(store_user_data=True).from_bytes(part))
    whole.to_disk(file)
    return len(whole)


# ── what spaCy's config refers to ─────────────────────────────────────────────────────────────────


@registry.readers("sagsklar.FieldCorpus.v1")  # type: ignore[untyped-decorator]
def field_corpus(path: Path, *, shuffled: bool) -> Callable[[Language], Iterator[Example]]:
    """Reads a DocBin; tokens and columns are kept, for they can't be made from the text again."""

    def read(nlp: Language) -> Iterator[Example]:
        docs = list(DocBin(store_user_data=True).from_disk(path).get_docs(nlp.vocab))
        if shuffled:
            Random(len(docs)).shuffle(docs)
        for doc in docs:
            bare = Doc(
                nlp.vocab, words=[token.text for token in doc], spaces=[bool(t.whitespace_) for t in doc]
            )
            bare.user_data.update(doc.user_data)
            yield Example(bare, doc)

    return read


@registry.scorers("sagsklar.field_scorer.v1")  # type: ignore[untyped-decorator]
def field_scorer() -> Callable[..., Mapping[str, float]]:
    """F1 over words that are part of a field."""
    return _score


def _score(examples: Iterable[Example], **_: Any) -> dict[str, float]:
    right = said = meant = 0
    for example in examples:
        for found, true in zip(example.predicted, example.reference, strict=True):
            right += found.tag_ == true.tag_ != OUTSIDE
            said += found.tag_ != OUTSIDE
            meant += true.tag_ != OUTSIDE
    return {"field_f1": 2 * right / max(1, said + meant)}


def train_tagger(train: Path, dev: Path, out: Path, **overrides: int) -> Path:
    """Trains by `fields.cfg`; the best pipeline by field_f1 stands in `out/model-best`.

    `overrides`: keys of the section `training`.
    """
    told = {f"training.{name}": value for name, value in overrides.items()}
    spacy_train(CONFIG, out, overrides={"paths.train": str(train), "paths.dev": str(dev), **told})
    return out / "model-best"


def write_corpora(asked: argparse.Namespace) -> tuple[Path, Path]:
    """The train file of typeset and captured papers, the dev file of captured ones of other families."""
    train, dev = asked.out / "train.spacy", asked.out / "dev.spacy"
    with ProcessPoolExecutor(asked.workers) as pool:

        def parts(make: Callable[..., bytes], count: int, split: Split) -> Iterator[bytes]:
            spans = [range(start, min(count, start + _SPAN)) for start in range(0, count, _SPAN)]
            return pool.map(partial(make, seed=asked.seed, split=split), spans)

        papers = chain(
            parts(typeset_docs, asked.typeset, "train"), parts(captured_docs, asked.captured, "train")
        )
        for file, made in ((train, papers), (dev, parts(captured_docs, asked.captured // 2, "calibration"))):
            sys.stderr.write(f"{file}: {write_corpus(made, file)} papers\n")
    return train, dev


def trust_rows(span: range, seed: int, split: Split, tagger: Path) -> list[Proposed]:
    """What all sources propose for captured papers, with what is right."""
    finder = build_field_finder(tagger)
    found: list[Proposed] = []
    for index in span:
        for truth, sheets in captured_sheets(index, seed, split):
            zone = zone_of(tuple(sheets), finder.year)
            said = candidates_of(tuple(sheets), truth.label, zone, finder)
            found += proposals(f"{index} {truth.label}", truth.label, said, truth.fields)
    return found


def fitted(trained: Path, asked: argparse.Namespace) -> Path:
    """The folder of the field model: trust is fitted on captured papers of other families."""
    draft = write_field_model(trained, neutral(), {}, asked.out)
    count = asked.captured // 2
    spans = [range(start, min(count, start + _SPAN)) for start in range(0, count, _SPAN)]
    with ProcessPoolExecutor(asked.workers) as pool:
        make = partial(trust_rows, seed=asked.seed + 1, split="calibration", tagger=draft)
        rows = [row for some in pool.map(make, spans) for row in some]
    folder = write_field_model(trained, fit(rows), _scores(trained), asked.out)
    shutil.rmtree(draft)
    return folder


def _scores(trained: Path) -> dict[str, float]:
    """What training measured on the captured papers: word by word, of 1."""
    told = json.loads((trained / "meta.json").read_text(encoding="utf-8"))["performance"]
    return {"field_f1": round(told["field_f1"], 4)}


def main() -> None:
    """Makes the corpora and trains where that is asked, fits the trust; prints the field model's folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--trained", type=Path)
    parser.add_argument("--typeset", type=int, default=9000)
    parser.add_argument("--captured", type=int, default=700)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    trained = asked.trained or train_tagger(*write_corpora(asked), asked.out / "training")
    sys.stdout.write(f"{fitted(trained, asked)}\n")


if __name__ == "__main__":
    main()
