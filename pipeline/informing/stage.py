"""The stage: one letter, the same in each language."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from pipeline.catalogue import OFFICE
from pipeline.informing.composing import Stationery, Writer, spoken
from pipeline.informing.forms import as_text
from pipeline.informing.letter import Letter
from pipeline.records import Assessment, Texts

NOTHING: Final[Texts] = {}


def inform(assessment: Assessment, *, using: Stationery, openings: Texts = NOTHING) -> Texts:
    """Writes the letter as plain text.

    Args:
        assessment: What the policy says of the case.
        using: A catalogue a language, and how offices are reached.
        openings: Language → a person's own first words; all else follows from the assessment.

    Returns:
        Language → letter: Danish and English always, the profile's language where it can be said whole.
        No letter holds an address of a person, a number or a value that was read.
    """
    return {
        language: as_text(replace(letter, opening=openings.get(language, letter.opening)))
        for language, letter in compose(assessment, using=using).items()
    }


def compose(assessment: Assessment, *, using: Stationery) -> Mapping[str, Letter]:
    """Language → the letter as data. A language in which one text is lacking gets none, never a mixed one."""
    wanted = dict.fromkeys((*OFFICE, assessment.profile.language))
    possible = spoken(assessment) & set(using.catalogues.languages)
    return {one: Writer(assessment, using, one).letter() for one in wanted if one in possible}
