"""The stage: pages of an upload to documents with labels."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, Protocol

from pipeline.classifying.clues import Clues, SeenWord, joined, seen_words
from pipeline.classifying.linear import ranked
from pipeline.classifying.marks import is_blank, marks_of
from pipeline.classifying.sheets import Sheet, worded
from pipeline.classifying.splitting import split
from pipeline.classifying.trust import OTHER
from pipeline.records import Document, Reading, ReadPage, Reason, enclosing
from pipeline.vocabulary import UNKNOWN

MOST_REASONS: Final = 5
FEWER_REASONS: Final = 3
"""For a label that was not chosen."""
MOST_ALTERNATIVES: Final = 3
_WORTH_SHOWING: Final = 0.05
_SURE: Final = 0.99
PROPOSED: Final = 0.5
"""From here on a label is more likely right than all others together: it is named, if not accepted."""


class LabelModel(Protocol):
    """Names the kind of a document from its clues. `version` goes into every inspection."""

    @property
    def version(self) -> str: ...

    def probabilities(self, clues: Clues) -> Mapping[str, float]:
        """Label → calibrated probability, likeliest first; sums to at most 1."""
        ...

    def floor(self, label: str) -> float:
        """The lowest probability at which the label is accepted."""
        ...

    def weights(self, clues: Clues, labels: Sequence[str]) -> Sequence[Sequence[float]]:
        """For each label: for each word its share of the label's score, in log-odds."""
        ...


def classify(reading: Reading, *, using: LabelModel, firsts: Collection[int] = ()) -> tuple[Document, ...]:
    """Join pages into documents and name each one's label, or `unknown` when none is likely enough.

    Args:
        reading: Pages with their words.
        using: Names the labels.
        firsts: The pages that open a document, where a person said so; else the pages themselves tell.

    Returns:
        Documents in order; every page is in exactly one. `confidence` is that of the likeliest label. Under
        its floor the label is not accepted; where it is not even `nameable` it is `unknown`, and the
        likeliest leads the alternatives.
    """
    sheets = [sheet_of(page, using) for page in reading.pages]
    return tuple(document_of(group, using) for group in split(sheets, firsts))


def sheet_of(read_page: ReadPage, model: LabelModel) -> Sheet:
    """A page with what the model says of it alone."""
    clues = clues_of(read_page)
    if is_blank(read_page):
        return Sheet(read_page.page.number, clues, {"blank": _SURE}, clear=True, blank=True)
    probabilities = dict(model.probabilities(clues))
    label = next(iter(probabilities))
    return worded(read_page, clues, probabilities, clear=probabilities[label] >= model.floor(label))


def clues_of(read_page: ReadPage) -> Clues:
    """All that a page shows to the model."""
    return Clues(seen_words(read_page.words, read_page.page.number), marks_of(read_page))


def document_of(group: Sequence[Sheet], model: LabelModel) -> Document:
    """The label of pages that belong together."""
    pages = tuple(sheet.number for sheet in group)
    if group[0].blank:
        return Document(pages, "blank", _SURE)
    clues = joined(sheet.clues for sheet in group)
    probabilities = model.probabilities(clues) if len(group) > 1 else group[0].probabilities
    likeliest, confidence = max(probabilities.items(), key=lambda item: item[1])
    accepted = confidence >= model.floor(likeliest)
    label = likeliest if accepted or nameable(likeliest, probabilities) else UNKNOWN
    others = ranked(probabilities, label, MOST_ALTERNATIVES)
    shown = [likeliest, *(one.label for one in others if one.label != likeliest)]
    why = dict(zip(shown, model.weights(clues, shown), strict=True))
    return Document(
        pages,
        label,
        confidence,
        tuple(replace(one, reasons=reasons_for(clues, why[one.label], FEWER_REASONS)) for one in others),
        reasons_for(clues, why[likeliest]),
        accepted,
    )


def nameable(likeliest: str, probabilities: Mapping[str, float]) -> bool:
    """Whether the label is likelier than all others; what is like nothing known is more `other` than real."""
    against = sum(share for label, share in probabilities.items() if label != likeliest)
    return 1 - against >= PROPOSED if likeliest == OTHER else probabilities[likeliest] >= PROPOSED


def reasons_for(clues: Clues, weights: Sequence[float], most: int = MOST_REASONS) -> tuple[Reason, ...]:
    """The words that spoke most for the label; neighbours on a line that all speak for it stand together."""
    found = [reason_of(run) for run in runs(clues.words, weights)]
    found.sort(key=lambda reason: -reason.weight)
    return tuple(found[:most])


def runs(words: Sequence[SeenWord], weights: Sequence[float]) -> Iterator[list[tuple[SeenWord, float]]]:
    """Stretches of neighbouring words on one line that are worth showing."""
    weighed = list(zip(words, weights, strict=True))
    for key, stretch in groupby(
        weighed, key=lambda pair: (pair[1] >= _WORTH_SHOWING, pair[0].page, pair[0].word.line)
    ):
        if key[0]:
            yield list(stretch)


def reason_of(run: Sequence[tuple[SeenWord, float]]) -> Reason:
    """One stretch as a reason, with the box around its words."""
    words = [seen.word for seen, _ in run]
    return Reason(
        " ".join(word.text for word in words),
        run[0][0].page,
        enclosing([word.box for word in words]),
        round(sum(weight for _, weight in run), 3),
    )
