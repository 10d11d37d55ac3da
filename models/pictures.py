"""Marks that stand in for the picture of a paper that has none: shape, paper, tones, faces."""

from random import Random
from typing import Final

CARDLIKE: Final = frozenset(
    {"passport", "national_id", "residence_permit", "visa", "driving_licence", "health_insurance_card"}
)
_SHEETS: Final = ("portrait", "portrait", "portrait", "portrait", "portrait", "landscape")
_CARDS: Final = ("landscape", "landscape", "landscape", "portrait", "portrait", "square")


def capture_marks(label: str, draw: Random) -> tuple[str, ...]:
    """How the picture of such a paper mostly falls out: as a scan, as a photograph, or not told."""
    chance = draw.random()
    if chance < 0.15:
        return ()
    shape = f"shape:{draw.choice(_CARDS if label in CARDLIKE else _SHEETS)}"
    if chance < 0.65:
        return (
            shape,
            draw.choice(("paper:all", "paper:all", "paper:much")),
            "tones:few",
            *rarely("top:plain", 0.8, draw),
        )
    return (shape, *photograph(draw), *rarely("top:plain", 0.2, draw), *rarely("centre:skin", 0.25, draw))


def portrait_marks(draw: Random) -> tuple[str, ...]:
    """A picture of one person: a photograph, now and then a small one on a sheet that was scanned."""
    shape = f"shape:{draw.choice(('portrait', 'portrait', 'portrait', 'square', 'landscape'))}"
    if draw.random() < 0.25:
        return (shape, "paper:all", draw.choice(("tones:few", "tones:some")), "top:plain")
    return (shape, *photograph(draw), *rarely("top:plain", 0.6, draw), *rarely("centre:skin", 0.85, draw))


def thing_marks(draw: Random) -> tuple[str, ...]:
    """A photograph of anything but a paper or a portrait."""
    shape = f"shape:{draw.choice(('portrait', 'landscape', 'landscape', 'square'))}"
    return (shape, *photograph(draw), *rarely("top:plain", 0.3, draw), *rarely("centre:skin", 0.12, draw))


def photograph(draw: Random) -> tuple[str, str]:
    """Paper and tones of a photograph."""
    paper = draw.choice(("paper:none", "paper:none", "paper:some", "paper:some", "paper:much"))
    return paper, draw.choice(("tones:some", "tones:many", "tones:many"))


def rarely(mark: str, share: float, draw: Random) -> tuple[str, ...]:
    """The mark, or nothing."""
    return (mark,) if draw.random() < share else ()
