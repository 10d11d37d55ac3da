"""Words like nothing the model knows, to teach it when to abstain."""

from random import Random

from models.fillers import amount, babble, day, number, person_name
from pipeline.records import Box, Word


def stranger_words(draw: Random, *, most: int) -> tuple[Word, ...]:
    """Up to `most` words: babble, letters at random, names, dates and numbers, in some mixture."""
    makers = draw.sample((babble, letters, letters, person_name, day, number, amount), draw.randint(1, 3))
    texts = [draw.choice(makers)(draw) for _ in range(draw.randint(1, most))]
    words = " ".join(texts).split()[:most]
    return tuple(Word(text, spot(place), 0.5, place // 8) for place, text in enumerate(words))


def letters(draw: Random) -> str:
    """Letters at random, as a reader makes them of a texture."""
    return "".join(draw.choice("abcdefghijklmnopqrstuvwxyzæøåéü.,|'-") for _ in range(draw.randint(1, 9)))


def spot(place: int) -> Box:
    """A place on the page, eight words a line."""
    left, top = (place % 8) / 8, min(0.95, (place // 8) * 0.03)
    return Box(left, top, left + 0.1, top + 0.015)
