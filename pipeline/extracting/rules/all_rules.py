"""All rules one after the other."""

from collections.abc import Collection, Sequence
from typing import Final

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.layout import Sheet
from pipeline.extracting.normalise.found import Context
from pipeline.extracting.rules.cards import card_values
from pipeline.extracting.rules.issuers import issuing_states
from pipeline.extracting.rules.letters import letter_values
from pipeline.extracting.rules.numbers import shaped_numbers
from pipeline.extracting.rules.spans import spans
from pipeline.extracting.rules.wording import worded_values
from pipeline.records import Word

KNOWN: Final = 0.6
"""Confidence of a proposal beside which none is sought by looser rules."""


def ruled_values(
    sheets: tuple[Sheet, ...],
    label: str,
    proposed: Sequence[Candidate],
    of_others: Collection[Word],
    context: Context,
) -> list[Candidate]:
    """What rules find; the form of a letter is asked only for fields that neither label nor tagger led to.

    `of_others`: words of days that have a label of their own, so that none is the day of a letter.
    """
    known = {one.name for one in proposed if one.confidence >= KNOWN}
    found = [*worded_values(sheets, label), *shaped_numbers(sheets, context)]
    # a card's numbers say more than the tagger, which is then weighed against them
    labelled = {one.name for one in proposed if one.source != "model" and one.confidence >= KNOWN}
    found += [one for one in card_values(sheets, label, proposed, context) if one.name not in labelled]
    loose = [*letter_values(sheets, label, context), *issuing_states(sheets, context)]
    loose += spans(sheets, context)
    return found + [
        one for one in loose if one.name not in known and not any(word in of_others for word in one.words)
    ]
