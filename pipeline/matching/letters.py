"""Letters and the ways in which authorities and people write them in plain Latin.

Source: ICAO Doc 9303 part 3, section 6 (first form of each), and common usage (the others).
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LATIN: Final = {
    "æ": ("ae", "a"),
    "ø": ("oe", "o"),
    "å": ("aa", "a"),
    "ä": ("ae", "a"),
    "ö": ("oe", "o"),
    "ü": ("ue", "u", "uxx"),
    "ñ": ("n", "nxx"),
    "ß": ("ss",),
    "þ": ("th",),
    "ð": ("d",),
    "đ": ("d", "dj"),
    "ł": ("l",),
    "œ": ("oe",),
    "ĳ": ("ij",),
    "ı": ("i",),
    "ə": ("e", "a"),
    "ħ": ("h",),
    "ŋ": ("n", "ng"),
}
_CYRILLIC: Final = {
    "а": ("a",),
    "б": ("b",),
    "в": ("v", "w"),
    "г": ("g", "h"),
    "ґ": ("g",),
    "д": ("d",),
    "ђ": ("d", "dj"),
    "ѓ": ("g", "gj"),
    "е": ("e", "ie", "ye", "je"),
    "ё": ("e", "io", "yo", "jo"),
    "є": ("ie", "ye", "je", "e"),
    "ж": ("zh", "z", "j"),
    "з": ("z", "s"),
    "ѕ": ("dz",),
    "и": ("i", "y"),
    "і": ("i",),
    "ї": ("i", "yi", "ji"),
    "й": ("i", "y", "j", ""),
    "ј": ("j",),
    "к": ("k", "c"),
    "л": ("l",),
    "љ": ("lj",),
    "м": ("m",),
    "н": ("n",),
    "њ": ("nj",),
    "о": ("o",),
    "п": ("p",),
    "р": ("r",),
    "с": ("s",),
    "т": ("t",),
    "ћ": ("c",),
    "ќ": ("k", "kj"),
    "у": ("u",),
    "ў": ("u", "w"),
    "ф": ("f",),
    "х": ("kh", "h", "x", "ch"),
    "ц": ("ts", "c", "tc", "tz"),
    "ч": ("ch", "c", "tch"),
    "џ": ("dz", "dj"),
    "ш": ("sh", "s", "sch"),
    "щ": ("shch", "sht", "sch"),
    "ъ": ("ie", "", "a", "u"),
    "ы": ("y", "i"),
    "ь": ("", "i", "j"),
    "э": ("e",),
    "ю": ("iu", "yu", "ju", "u"),
    "я": ("ia", "ya", "ja", "a"),
}
VARIANTS: Final = _LATIN | _CYRILLIC
_PLAIN: Final = re.compile(r"[a-z]+")


@lru_cache(maxsize=4096)
def forms_of(letter: str) -> tuple[str, ...]:
    """The plain forms of one lower-case letter, the official one first; empty when we know none."""
    if letter in VARIANTS:
        return VARIANTS[letter]
    bare = "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))
    if bare in VARIANTS:
        return VARIANTS[bare]
    return (bare,) if _PLAIN.fullmatch(bare) else ()


def romanisable(token: str) -> bool:
    """Whether every letter of a token has a plain form (Arabic, Chinese and others have none here)."""
    return all(forms_of(letter) for letter in token)


@lru_cache(maxsize=4096)
def spellings(token: str) -> frozenset[str]:
    """Plain spellings worth trying: all first forms, and all second ones (or first where there is none)."""
    official = "".join(forms_of(letter)[0] for letter in token)
    popular = "".join(forms_of(letter)[:2][-1] for letter in token)
    return frozenset((official, popular))


@lru_cache(maxsize=4096)
def pattern(token: str) -> re.Pattern[str]:
    """Matches every plain spelling of a token."""
    return re.compile("".join(f"(?:{'|'.join(map(re.escape, forms_of(letter)))})" for letter in token))


@lru_cache(maxsize=16384)
def agree(one: str, other: str) -> bool:
    """Whether two tokens can be the same name in different letters."""
    if one == other:
        return True
    if not (romanisable(one) and romanisable(other)):
        return False
    return any(pattern(other).fullmatch(plain) for plain in spellings(one)) or any(
        pattern(one).fullmatch(plain) for plain in spellings(other)
    )
