"""Short papers composed from the phrasebook: a title, keys with values, lines, and what says nothing.

They have no design, only words with a size. What they teach is which words speak for which label.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Final

from models.fillers import babble, filled, issuer, value
from models.phrasebook import COMMON, Kind, part, phrasebook
from models.pictures import capture_marks
from models.zones import zone_of
from pipeline.records import Box, Word
from samples.chance import chance
from samples.document import Split

Line = tuple[str, float]
"""A text and its height beside that of usual print."""
Subject = tuple[str, str, int]
"""A label, a language, and which of its kinds there."""
_FALLBACK: Final = "en"
_HOUSE: Final = frozenset({"da", "en"})
_NEAR: Final = frozenset(
    {"de", "sv", "no", "fr", "es", "it", "pl", "nl", "ro", "pt", "uk", "ar", "ru", "tr", "fa"}
)
"""Languages that a Danish office takes as they are, or sees most."""
_PROSE: Final = (0, 0, 0, 0, 1, 1, 2, 4, 8, 16)
"""Lines of common prose a paper: real papers say more than their phrases, and prose is no sign of `other`."""
_ROOM_FOR_A_MENTION: Final = 8
_TITLE_SIZES: Final = (1.0, 1.2, 1.6, 2.2, 3.0)


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper of the phrasebook: its words, and marks that stand in for the picture it never had."""

    label: str
    language: str
    words: tuple[Word, ...]
    marks: tuple[str, ...]


@cache
def subjects(split: Split | None) -> tuple[Subject, ...]:
    """What to compose, in turn: every kind in every language, those of the house's languages more often.

    Shuffled once, so that the first of them are a fair sample too.
    """
    every = [
        (label, language, place)
        for label, languages in phrasebook().items()
        if label != COMMON
        for language in languages
        for place in places(label, language, split)
        for _ in range(often(label, language))
    ]
    chance("subjects").shuffle(every)
    return tuple(every)


def places(label: str, language: str, split: Split | None) -> tuple[int, ...]:
    """Which kinds of a label a split knows: of `other` whole kinds are held back; there are always more."""
    every = tuple(range(len(phrasebook()[label][language])))
    return part(every, split) if label == "other" and split else every


def held_back(subject: Subject) -> bool:
    """Whether papers of this kind are never trained on before a model is tested."""
    label, language, place = subject
    return place not in places(label, language, "train")


def often(label: str, language: str) -> int:
    """How many papers of a kind stand for one of a rare language."""
    if language in _HOUSE:
        return 4 if label == "other" else 10
    return 2 if language in _NEAR else 1


def compose(subject: Subject, draw: Random, split: Split | None) -> Composed:
    """A paper of this kind and language; `split` holds phrases back."""
    label, language, place = subject
    kind = phrasebook()[label][language][place].part(split)
    lines = [*heading(kind, draw), *body(kind, language, draw, split)]
    if label == "other" and draw.random() < 0.12:
        lines += mentions(language, draw, split)
    zone = zone_of(label, draw)
    marks = (*zone.marks, *capture_marks(label, draw))
    return Composed(label, language, laid_out([*lines, *((line, 1.0) for line in zone.lines)]), marks)


def heading(kind: Kind, draw: Random) -> list[Line]:
    """Perhaps a sender, then the title in some size; now and then the title is missing."""
    lines: list[Line] = []
    if draw.random() < 0.4:
        lines.append((issuer(draw), draw.choice(_TITLE_SIZES)))
    if draw.random() < 0.25:
        lines.append((value(draw), 1.0))
    if draw.random() < 0.9:
        lines.append((draw.choice(kind.titles), draw.choice(_TITLE_SIZES)))
    return lines


def body(kind: Kind, language: str, draw: Random, split: Split | None) -> list[Line]:
    """Keys with values, lines, common phrases and some prose of any paper, mixed."""
    common = phrasebook()[COMMON]
    usual = common.get(language, common[_FALLBACK])[0].part(split)
    # most papers say much of what such papers say, some hardly anything
    rich = draw.random() ** 0.5
    texts = [f"{key} {value(draw)}" for key in some(kind.keys, rich, draw)]
    texts += [filled(line, draw) for line in some(kind.lines, rich, draw)]
    texts += [f"{key} {value(draw)}" for key in some(usual.keys, draw.random() * 0.6, draw)]
    texts += [filled(line, draw) for line in some(usual.lines, draw.random() * 0.4, draw)]
    texts += prose(language, draw, split)
    if len(texts) > _ROOM_FOR_A_MENTION and draw.random() < 0.1:
        texts.append(stray_key(language, draw, split))
    if draw.random() < 0.5:
        draw.shuffle(texts)
    return [(text, 1.0) for text in texts]


def some(phrases: Sequence[str], share: float, draw: Random) -> list[str]:
    """A random share of the phrases, in their order."""
    return [phrase for phrase in phrases if draw.random() < share]


def prose(language: str, draw: Random, split: Split | None) -> list[str]:
    """Lines that any paper of the language may hold, and invented words that none has seen."""
    book = phrasebook()["other"]
    texts = []
    for _ in range(draw.choice(_PROSE)):
        # a language with a line or two would have them stand for `other` on all its papers
        tongue = language if len(book.get(language, ())) > 1 else draw.choice(("da", "en"))
        kind = book[tongue][draw.choice(places("other", tongue, split))]
        texts += [filled(draw.choice(kind.part(split).lines), draw)]
    texts += [
        " ".join(babble(draw) for _ in range(draw.randint(3, 12)))
        for _ in range(draw.choice((0, 0, 1, 3, 8)))
    ]
    return texts


def stray_key(language: str, draw: Random, split: Split | None) -> str:
    """A key of some other paper: long papers mention things that are no matter of theirs."""
    book = phrasebook()
    stranger = book[draw.choice(sorted(set(book) - {COMMON}))]
    kinds = stranger.get(language, next(iter(stranger.values())))
    return draw.choice(draw.choice(kinds).part(split).keys)


def mentions(language: str, draw: Random, split: Split | None) -> list[Line]:
    """A guide speaks of many kinds of paper and is none of them."""
    book = phrasebook()
    named = draw.sample(sorted(set(book) - {COMMON, "other"}), draw.randint(3, 9))
    found = [book[label].get(language, book[label].get(_FALLBACK, ())) for label in named]
    return [(draw.choice(kinds[0].part(split).titles).lower(), 1.0) for kinds in found if kinds]


def laid_out(lines: Sequence[Line]) -> tuple[Word, ...]:
    """Words with boxes: lines below each other, as high as they are large."""
    words: list[Word] = []
    step = 1 / (len(lines) + 2)
    for place, (text, size) in enumerate(lines):
        top = step * (place + 0.5)
        box = (top, min(1.0, top + min(0.02, step) * 0.6 * size))
        pieces = text.split()
        for column, piece in enumerate(pieces):
            left = column / len(pieces)
            words.append(Word(piece, Box(left, box[0], left + 0.9 / len(pieces), box[1]), 1.0, place))
    return tuple(words)
