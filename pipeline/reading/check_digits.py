"""Check digits of machine-readable travel documents.

Source:
    ICAO Doc 9303 part 3, section 4.9: weights 7-3-1, digits as they are, A=10 … Z=35, filler 0, modulo 10.
"""

from typing import Final

FILLER: Final = "<"
VALUES: Final = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {
    FILLER: 0
}
ALPHABET: Final = frozenset(VALUES)
WEIGHTS: Final = (7, 3, 1)


def check_digit(text: str) -> int:
    """The digit that proves `text`; raises KeyError for a sign outside A–Z, 0–9 and the filler."""
    return sum(VALUES[sign] * WEIGHTS[place % 3] for place, sign in enumerate(text)) % 10


def proves(digit: str, text: str) -> bool:
    """Whether `digit` is right for `text`; a filler proves an empty field."""
    if digit == FILLER:
        return not text.strip(FILLER)
    return digit.isdecimal() and int(digit) == check_digit(text)
