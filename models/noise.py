"""Reading errors, as readers make them: truth text goes in, what a recogniser might say comes out.

Kinds of error and their shares are from general experience with Latin-script recognisers: letters that look
alike (l/1/I, rn/m, 0/O), lost rings and strokes (å, ø, æ), lost or extra spaces, dropped and broken words and
lines, wrong case, specks read as signs, and pages that are only partly in the picture.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from pipeline.records import Word

_ALIKE: Final = {
    "æ": ("a", "e", "ae", "œ"),
    "ø": ("o", "6", "0", "ö"),
    "å": ("a", "à", "4"),
    "Æ": ("A", "AE", "E"),
    "Ø": ("O", "0", "Q"),
    "Å": ("A", "À"),
    "l": ("1", "I", "|", "i"),
    "I": ("l", "1", "|"),
    "i": ("l", "í", "1"),
    "m": ("rn", "n", "in"),
    "n": ("ri", "u", "h"),
    "e": ("c", "o", "é"),
    "a": ("o", "s", "à"),
    "o": ("0", "c", "ø"),
    "s": ("5", "8"),
    "g": ("q", "9"),
    "t": ("f", "l", "1"),
    "f": ("t", "r"),
    "u": ("v", "ii"),
    "c": ("e", "o"),
    "b": ("h", "6"),
    "0": ("O", "o"),
    "1": ("l", "I"),
    "5": ("S", "s"),
    "8": ("B", "3"),
}
_SPECKS: Final = ("|", "-", "~", ".", "'", "“", "_", ":", "=", "*", "ii", "—", "«", "°")
STRENGTHS: Final = (0.0, 0.0, 0.01, 0.03, 0.08, 0.18)
"""Share of letters misread; a third of all documents are read without an error."""


def misread(words: Sequence[Word], draw: Random) -> tuple[Word, ...]:
    """The words as a reader of random skill would give them on a picture of random quality."""
    strength = draw.choice(STRENGTHS)
    kept = cropped(words, draw) if draw.random() < 0.15 else list(words)
    if strength:
        kept = without_lines(kept, strength, draw)
        kept = [heard for word in kept for heard in misread_word(word, strength, draw)]
        kept = stuck_together(kept, strength, draw)
    if draw.random() < 0.05:
        kept = [replace(word, text=word.text.upper()) for word in kept]
    return tuple(kept)


def cropped(words: Sequence[Word], draw: Random) -> list[Word]:
    """Only a part of the page is in the picture: its top, its foot or its middle."""
    start, length = draw.choice(((0.0, 0.4), (0.0, 0.7), (0.3, 0.7), (0.5, 0.5)))
    first = int(start * len(words))
    kept = list(words[first : first + max(8, int(length * len(words)))])
    return kept if len(kept) >= 8 else list(words)


def without_lines(words: Sequence[Word], strength: float, draw: Random) -> list[Word]:
    """Some lines are lost as a whole."""
    lost = {line for line in {word.line for word in words} if draw.random() < strength}
    return [word for word in words if word.line not in lost] or list(words)


def misread_word(word: Word, strength: float, draw: Random) -> list[Word]:
    """A word with letters misread; now and then lost, broken in two, or with a speck beside it."""
    if draw.random() < strength / 2:
        return []
    heard = replace(word, text="".join(misread_letter(letter, strength, draw) for letter in word.text))
    chance = draw.random()
    if chance < strength / 2 and len(heard.text) > 5:
        middle = draw.randint(2, len(heard.text) - 2)
        return [replace(heard, text=heard.text[:middle]), replace(heard, text=heard.text[middle:])]
    if chance > 1 - strength / 2:
        return [heard, replace(heard, text=draw.choice(_SPECKS))]
    return [heard]


def misread_letter(letter: str, strength: float, draw: Random) -> str:
    """The letter, or one that looks like it; Danish letters suffer three times as often."""
    likely = strength * (3 if letter in "æøåÆØÅ" else 1)
    if letter not in _ALIKE or draw.random() >= likely:
        return letter
    return draw.choice(_ALIKE[letter])


def stuck_together(words: Sequence[Word], strength: float, draw: Random) -> list[Word]:
    """Spaces between words of a line are lost."""
    joined: list[Word] = []
    for word in words:
        if joined and joined[-1].line == word.line and draw.random() < strength / 2:
            joined[-1] = replace(joined[-1], text=joined[-1].text + word.text)
        else:
            joined.append(word)
    return joined
