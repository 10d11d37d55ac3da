"""The layouts of machine-readable zones, and what their check digits say.

Source:
    ICAO Doc 9303 parts 4 (TD3), 5 (TD1), 6 (TD2), 7 (MRV); `IDFRA`: the French identity card of 1994–2021.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from pipeline.reading.check_digits import ALPHABET, FILLER, proves

FILLERS: Final = 3 * FILLER
"""So many in a row stand in zones alone, wherever they were read."""
Format = Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B", "IDFRA"]
Part = tuple[int, int, int]
"""Line, first place, place after the last; counted from 0."""
Lines = tuple[str, ...]

LONG_NUMBER_REST: Final[Mapping[str, Part]] = {"TD1": (0, 15, 30), "TD2": (1, 28, 35)}
"""Where a document number goes on that is longer than nine signs."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One format.

    kinds: A sign a place: A letter, L letter of a nationality (specimens were seen with digits), N digit of a
        date, D check digit, S sex, X anything; fillers go anywhere.
    checks: Name → the parts that the digit is computed over, then the place of the digit.
    """

    format: Format
    kinds: Lines
    codes: str
    checks: Mapping[str, tuple[Part, ...]]
    names: Part

    @property
    def width(self) -> int:
        """Signs of a line."""
        return len(self.kinds[0])


_NAMES_44, _NAMES_36 = "AX" + "A" * 42, "AX" + "A" * 34
_DATA = "X" * 9 + "D" + "LLL" + "NNNNNND" + "S" + "NNNNNND"
_NUMBER: Final = ((1, 0, 9), (1, 9, 10))
_BIRTH: Final = ((1, 13, 19), (1, 19, 20))
_EXPIRY: Final = ((1, 21, 27), (1, 27, 28))
_BASE: Final = {"document_number": _NUMBER, "birth_date": _BIRTH, "expiry_date": _EXPIRY}

TD3: Final = Layout(
    "TD3",
    (_NAMES_44, _DATA + "X" * 14 + "DD"),
    "P",
    _BASE
    | {
        "optional": ((1, 28, 42), (1, 42, 43)),
        "composite": ((1, 0, 10), (1, 13, 20), (1, 21, 43), (1, 43, 44)),
    },
    (0, 5, 44),
)
TD2: Final = Layout(
    "TD2",
    (_NAMES_36, _DATA + "X" * 7 + "D"),
    "ACIP",
    _BASE | {"composite": ((1, 0, 10), (1, 13, 20), (1, 21, 35), (1, 35, 36))},
    (0, 5, 36),
)
TD1: Final = Layout(
    "TD1",
    ("AXAAA" + "X" * 9 + "D" + "X" * 15, "NNNNNND" + "S" + "NNNNNND" + "LLL" + "X" * 11 + "D", "A" * 30),
    "ACIR",
    {
        "document_number": ((0, 5, 14), (0, 14, 15)),
        "birth_date": ((1, 0, 6), (1, 6, 7)),
        "expiry_date": ((1, 8, 14), (1, 14, 15)),
        "composite": ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29), (1, 29, 30)),
    },
    (2, 0, 30),
)
MRV_A: Final = Layout("MRV-A", (_NAMES_44, _DATA + "X" * 16), "V", _BASE, (0, 5, 44))
MRV_B: Final = Layout("MRV-B", (_NAMES_36, _DATA + "X" * 8), "V", _BASE, (0, 5, 36))
IDFRA: Final = Layout(
    "IDFRA",
    ("A" * 30 + "X" * 6, "X" * 12 + "D" + "A" * 14 + "NNNNNND" + "S" + "D"),
    "I",
    {
        "document_number": ((1, 0, 12), (1, 12, 13)),
        "birth_date": ((1, 27, 33), (1, 33, 34)),
        "composite": ((0, 0, 36), (1, 0, 35), (1, 35, 36)),
    },
    (0, 5, 30),
)
LAYOUTS: Final = (TD3, MRV_A, IDFRA, TD2, MRV_B, TD1)


def text_at(lines: Sequence[str], part: Part) -> str:
    """The signs of one part."""
    line, start, end = part
    return lines[line][start:end]


def checks_of(layout: Layout, lines: Lines) -> dict[str, bool]:
    """Each check digit of the format → whether it is right."""
    found = {}
    for name, (*over, digit) in layout.checks.items():
        value, sign = "".join(text_at(lines, part) for part in over), text_at(lines, digit)
        if name == "document_number" and sign == FILLER and layout.format in LONG_NUMBER_REST:
            rest = text_at(lines, LONG_NUMBER_REST[layout.format]).partition(FILLER)[0]
            value, sign = value + rest[:-1], rest[-1:] or FILLER
        found[name] = proves(sign, value)
    return found


def plausible(layout: Layout, lines: Lines) -> bool:
    """Whether the lines have the shape of the format, right digits or not."""
    if [len(line) for line in lines] != [layout.width] * len(layout.kinds) or set("".join(lines)) - ALPHABET:
        return False
    fits = all(
        sign in _SIGNS_OF[kind]
        for kinds, line in zip(layout.kinds, lines, strict=True)
        for kind, sign in zip(kinds, line, strict=True)
    )
    named = text_at(lines, layout.names)[0].isalpha()
    right_code = lines[0][0] in layout.codes and (lines[0].startswith("IDFRA") or layout is not IDFRA)
    return fits and named and right_code and bool(re.match("[A-Z]", lines[0][2])) and dated(layout, lines)


_DIGITS, _LETTERS = frozenset("0123456789<"), ALPHABET - frozenset("0123456789")
_SIGNS_OF: Final = {
    "A": _LETTERS,
    "N": _DIGITS,
    "D": _DIGITS,
    "S": frozenset("MFX<"),
    "L": ALPHABET,
    "X": ALPHABET,
}


def dated(layout: Layout, lines: Lines) -> bool:
    """Whether months and days are such; unknown parts are fillers."""
    dates = (
        text_at(lines, layout.checks[name][0])
        for name in ("birth_date", "expiry_date")
        if name in layout.checks
    )
    return all(re.fullmatch(r"(\d\d|<<)(0[0-9]|1[0-2]|<<)([0-2]\d|3[01]|<<)", day) for day in dates)
