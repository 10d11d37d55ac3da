"""Names in the zone's letters: the tables of ICAO Doc 9303, part 3, section 6 (8th ed. 2021).

Latin national characters (6.A) with the variants that states may choose, Cyrillic (6.B) with what differs
between its languages, Arabic (6.C) with its X-escapes. What no table holds loses its marks or is left out.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final

LATIN: Final[Mapping[str, str]] = {
    "Æ": "AE", "Ø": "OE", "Å": "AA", "Ä": "AE", "Ö": "OE", "Ü": "UE", "ß": "SS", "ẞ": "SS", "Þ": "TH",
    "Ð": "D", "Đ": "D", "Ɖ": "D", "Ł": "L", "Œ": "OE", "Ĳ": "IJ", "ı": "I", "İ": "I", "Ə": "E", "Ħ": "H",
    "Ŋ": "N", "Ŧ": "T", "Ŀ": "L", "ĸ": "Q", "Ƙ": "K", "Ɓ": "B", "Ɗ": "D", "Ẹ": "E", "Ọ": "O", "Ơ": "O",
    "Ư": "U",
}  # fmt: skip
"""Letters that the standard spells out (6.A), in the spelling it names first."""

VARIANTS: Final[Mapping[str, tuple[str, ...]]] = {
    "Ä": ("AE", "A"), "Ö": ("OE", "O"), "Ü": ("UE", "UXX", "U"), "Ñ": ("N", "NXX"), "Å": ("AA",),
}  # fmt: skip
"""Letters of which 6.A allows more spellings than one: the issuing state chooses."""

SPELLINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "TUR": {"Ö": "O", "Ü": "U"}, "HUN": {"Ö": "O", "Ü": "U"}, "AZE": {"Ö": "O", "Ü": "U"},
    "ESP": {"Ñ": "N", "Ü": "U"}, "BRA": {"Ü": "U"}, "PRT": {"Ü": "U"}, "FRA": {"Ä": "A", "Ö": "O", "Ü": "U"},
    "ARG": {"Ñ": "NXX", "Ü": "UXX"}, "COL": {"Ñ": "NXX", "Ü": "U"}, "CHN": {"Ü": "UXX"}, "EST": {"Ü": "UE"},
    "SVK": {"Ä": "A", "Ö": "O", "Ü": "U"}, "USA": {"Ä": "A", "Ö": "O", "Ü": "U"},
}  # fmt: skip
"""What a state chooses where it is not the first."""

CYRILLIC: Final[Mapping[str, str]] = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Ґ": "G", "Д": "D", "Е": "E", "Ё": "E", "Ж": "ZH", "З": "Z",
    "И": "I", "І": "I", "Ї": "I", "Й": "I", "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P",
    "Р": "R", "С": "S", "Т": "T", "У": "U", "Ў": "U", "Ф": "F", "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH",
    "Щ": "SHCH", "Ъ": "IE", "Ы": "Y", "Ь": "", "Э": "E", "Ю": "IU", "Я": "IA", "Є": "IE", "Ђ": "D", "Ѓ": "G",
    "Ѕ": "DZ", "Ј": "J", "Ќ": "K", "Љ": "LJ", "Њ": "NJ", "Ћ": "C", "Џ": "DZ", "Ө": "O", "Ү": "U", "Ң": "N",
    "Қ": "K", "Ғ": "G", "Ұ": "U", "Һ": "H", "Ә": "A",
}  # fmt: skip
_SOUTH: Final = {"Ж": "Z", "Х": "H", "Ц": "C", "Ч": "C", "Ш": "S"}
CYRILLIC_OF: Final[Mapping[str, Mapping[str, str]]] = {
    "uk": {"Г": "H", "И": "Y"},
    "be": {"Г": "H", "Ё": "IO", "И": "I"},
    "bg": {"Щ": "SHT"},
    "sr": _SOUTH,
    "mk": {**_SOUTH, "Џ": "DJ"},
}
"""Where a language differs from the table (6.B)."""
_UKRAINIAN_OPENING: Final = {"Є": "YE", "Ї": "YI", "Й": "Y", "Ю": "YU", "Я": "YA"}

ARABIC: Final[Mapping[str, str]] = {
    "ء": "XE", "آ": "XAA", "أ": "XAE", "ؤ": "U", "إ": "I", "ئ": "XI", "ا": "A", "ب": "B", "ة": "XTA",
    "ت": "T", "ث": "XTH", "ج": "J", "ح": "XH", "خ": "XKH", "د": "D", "ذ": "XDH", "ر": "R", "ز": "Z",
    "س": "S", "ش": "XSH", "ص": "XSS", "ض": "XDZ", "ط": "XTT", "ظ": "XZZ", "ع": "E", "غ": "G", "ف": "F",
    "ق": "Q", "ك": "K", "ل": "L", "م": "M", "ن": "N", "ه": "H", "و": "W", "ى": "XAY", "ي": "Y", "ٱ": "XXA",
    "پ": "P", "چ": "XC", "ژ": "XJ", "ک": "XKK", "گ": "XGG", "ی": "Y",
}  # fmt: skip
"""The table of 6.C; short vowels and doubling marks are left out, a closing ta marbuta is `XAH`."""

_DROPPED: Final = "'’ʼ`´.\"ʹ״׳·"


def _of_latin(letter: str, spelling: Mapping[str, str]) -> str:
    spelled = spelling.get(letter) or LATIN.get(letter)
    if spelled is not None:
        return spelled
    return "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))


def transliterated(name: str, spelling: Mapping[str, str] | None = None) -> str:
    """A Latin name in the zone's letters: spelled out, marks dropped, hyphen and space as filler."""
    composed = unicodedata.normalize("NFC", name).upper()
    spelled = "".join(_of_latin(letter, spelling or {}) for letter in composed if letter not in _DROPPED)
    kept = "".join(one if "A" <= one <= "Z" else " " if one in " -–,/" else "" for one in spelled)
    return "<".join(kept.split())


def _cyrillic_word(word: str, language: str) -> str:
    letters = {**CYRILLIC, **CYRILLIC_OF.get(language, {})}
    opening = _UKRAINIAN_OPENING if language == "uk" else {}
    head, rest = word[:1], word[1:]
    return opening.get(head, letters.get(head, head)) + "".join(letters.get(one, one) for one in rest)


def of_cyrillic(name: str, language: str = "ru") -> str:
    """A name in Cyrillic, letter by letter (6.B); Ukrainian words open as that language has it."""
    plain = name.upper().replace("'", "").replace("’", "").replace("ʼ", "")
    words = plain.replace("-", " - ").split()
    return " ".join(_cyrillic_word(word, language) for word in words).replace(" - ", "-")


def _arabic_word(word: str) -> str:
    body = "".join(ARABIC.get(one, "") for one in word)
    return body[:-3] + "XAH" if word.endswith("ة") else body


def of_arabic(name: str) -> str:
    """A name in Arabic letters with its X-escapes (6.C)."""
    return " ".join(filter(None, (_arabic_word(word) for word in name.replace("-", " ").split())))
