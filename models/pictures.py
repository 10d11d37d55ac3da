"""Marks of pictures without words, for labels that are known by their picture alone."""

from random import Random


def portrait_marks(draw: Random) -> tuple[str, ...]:
    """How the marks of a photograph of one person mostly fall out."""
    paper = draw.choice(("paper:none", "paper:some", "paper:some", "paper:much"))
    tones = draw.choice(("tones:some", "tones:many", "tones:many"))
    return (f"shape:{draw.choice(('portrait', 'portrait', 'portrait', 'square'))}", paper, tones)
