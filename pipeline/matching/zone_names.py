"""The names that a machine-readable zone spells."""

from collections.abc import Mapping
from typing import Final

from pipeline.records import Mrz

_PLACES: Final[Mapping[str, tuple[tuple[int, int, int], ...]]] = {
    "TD1": ((2, 0, 30),),
    "TD2": ((0, 5, 36),),
    "TD3": ((0, 5, 44),),
    "MRV-A": ((0, 5, 44),),
    "MRV-B": ((0, 5, 36),),
    "IDFRA": ((0, 5, 30), (1, 13, 27)),
}
"""Where the names stand: line, first and last place, the last left out (ICAO 9303; old French card)."""


def names_in(mrz: Mrz) -> tuple[str, str]:
    """Surname and given names as the zone spells them, single blanks for fillers; either may be empty."""
    cut = "<<".join(mrz.lines[line][first:last] for line, first, last in _PLACES[mrz.format])
    surname, _, given = cut.partition("<<")
    return _words(surname), _words(given)


def _words(cut: str) -> str:
    return " ".join(cut.replace("<", " ").split())
