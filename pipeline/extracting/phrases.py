"""Printed labels of fields, found with spaCy's PhraseMatcher whatever their case, marks and punctuation.

The labels are data: `anchors/*.yaml`, per kind of document, field and language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import spacy
from rapidfuzz import fuzz, process
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.extracting.layout import Segment, Sheet
from pipeline.extracting.normalise.folding import fold
from pipeline.vocabulary import FIELDS
from pipeline.yaml_files import read_yaml

Mode = Literal["label", "after", "before", "weak"]
ANCHOR_FILES = Path(__file__).parent / "anchors"
OTHER = "-"
"""The field of labels that we know but do not read; they end the values of others."""
ELSEWHERE = "elsewhere"
"""The field of labels that other kinds of document have; here they may be words like any other."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BREAK = "\n"
FUZZY_SHORTEST, FUZZY_LEAST = 6, 82
"""Letters of a label's word that is found despite misread ones, and the likeness (0..100) asked for."""
COLON_READ_AS = ("s", "i")
"""What a colon is taken for on blurred photographs: `Dates 16 March`."""
SHORTEST_BORDER = 5
"""Letters of a label of other documents that still ends a value; shorter ones are words like any other."""
_CONFUSED = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("l", "i"), ("1", "i"), ("0", "o"), ("5", "s"))
"""Signs that OCR takes for others, all written one way; in labels and on the page alike."""


@lru_cache(maxsize=20_000)
def squash(word: str) -> str:
    """A word with all signs that OCR confuses written one way."""
    folded = fold(word)
    if folded.isdigit():
        return folded
    for signs, one in _CONFUSED:
        folded = folded.replace(signs, one)
    return folded


def _nearest(word: str, by_length: Mapping[int, tuple[str, ...]]) -> str:
    for length in (len(word), len(word) - 1, len(word) + 1):
        like = process.extractOne(
            word, by_length.get(length, ()), scorer=fuzz.ratio, score_cutoff=FUZZY_LEAST
        )
        if like:
            return str(like[0])
    return word


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: on documents of these labels (all when empty) it names this field."""

    field: str
    mode: Mode
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a segment: `segment.text[start:end]`."""

    segment: Segment
    start: int
    end: int
    words: int
    meanings: tuple[Meaning, ...]


class PhraseTokenizer:
    """Words and numbers alone, folded: punctuation never stands between a label and its finding."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        return Doc(self.vocab, words=[squash(word) for word in _WORD.findall(text)])


@dataclass(frozen=True, eq=False)
class Phrases:
    """All known labels, ready to be looked for. `known`, `by_length`: the words they are made of."""

    tokenizer: PhraseTokenizer
    matcher: PhraseMatcher
    meanings: Mapping[str, tuple[Meaning, ...]]
    known: frozenset[str]
    by_length: Mapping[int, tuple[str, ...]]

    def hits(self, sheet: Sheet, label: str) -> tuple[Hit, ...]:
        """The labels on a page that mean something on such a document; of overlapping ones the longest."""
        spans = list(_spans(sheet))
        repair = self.repaired if sheet.read_page.text_source != "layer" else squash
        doc = Doc(self.tokenizer.vocab, words=[repair(match[0]) if match else _BREAK for _, match in spans])
        found = [
            self._hit(doc[start:end].text, spans, start, end, label) for _, start, end in self.matcher(doc)
        ]
        kept = _longest(hit for hit in found if hit)
        return tuple(sorted(kept, key=lambda hit: (hit.segment.order, hit.start)))

    def words_for(self, label: str) -> frozenset[str]:
        """The words of all labels that mean something on documents of this label."""
        return _words_for(self, label)

    def repaired(self, word: str) -> str:
        """The word of a label that a misread word was; any other word as it is."""
        squashed = squash(word)
        if len(squashed) > 4 and self._ends_in_colon(squashed):
            return squashed[:-1]
        if len(squashed) < FUZZY_SHORTEST or squashed in self.known:
            return squashed
        return _nearest(squashed, self.by_length)

    def _ends_in_colon(self, squashed: str) -> bool:
        known = squashed[:-1] in self.known and squashed not in self.known
        return known and squashed.endswith(COLON_READ_AS)

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
        labels = [one for one in known if one.mode == "label"] if len(phrase) >= SHORTEST_BORDER else []
        borrowed = tuple(replace(one, mode="weak") for one in labels if one.field in FIELDS.get(label, ()))
        return here or borrowed or ((Meaning(ELSEWHERE, "label", frozenset()),) if labels else ())


@cache
def _words_for(phrases: Phrases, label: str) -> frozenset[str]:
    meant = (
        phrase
        for phrase, meanings in phrases.meanings.items()
        if any(not one.labels or label in one.labels for one in meanings)
    )
    return frozenset(word for phrase in meant for word in phrase.split())


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
        for group in read_yaml(path):
            for phrase, meaning in _group_meanings(group):
                words = nlp.make_doc(phrase).text.strip()
                if words:  # a sign alone (№) is no word
                    meanings.setdefault(words, []).append(meaning)
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    matcher.add("anchor", [tokenizer(phrase) for phrase in meanings])
    known = frozenset(word for phrase in meanings for word in phrase.split())
    by_length: dict[int, tuple[str, ...]] = {}
    for word in sorted(known):
        if len(word) >= FUZZY_SHORTEST:
            by_length[len(word)] = (*by_length.get(len(word), ()), word)
    return Phrases(tokenizer, matcher, {one: tuple(all_) for one, all_ in meanings.items()}, known, by_length)


def _group_meanings(group: Mapping[str, Any]) -> Iterator[tuple[str, Meaning]]:
    labels = frozenset(group.get("labels", ()))
    for field, modes in group["fields"].items():
        for mode, languages in modes.items():
            for phrases in languages.values():
                for phrase in phrases:
                    yield str(phrase), Meaning(field, mode, labels)
