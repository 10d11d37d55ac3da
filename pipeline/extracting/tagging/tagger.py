"""Tagged words → candidates: runs of one tag, read by the normaliser of their field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import numpy as np
import spacy
from numpy.typing import NDArray

from pipeline.extracting.candidates import Candidate, reading_confidence
from pipeline.extracting.kinds import KIND_OF, LISTS, READERS
from pipeline.extracting.layout import Passage, Segment, Sheet
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.rules.wording import known_kind
from pipeline.extracting.tagging.architecture import layout_embed
from pipeline.extracting.tagging.audit import audit
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
SCORER: Final = {"@scorers": "spacy.tagger_scorer.v1"}
"""What stands for the scorer of training, which is no part of what serves."""
NAMES: Final = frozenset({"person", "people", "party", "organisation"})
GROWS: Final = 0.08
"""From this probability a word belongs to the run beside it."""
NEXT_LINE: Final = 1.6
"""Heights of text down to the line that a text goes on in."""
_DAY: Final = re.compile(r"\d{1,2}\.?")
"""A day before its month."""
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
        places = segments_of(sheets)
        if not places:
            return
        pipe = self.nlp.get_pipe(COMPONENT)
        scores = np.asarray(pipe.model.predict([doc_of(sheets, label, self.nlp.vocab)])[0])
        columns = {name: place for place, name in enumerate(pipe.labels) if name in FIELDS.get(label, ())}
        tagged: list[Tagged] = []
        first = 0
        for sheet, segment in places:
            own = scores[first : first + len(segment.words)]
            first += len(segment.words)
            for field, column in columns.items():
                for run in runs(own, column):
                    words = whole(segment.words, run, KIND_OF[field])
                    tagged.append(Tagged(field, sheet, segment, words, float(own[run, column].max())))
        found = (_candidate(one, context) for one in unwrapped(tagged))
        yield from (one for one in found if one)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words that the model takes for a field's value. `segment`: where the last of them stand."""

    field: str
    sheet: Sheet
    segment: Segment
    words: tuple[Word, ...]
    sure: float


def unwrapped(tagged: Sequence[Tagged]) -> list[Tagged]:
    """Texts that are wrapped into the line under them joined: `Accompanying` over `family`."""
    joined: list[Tagged] = []
    for one in tagged:
        over = next((last for last in joined[::-1] if last.field == one.field), None)
        if over and _goes_on(over, one):
            whole = replace(one, words=(*over.words, *one.words), sure=max(over.sure, one.sure))
            joined = [whole if last is over else last for last in joined]
        else:
            joined.append(one)
    return joined


def _goes_on(over: Tagged, one: Tagged) -> bool:
    ends, begins = over.words[-1] is over.segment.words[-1], one.words[0] is one.segment.words[0]
    return (
        KIND_OF[one.field] == "text"
        and ends
        and begins
        and one.segment in over.sheet.below(over.segment.box, NEXT_LINE)[:1]
    )


def whole(words: tuple[Word, ...], run: slice, kind: str) -> tuple[Word, ...]:
    """The words of a run with those beside it that are part of its value, whatever the model thinks."""
    if kind in NAMES:
        return named_on(words, run)
    if kind == "date" and run.start and _DAY.fullmatch(words[run.start - 1].text):
        return words[run.start - 1 : run.stop]
    return words[run]


def named_on(words: tuple[Word, ...], run: slice) -> tuple[Word, ...]:
    """A run of a name with the capitalised words right after it, for names are rarely one word."""
    end = run.stop
    while end < len(words) and _capitalised(words[end].text) and words[end - 1].text[-1:] not in ",;:.":
        end += 1
    return words[run.start : end]


def _capitalised(text: str) -> bool:
    return text[:1].isupper() and not any(sign.isdigit() for sign in text) and text[-1:] != ":"


def runs(scores: NDArray[np.float32], column: int) -> Iterator[slice]:
    """Runs of words on a line that may be of a tag, around at least one of which it is the likeliest tag."""
    likeliest = scores.argmax(axis=1) == column
    possible = scores[:, column] >= GROWS
    possible |= likeliest
    for may, group in groupby(range(len(scores)), key=lambda place: bool(possible[place])):
        places = list(group)
        if may and likeliest[places].any():
            yield slice(places[0], places[-1] + 1)


def _candidate(tagged: Tagged, context: Context) -> Candidate | None:
    field, page = tagged.field, tagged.segment.page
    passage = Passage((tagged.words,), page)
    found = READERS[KIND_OF[field]](passage.text, context)
    if not found:
        return None
    start, end = found[0].start, found[-1].end
    inside = passage.words_in(start, end)
    value = [str(one.value) for one in found] if field in LISTS else found[0].value
    value = known_kind(field, passage.text) or value
    confidence = tagged.sure * reading_confidence(inside)
    return Candidate(field, value, passage.text[start:end], inside, page, confidence, "model")


def field_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder whose files are those that were made. Raises as `load_field_tagger` does."""
    manifest = checked_manifest(folder, SCHEMA)
    audit(folder, folder / PIPELINE, manifest)
    return manifest


def load_field_tagger(folder: Path) -> FieldTagger:
    """The tagger of a version's folder: a pipeline of `spacy train`, and the weights of `weighing.py`.

    Raises ModelMissing, ModelDamaged, ModelOutdated, FieldModelForeign: nothing was loaded then.
    """
    field_manifest(folder)
    nlp = spacy.load(folder / PIPELINE, config={"components.fields.scorer": SCORER})
    return FieldTagger(nlp, load_trust(folder / TRUST), folder.name)
