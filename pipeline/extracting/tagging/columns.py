"""What the tagger sees of each word: its form, what stands left of it and over it, and where it stands."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.extracting.layout import Segment, Sheet
from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.phrases import squash
from pipeline.records import Word

COLUMNS: Final = (
    "norm",
    "prefix",
    "suffix",
    "shape",
    "left",
    "left_word",
    "over",
    "over_word",
    "place",
    "label",
)
"""The order of the columns; the model's tables follow it."""
KEY: Final = "columns"
"""Where a Doc carries them."""
_WORD: Final = re.compile(r"[^\W_]+")
_PHRASE: Final = 3
"""Words of a neighbour that make its phrase."""
_OVER: Final = 2.6
"""Heights of text up to the line over a word."""


def segments_of(sheets: Sequence[Sheet]) -> list[tuple[Sheet, Segment]]:
    """All segments of a document in reading order."""
    return [(sheet, segment) for sheet in sheets for segment in sheet.segments]


def doc_of(sheets: Sequence[Sheet], label: str, vocab: Vocab) -> Doc:
    """A document's words as a spaCy Doc that carries their columns; one token a word."""
    rows: list[tuple[str, ...]] = []
    words: list[Word] = []
    for sheet, segment in segments_of(sheets):
        beside, over = sheet.left_of(segment)[:1], sheet.above(segment.box, _OVER)[:1]
        around = (*_said(beside, last=True), *_said(over, last=False))
        for word in segment.words:
            words.append(word)
            rows.append((*_form(word.text), *around, _place(sheet, word), label))
    doc = Doc(vocab, words=[word.text or "-" for word in words])
    doc.user_data[KEY] = _hashed(rows)
    return doc


def _hashed(rows: Sequence[Sequence[str]]) -> NDArray[np.uint64]:
    table = [
        [get_string_id(f"{name}={value}") for name, value in zip(COLUMNS, row, strict=True)] for row in rows
    ]
    return np.asarray(table, dtype=np.uint64).reshape(len(rows), len(COLUMNS))


def _form(text: str) -> tuple[str, str, str, str]:
    """Norm, prefix, suffix, shape; figures count by their number only."""
    plain = squash(text) if not any(sign.isdigit() for sign in text) else re.sub(r"\d", "0", fold(text))
    return plain, plain[:3], plain[-3:], _shape(text)


def _shape(text: str) -> str:
    signs = ("0" if s.isdigit() else "X" if s.isupper() else "x" if s.isalpha() else s for s in text)
    return re.sub(r"(.)\1{2,}", r"\1\1", "".join(signs))


def _said(near: Sequence[Segment], *, last: bool) -> Iterator[str]:
    """The phrase and the one nearest word of a neighbour."""
    words = [squash(word) for one in near for word in _WORD.findall(one.text)]
    part = words[-_PHRASE:] if last else words[:_PHRASE]
    yield " ".join(part)
    yield (part[-1] if last else part[0]) if part else ""


def _place(sheet: Sheet, word: Word) -> str:
    height = (word.box.y1 - word.box.y0) / sheet.height
    size = "small" if height < 0.8 else "large" if height > 1.5 else "usual"
    return f"{int(word.box.y0 * 8)} {int(word.box.x0 * 4)} {size}"
