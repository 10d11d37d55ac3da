"""Machine-readable zones by ICAO Doc 9303 (8th ed. 2021): lines and check digits of all its formats.

TD3 (part 4), TD1 (part 5), TD2 (part 6), MRV-A and MRV-B (part 7); beside them the old French card's lines.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from samples.identity.name_lines import Truncation, name_line
from samples.identity.transliteration import SPELLINGS, transliterated

__all__ = ["BUILDERS", "ZoneFacts", "check_digit", "td1", "td2", "td3", "transliterated", "visa_a", "visa_b"]

_WEIGHTS: Final = (7, 3, 1)


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    """What a zone is made of: `code` as `P`; dates `YYMMDD`, unknown parts `<<`; sex `M`, `F`, `<`.

    `optional` is the first optional field, `second` the one in line 2 of a TD1. `spelling` says how the
    state spells letters of which the standard allows several ways; by default as `SPELLINGS` knows it.
    """

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
    second: str = ""
    truncation: Truncation = "last"
    spelling: Mapping[str, str] | None = field(default=None)


def check_digit(text: str) -> str:
    """The digit over the text: weights 7-3-1, letters from A=10, fillers 0, modulo 10 (part 3, 4.9)."""
    values = (0 if one == "<" else int(one, 36) for one in text)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def _padded(text: str, width: int) -> str:
    return text[:width].ljust(width, "<")


def _signs(text: str) -> str:
    """What a number or an optional field keeps of its printed form: letters, digits, fillers."""
    return "".join(one for one in text.upper() if one.isascii() and (one.isalnum() or one == "<"))


def _names(facts: ZoneFacts, width: int) -> str:
    spelling = facts.spelling if facts.spelling is not None else SPELLINGS.get(facts.state, {})
    surname = transliterated(facts.surname, spelling)
    given = transliterated(facts.given_names, spelling)
    return name_line(surname, given, width, facts.truncation)


def _state(state: str) -> str:
    return _padded("D" if state == "DEU" else state, 3)


def _checked(text: str) -> str:
    return text + check_digit(text)


def _short_number(facts: ZoneFacts) -> str:
    number = _signs(facts.number)
    if len(number) > 9:
        raise ValueError(f"{number}: this format has no place for more than nine signs")
    return _checked(_padded(number, 9))


def _number_and_optional(facts: ZoneFacts, width: int) -> tuple[str, str]:
    """A number over nine signs runs on in the optional field, its digit behind it (part 5, 4.2.4)."""
    number, optional = _signs(facts.number), _signs(facts.optional)
    if len(number) <= 9:
        return _checked(_padded(number, 9)), _padded(optional, width)
    opening = number[9:] + check_digit(number) + "<"
    if len(opening) > width + 1:
        raise ValueError(f"{number}: too long a number")
    return number[:9] + "<", _padded(opening + optional, width)


def _upper(facts: ZoneFacts, width: int) -> str:
    return _padded(facts.code, 2) + _state(facts.state) + _names(facts, width)


def td3(facts: ZoneFacts) -> tuple[str, str]:
    """A passport's two lines of 44 (part 4, 4.2)."""
    number, birth, expiry = _short_number(facts), _checked(facts.birth), _checked(facts.expiry)
    optional = _padded(_signs(facts.optional), 14)
    last = check_digit(optional) if optional.strip("<") else "<"
    body = f"{number}{_state(facts.nationality)}{birth}{facts.sex}{expiry}{optional}{last}"
    composite = check_digit(body[0:10] + body[13:20] + body[21:43])
    return _upper(facts, 39), body + composite


def td2(facts: ZoneFacts) -> tuple[str, str]:
    """A large card's two lines of 36 (part 6, 4.2)."""
    number, optional = _number_and_optional(facts, 7)
    birth, expiry = _checked(facts.birth), _checked(facts.expiry)
    body = f"{number}{_state(facts.nationality)}{birth}{facts.sex}{expiry}{optional}"
    composite = check_digit(body[0:10] + body[13:20] + body[21:35])
    return _upper(facts, 31), body + composite


def td1(facts: ZoneFacts) -> tuple[str, str, str]:
    """A card's three lines of 30 (part 5, 4.2)."""
    number, optional = _number_and_optional(facts, 15)
    upper = _padded(facts.code, 2) + _state(facts.state) + number + optional
    dates = _checked(facts.birth) + facts.sex + _checked(facts.expiry)
    middle = dates + _state(facts.nationality) + _padded(_signs(facts.second), 11)
    composite = check_digit(upper[5:30] + middle[0:7] + middle[8:15] + middle[18:29])
    return upper, middle + composite, _names(facts, 30)


def _visa(facts: ZoneFacts, names: int, optional: int) -> tuple[str, str]:
    number, birth, expiry = _short_number(facts), _checked(facts.birth), _checked(facts.expiry)
    rest = _padded(_signs(facts.optional), optional)
    return _upper(facts, names), f"{number}{_state(facts.nationality)}{birth}{facts.sex}{expiry}{rest}"


def visa_a(facts: ZoneFacts) -> tuple[str, str]:
    """A visa sticker's two lines of 44 (MRV-A, part 7, 4.2), without a composite digit."""
    return _visa(facts, 39, 16)


def visa_b(facts: ZoneFacts) -> tuple[str, str]:
    """A small visa's two lines of 36 (MRV-B, part 7, 5.2), without a composite digit."""
    return _visa(facts, 31, 8)


def french_card(facts: ZoneFacts) -> tuple[str, str]:
    """The French identity card until 2021: two lines of 36 in an order of its own, older than the standard.

    `number` has twelve signs; `optional` is department and office (six signs); no expiry stands in it.
    """
    surname = _padded(transliterated(facts.surname, {}), 25)
    upper = f"IDFRA{surname}{_padded(_signs(facts.optional), 6)}"
    given = _padded("<<".join(transliterated(one, {}) for one in facts.given_names.split()), 14)
    lower = _checked(_padded(_signs(facts.number), 12)) + given + _checked(facts.birth) + facts.sex
    return upper, lower + check_digit(upper + lower)


BUILDERS: Final[Mapping[str, Callable[[ZoneFacts], tuple[str, ...]]]] = {
    "TD1": td1,
    "TD2": td2,
    "TD3": td3,
    "MRV-A": visa_a,
    "MRV-B": visa_b,
    "IDFRA": french_card,
}
"""A format's name in the contract → how its lines are made."""
