"""Words in the form that the model knows: small letters, accents folded, digits as zeros."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

_FOLD: Final = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "ð": "d", "þ": "th", "ł": "l", "đ": "d", "ı": "i", "ə": "e"}
)
_DIGIT: Final = re.compile(r"\d")
_LONG_NUMBER: Final = re.compile(r"0{5,}")
_EDGE: Final = re.compile(r"^[\W_]+|[\W_]+$")
# combining marks of these letters carry no meaning for a label; in Indic scripts they are vowels and stay
_FIRST_SCRIPT_WITH_VOWEL_SIGNS: Final = 0x0590


@lru_cache(maxsize=65536)
def form_of(text: str) -> str:
    """The word as the model knows it; empty for what says nothing (punctuation, a line of a machine zone).

    Reading errors often lose the ring of an å or the stroke of an ø, so letters are compared without them.
    """
    if text.count("<") >= 2:
        return ""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", plain)
        if not (unicodedata.combining(letter) and ord(letter) < _FIRST_SCRIPT_WITH_VOWEL_SIGNS)
    )
    plain = unicodedata.normalize("NFC", plain)
    return _EDGE.sub("", _LONG_NUMBER.sub("00000", _DIGIT.sub("0", plain)))
