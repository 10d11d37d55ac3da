"""Machine-readable zones by ICAO Doc 9303 (8th ed. 2021): transliteration, lines, check digits."""

import unicodedata
from dataclasses import dataclass
from typing import Final

LATIN: Final = {
    "Æ": "AE", "Ø": "OE", "Å": "AA", "Ä": "AE", "Ö": "OE", "Ü": "UE", "ß": "SS", "ẞ": "SS", "Þ": "TH",
    "Ð": "D", "Đ": "D", "Ł": "L", "Œ": "OE", "Ĳ": "IJ", "ı": "I", "İ": "I", "Ə": "E", "Ħ": "H", "Ŋ": "N",
}  # fmt: skip
"""Letters that the standard spells out; others lose their marks (part 3, section 6)."""

_WEIGHTS: Final = (7, 3, 1)


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    """What a zone is made of: `code` as `P`, `ID`, `V`; dates `YYMMDD`; sex `M`, `F`, `<`."""

    code: str
    state: str
    surname: str
    given_names: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional: str = ""


def transliterated(name: str) -> str:
    """A Latin name in the zone's letters: spelled out, marks dropped, hyphen and space as filler."""
    spelled = "".join(LATIN.get(letter, letter) for letter in name.upper())
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(letter)
    )
    kept = bare.replace("'", "").replace("’", "").replace(".", "")
    return "<".join(kept.replace("-", " ").split())


def check_digit(text: str) -> str:
    """The digit over the text: weights 7-3-1, letters from A=10, fillers 0, modulo 10."""
    values = (0 if one == "<" else int(one, 36) for one in text)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def _padded(text: str, width: int) -> str:
    return text[:width].ljust(width, "<")


def _names(facts: ZoneFacts, width: int) -> str:
    surname, given = transliterated(facts.surname), transliterated(facts.given_names)
    both = f"{surname}<<{given}" if surname and given else surname or given
    return _padded(both, width)


def _state(state: str) -> str:
    return _padded("D" if state == "DEU" else state, 3)


def _checked(text: str) -> str:
    return text + check_digit(text)


def td3(facts: ZoneFacts) -> tuple[str, str]:
    """A passport's two lines of 44."""
    number, birth, expiry = (
        _checked(_padded(facts.number, 9)),
        _checked(facts.birth),
        _checked(facts.expiry),
    )
    optional = _padded(facts.optional, 14)
    last = check_digit(optional) if optional.strip("<") else "<"
    body = f"{number}{_state(facts.nationality)}{birth}{facts.sex}{expiry}{optional}{last}"
    composite = check_digit(body[0:10] + body[13:20] + body[21:43])
    return _padded(facts.code, 2) + _state(facts.state) + _names(facts, 39), body + composite


def td2(facts: ZoneFacts) -> tuple[str, str]:
    """Two lines of 36."""
    number, birth, expiry = (
        _checked(_padded(facts.number, 9)),
        _checked(facts.birth),
        _checked(facts.expiry),
    )
    body = f"{number}{_state(facts.nationality)}{birth}{facts.sex}{expiry}{_padded(facts.optional, 7)}"
    composite = check_digit(body[0:10] + body[13:20] + body[21:35])
    return _padded(facts.code, 2) + _state(facts.state) + _names(facts, 31), body + composite


def td1(facts: ZoneFacts) -> tuple[str, str, str]:
    """A card's three lines of 30; a number over nine signs runs on in the optional field."""
    number, optional = facts.number, facts.optional
    if len(number) > 9:
        head, opening = number[:9] + "<", number[9:] + check_digit(number) + "<"
        first = head + _padded(opening + optional, 15)
    else:
        first = _checked(_padded(number, 9)) + _padded(optional, 15)
    upper = _padded(facts.code, 2) + _state(facts.state) + first
    dates = _checked(facts.birth) + facts.sex + _checked(facts.expiry)
    middle = dates + _state(facts.nationality) + "<" * 11
    composite = check_digit(upper[5:30] + middle[0:7] + middle[8:15] + middle[18:29])
    return upper, middle + composite, _names(facts, 30)


def visa_a(facts: ZoneFacts) -> tuple[str, str]:
    """A visa sticker's two lines of 44 (MRV-A), without a composite digit."""
    number, birth, expiry = (
        _checked(_padded(facts.number, 9)),
        _checked(facts.birth),
        _checked(facts.expiry),
    )
    body = f"{number}{_state(facts.nationality)}{birth}{facts.sex}{expiry}{_padded(facts.optional, 16)}"
    return _padded(facts.code, 2) + _state(facts.state) + _names(facts, 39), body
