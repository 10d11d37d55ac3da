"""A judgement in words, in every language there is a catalogue for."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

from babel.lists import format_list

from pipeline.catalogue import Catalogues, load_catalogues
from pipeline.records import Texts
from review.citizen.judging import Judgement

MESSAGES: Final = Path(__file__).parent / "messages"
NAMED: Final = 4
"""So many kinds of papers are named in one sentence."""


@cache
def load_messages() -> Catalogues:
    """What is said to citizens."""
    return load_catalogues(MESSAGES)


def hint(judgement: Judgement, catalogues: Catalogues) -> Texts:
    """Language → what to do, kindly."""
    return {language: hint_in(judgement, catalogues, language) for language in catalogues.languages}


def hint_in(judgement: Judgement, catalogues: Catalogues, language: str) -> str:
    """The same in one language."""
    kind = catalogues.say(f"a.{judgement.label}", language) if judgement.label else ""
    wanted = any_of(judgement.expects, catalogues, language)
    return catalogues.say(f"hint.{judgement.key}", language, kind=kind, wanted=wanted, **judgement.facts)


def any_of(labels: Collection[str], catalogues: Catalogues, language: str) -> str:
    """`a lease, a sublease or proof of ownership`."""
    named = [catalogues.say(f"a.{label}", language) for label in labels][:NAMED]
    return format_list(named, style="or", locale=language) if named else ""
