"""Tagged words → candidates: runs of one tag, read by the normaliser of their field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
import spacy

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.kinds import KIND_OF, LISTS, READERS
from pipeline.extracting.layout import Passage, Sheet
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.tagging.architecture import layout_embed
from pipeline.extracting.tagging.columns import doc_of, segments_of
from pipeline.extracting.weighing import Trust, load_trust
from pipeline.records import Word
from pipeline.versions import checked_manifest
from pipeline.vocabulary import FIELDS

PIPELINE, TRUST, COMPONENT = "pipeline", "trust.json", "fields"
EMBEDDING: Final = layout_embed
"""Registered when it is imported; the trained pipeline names it."""
SCHEMA: Final = "sagsklar/field-model/1"
"""Changes with what the tagger is shown (`COLUMNS`) and with the features of its trust."""
_SCORER: Final = {"@scorers": "spacy.tagger_scorer.v1"}
OUTSIDE: Final = "-"
"""The tag of words that are part of no field."""


@dataclass(frozen=True)
class FieldTagger:
    """A trained pipeline; `version` goes into every inspection."""

    nlp: Any
    trust: Trust
    version: str

    def candidates(self, sheets: Sequence[Sheet], label: str, context: Context) -> Iterator[Candidate]:
        """A proposal for each run of words that the model takes for a field of this label."""
        words = [
            (sheet, segment.order, word) for sheet, segment in segments_of(sheets) for word in segment.words
        ]
        if not words:
            return
        tags, sure = self._tagged(sheets, label)
        allowed = set(FIELDS.get(label, ()))
        marked = [
            (tag if tag in allowed else OUTSIDE, sheet.number, order, word, trust)
            for (sheet, order, word), tag, trust in zip(words, tags, sure, strict=True)
        ]
        for (tag, page, _), run in groupby(marked, key=lambda one: one[:3]):
            if tag != OUTSIDE:
                kept = list(run)
                found = _candidate(tag, page, [one[3] for one in kept], min(one[4] for one in kept), context)
                if found:
                    yield found

    def _tagged(self, sheets: Sequence[Sheet], label: str) -> tuple[list[str], list[float]]:
        """The likeliest tag of each word and its probability."""
        pipe = self.nlp.get_pipe(COMPONENT)
        scores = pipe.model.predict([doc_of(sheets, label, self.nlp.vocab)])[0]
        best = np.asarray(scores.argmax(axis=1))
        return [pipe.labels[place] for place in best], [float(value) for value in scores.max(axis=1)]


def _candidate(field: str, page: int, words: list[Word], sure: float, context: Context) -> Candidate | None:
    passage = Passage((tuple(words),), page)
    found = READERS[KIND_OF[field]](passage.text, context)
    if not found:
        return None
    start, end = found[0].start, found[-1].end
    inside = passage.words_in(start, end)
    value = [str(one.value) for one in found] if field in LISTS else found[0].value
    confidence = sure * reading_confidence(inside)
    return Candidate(field, value, passage.text[start:end], inside, page, confidence, "model")


def load_field_tagger(folder: Path) -> FieldTagger:
    """The tagger of a version's folder: a pipeline of `spacy train`, and the weights of `weighing.py`.

    Raises ModelMissing, ModelDamaged, ModelOutdated.
    """
    checked_manifest(folder, SCHEMA)
    # the scorer of training is no part of what serves
    nlp = spacy.load(folder / PIPELINE, config={"components.fields.scorer": _SCORER})
    return FieldTagger(nlp, load_trust(folder / TRUST), folder.name)
