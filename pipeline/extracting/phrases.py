"""Printed labels of fields, found on a page with spaCy's PhraseMatcher whatever their case, marks and punctuation.

The labels are data: `anchors/*.yaml`, per kind of document, field and language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import spacy
import yaml
from rapidfuzz import fuzz, process
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.extracting.layout import Segment, Sheet
from pipeline.extracting.normalise.folding import fold

Mode = Literal["label", "after", "before", "weak"]
ANCHOR_FILES = Path(__file__).parent / "anchors"
OTHER = "-"
"""The field of labels that we know but do not read; they end the values of others."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BREAK = "\n"
FUZZY_SHORTEST, FUZZY_LEAST = 6, 86
"""Letters that a label must have to be looked for despite misread ones, and the likeness (0..100) asked for."""
LIKE = 0.92
"""What a label found by likeness is worth beside one found exactly."""

_fold = lru_cache(maxsize=20_000)(fold)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: on documents of these labels (all when empty) it names this field."""

    field: str
    mode: Mode
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a segment: `segment.text[start:end]`. `worth`: 1, less when letters were misread."""

    segment: Segment
    start: int
    end: int
    words: int
    meanings: tuple[Meaning, ...]
    worth: float = 1.0


class PhraseTokenizer:
    """Words and numbers alone, folded: punctuation never stands between a label and its finding."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=[_fold(word) for word in _WORD.findall(text)])

    def over(self, spans: Iterable[tuple[Segment, re.Match[str] | None]]) -> Doc:
        """A document over many segments; no phrase reaches from one into the next."""
        return Doc(self.vocab, words=[_fold(match[0]) if match else _BREAK for _, match in spans])


@dataclass(frozen=True)
class Phrases:
    """All known labels, ready to be looked for. `likeness`: folded text → its meanings, for misread ones."""

    tokenizer: PhraseTokenizer
    matcher: PhraseMatcher
    meanings: Mapping[str, tuple[Meaning, ...]]
    likeness: tuple[str, ...]

    def hits(self, sheet: Sheet, label: str) -> tuple[Hit, ...]:
        """The labels on a page that mean something on documents of this label; of overlapping ones the longest."""
        spans = list(_spans(sheet))
        doc = self.tokenizer.over(spans)
        found = [
            self._hit(doc[start:end].text, spans, start, end, label) for _, start, end in self.matcher(doc)
        ]
        kept = _longest(hit for hit in found if hit)
        return tuple(
            sorted(
                [*kept, *self._misread(sheet, kept, label)], key=lambda hit: (hit.segment.order, hit.start)
            )
        )

    def _hit(
        self, phrase: str, spans: list[tuple[Segment, re.Match[str] | None]], start: int, end: int, label: str
    ) -> Hit | None:
        segment, first, last = spans[start][0], spans[start][1], spans[end - 1][1]
        meanings = self._meant(phrase, label)
        if not meanings or first is None or last is None:
            return None
        return Hit(segment, first.start(), last.end(), end - start, meanings)

    def _meant(self, phrase: str, label: str) -> tuple[Meaning, ...]:
        """What the phrase means here; one that means something elsewhere only is known, but not read."""
        known = self.meanings.get(phrase, ())
        here = tuple(one for one in known if not one.labels or label in one.labels)
        return here or ((Meaning(OTHER, "label", frozenset()),) if known else ())

    def _misread(self, sheet: Sheet, kept: list[Hit], label: str) -> Iterator[Hit]:
        """Labels with misread letters: only whole segments or what stands before a colon, only where nothing was found."""
        if sheet.read_page.text_source == "layer":
            return
        taken = {hit.segment.order for hit in kept}
        for segment in sheet.segments:
            head = segment.text.partition(":")[0]
            if segment.order in taken or not FUZZY_SHORTEST <= len(head) <= 40 or head.count(" ") > 4:
                continue
            like = process.extractOne(
                " ".join(_fold(word) for word in _WORD.findall(head)), self.likeness, scorer=fuzz.ratio,
                score_cutoff=FUZZY_LEAST,
            )  # fmt: skip
            if like:
                yield Hit(segment, 0, len(head), 1, self._meant(like[0], label), LIKE)


def _spans(sheet: Sheet) -> Iterator[tuple[Segment, re.Match[str] | None]]:
    for segment in sheet.segments:
        for match in _WORD.finditer(segment.text):
            yield segment, match
        yield segment, None


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Of hits that share words the longer stays."""
    kept: dict[int, list[Hit]] = {}
    for hit in sorted(hits, key=lambda one: (-one.words, one.start)):
        others = kept.setdefault(hit.segment.order, [])
        if all(hit.start >= one.end or hit.end <= one.start for one in others):
            others.append(hit)
    return [hit for others in kept.values() for hit in others]


def load_phrases(folder: Path = ANCHOR_FILES) -> Phrases:
    """All labels of the YAML files of a folder."""
    meanings: dict[str, list[Meaning]] = {}
    nlp = spacy.blank("xx")
    tokenizer = PhraseTokenizer(nlp.vocab)
    nlp.tokenizer = tokenizer
    for path in sorted(folder.glob("*.yaml")):
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            for phrase, meaning in _group_meanings(group):
                meanings.setdefault(nlp.make_doc(phrase).text.strip(), []).append(meaning)
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    matcher.add("anchor", [tokenizer(phrase) for phrase in meanings])
    likeness = tuple(phrase for phrase in meanings if len(phrase) >= FUZZY_SHORTEST)
    return Phrases(tokenizer, matcher, {phrase: tuple(all_) for phrase, all_ in meanings.items()}, likeness)


def _group_meanings(group: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    labels = frozenset(group.get("labels", ()))
    for field, modes in group["fields"].items():
        for mode, languages in modes.items():
            for phrases in languages.values():
                for phrase in phrases:
                    yield str(phrase), Meaning(field, mode, labels)
