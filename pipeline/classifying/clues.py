"""What a page or document shows to the label model: its words in normal form, and marks of its build."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.classifying.forms import form_of
from pipeline.records import Word

WORDS_A_PAGE: Final = 400
"""Later words of a page hardly ever tell its kind; fewer words keep a document under 50 ms."""
WORDS_A_DOCUMENT: Final = 800
_FIRST_WORDS: Final = 12
_LARGE: Final = 1.35
_FEWEST_LETTERS: Final = 3
"""Fewer are no print but what a reader saw in a picture."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word that the model looks at. `leading`: printed large, or among the first of its page."""

    word: Word
    page: int
    form: str
    leading: bool


@dataclass(frozen=True, slots=True)
class Traits:
    """Clues as the model takes them in: names with a space between, nothing of where they stood."""

    words: str
    leading: str
    marks: str


@dataclass(frozen=True, slots=True)
class Clues:
    """All that is seen of a document. `marks` are short facts such as `mrz:TD3` or `shape:portrait`."""

    words: tuple[SeenWord, ...]
    marks: tuple[str, ...]

    @property
    def traits(self) -> Traits:
        """The normal forms, the leading words and pairs among them, and the marks."""
        return Traits(
            " ".join(seen.form for seen in self.words),
            " ".join(mark for mark, _ in leading_marks(self.words)),
            " ".join(self.marks),
        )


def leading_marks(words: Sequence[SeenWord]) -> list[tuple[str, tuple[int, ...]]]:
    """Each leading word and pair as the model names it, with the places of its words."""
    places = [place for place, seen in enumerate(words) if seen.leading]
    marks: list[tuple[str, tuple[int, ...]]] = [(f"^{words[place].form}", (place,)) for place in places]
    marks += [
        (f"^{words[left].form}_{words[right].form}", (left, right))
        for left, right in pairwise(places)
        if right == left + 1
    ]
    return marks


def seen_words(words: Sequence[Word], page: int) -> tuple[SeenWord, ...]:
    """The first words of a page that say something, leading ones marked."""
    formed = [(word, form) for word in words if (form := form_of(word.text).replace(" ", "_"))][:WORDS_A_PAGE]
    if sum(sign.isalpha() for _, form in formed for sign in form) < _FEWEST_LETTERS:
        return ()
    usual = median(word.box.y1 - word.box.y0 for word, _ in formed)
    return tuple(
        SeenWord(word, page, form, place < _FIRST_WORDS or word.box.y1 - word.box.y0 > _LARGE * usual)
        for place, (word, form) in enumerate(formed)
    )


def joined(pages: Iterable[Clues]) -> Clues:
    """The clues of several pages as one document's."""
    kept = tuple(pages)
    words = tuple(seen for clues in kept for seen in clues.words)[:WORDS_A_DOCUMENT]
    return Clues(words, tuple(sorted({mark for clues in kept for mark in clues.marks})))
