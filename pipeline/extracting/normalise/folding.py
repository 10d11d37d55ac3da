"""Letters without case and marks, so that print, OCR and data meet."""

import unicodedata

_PLAIN = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "’": "'"}
    | {"ی": "ي", "ى": "ي", "ک": "ك"}
)
"""Letters written one way: those that marks alone don't explain, and Persian ones typed for Arabic ones."""


def fold(text: str) -> str:
    """Casefolded, without marks: `Født` and `FODT` are both `fodt`."""
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


_DIGIT_LIKE = str.maketrans("OoQDIl|!SsBZ", "000011115582")


def as_digits(text: str) -> str:
    """Letters that OCR takes for digits, as digits; same length. Only for places that hold digits alone."""
    western = "".join(
        str(unicodedata.digit(one)) if one.isdigit() and one not in "²³¹" else one for one in text
    )
    return western.translate(_DIGIT_LIKE)
