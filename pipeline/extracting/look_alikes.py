"""Names in Cyrillic or Greek letters that a reader of Latin ones took for what they look like.

A passport prints its names in its state's own letters too: `СОКОЛОВА` is then read `COKOJIOBA`.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from pipeline.extracting.candidates import Candidate
from pipeline.extracting.transliteration import agrees

_CYRILLIC: Final = {
    "A": "A", "B": "6 B", "V": "B", "G": "T I R", "H": "T I R", "D": "A D N", "E": "E 3", "Z": "3 E",
    "I": "N M H U I", "Y": "N U BI", "K": "K", "L": "JI A N", "M": "M", "N": "H", "O": "O 0", "P": "N II T",
    "R": "P", "S": "C", "T": "T", "U": "Y", "F": "O 0", "C": "U", "ZH": "X", "KH": "X", "TS": "U",
    "CH": "4 Y", "SH": "W III", "SHCH": "W III", "IU": "IO HO", "YU": "IO HO", "IA": "R", "YA": "R",
    "IE": "E", "YE": "E", "IO": "E", "YI": "I",
}  # fmt: skip
_GREEK: Final = {
    "A": "A", "V": "B", "G": "T I R", "D": "A", "E": "E AI", "Z": "Z", "I": "I H Y EI OI", "K": "K", "L": "A",
    "M": "M", "N": "N", "X": "E", "O": "O 0 Q", "P": "N II TT", "R": "P", "S": "E Z 2 C", "T": "T", "Y": "Y",
    "F": "O 0", "U": "Y", "TH": "O 0", "CH": "X", "PS": "W Y", "OU": "OY", "B": "MN MIT", "NT": "NT",
}  # fmt: skip
"""Letters of a zone → what the letter that they stand for looks like."""
_CYRILLIC_STATES: Final = ("BGR", "BLR", "KAZ", "KGZ", "MKD", "MNE", "MNG", "RUS", "SRB", "TJK", "UKR", "UZB")
_LOOKS: Final = {**dict.fromkeys(_CYRILLIC_STATES, _CYRILLIC), **dict.fromkeys(("GRC", "CYP"), _GREEK)}
_NAMES: Final = frozenset({"surname", "given_names"})
SHORTEST: Final = 4
"""Letters of a name that looks can tell."""
MOST_OTHER: Final = 0.25
"""Share of a name's letters that may look otherwise."""


def without_look_alikes(found: Sequence[Candidate]) -> list[Candidate]:
    """All proposals but names that are the zone's in its state's letters: they contradict nothing."""
    zone = {one.name: str(one.value) for one in found if one.source == "mrz"}
    return [one for one in found if one.source == "mrz" or not _is_look_alike(one, zone)]


def _is_look_alike(one: Candidate, zone: Mapping[str, str]) -> bool:
    printed, machine = str(one.value), zone.get(one.name, "") if one.name in _NAMES else ""
    return not agrees(printed, machine) and read_by_look(printed, machine, zone.get("issuing_state"))


def read_by_look(printed: str, machine: str, state: str | None) -> bool:
    """Whether a printed name can be the zone's in its state's letters, read as Latin ones."""
    looks = _LOOKS.get(state or "")
    if looks is None:
        return False
    plain = unicodedata.normalize("NFD", printed.upper())
    seen, meant = (
        "".join(sign for sign in text if sign.isascii() and sign.isalnum()) for text in (plain, machine)
    )
    return len(meant) >= SHORTEST and _otherwise(meant, seen, looks) <= MOST_OTHER * len(meant)


def _otherwise(meant: str, seen: str, looks: Mapping[str, str]) -> int:
    """How many letters do not look as they should: an edit distance whose steps are looks."""

    @cache
    def least(at: int, read: int) -> int:
        if at == len(meant):
            return len(seen) - read
        if read == len(seen):
            return len(meant) - at
        steps = [
            least(at + len(unit), read + len(look))
            for unit, told in looks.items()
            if meant.startswith(unit, at)
            for look in told.split()
            if seen.startswith(look, read)
        ]
        return min([*steps, 1 + least(at + 1, read + 1), 1 + least(at + 1, read), 1 + least(at, read + 1)])

    return least(0, 0)
