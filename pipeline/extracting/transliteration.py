"""Whether a printed name and a machine-readable one can be the same.

Source:
    ICAO Doc 9303 part 3, section 6 (Latin national letters, Cyrillic), with the alternatives that states use.
"""

import re
import unicodedata
from functools import cache
from itertools import combinations, product
from typing import Final

_LATIN: Final = {
    "Æ": "AE|A", "Ø": "OE|O", "Å": "AA|A", "Ä": "AE|A", "Ö": "OE|O", "Ü": "UE|UXX|U", "Ñ": "N|NXX",
    "ß": "SS", "Þ": "TH", "Ð": "D|DH", "Đ": "D|DJ", "Ł": "L", "Œ": "OE", "Ĳ": "IJ", "İ": "I", "ı": "I",
    "Ə": "E", "ẞ": "SS", "Ħ": "H",
}  # fmt: skip
_CYRILLIC: Final = {
    "А": "A", "Б": "B", "В": "V", "Г": "G|H", "Д": "D", "Е": "E|IE|YE", "Ё": "E|IO|YO", "Ж": "ZH|Z",
    "З": "Z", "И": "I|Y", "Й": "I|Y", "К": "K", "Л": "L", "М": "M", "Н": "N", "О": "O", "П": "P", "Р": "R",
    "С": "S", "Т": "T", "У": "U", "Ф": "F", "Х": "KH|H", "Ц": "TS|C", "Ч": "CH|C", "Ш": "SH|S",
    "Щ": "SHCH|SHT", "Ъ": "IE|", "Ы": "Y", "Ь": "", "Э": "E", "Ю": "IU|YU", "Я": "IA|YA", "І": "I",
    "Ї": "I|YI", "Є": "IE|YE", "Ґ": "G", "Љ": "LJ", "Њ": "NJ", "Ј": "J", "Ћ": "C", "Ђ": "DJ|D", "Џ": "DZ",
    "Ѓ": "G", "Ќ": "K", "Ѕ": "DZ",
}  # fmt: skip
_WEST, _EAST = {"O": "Ø", "A": "ÅÆ"}, {"O": "Ö", "A": "ÅÄ", "U": "Ü"}
_MARKS_OF: Final = {
    **dict.fromkeys(("DNK", "NOR", "FRO", "GRL"), _WEST),
    **dict.fromkeys(("SWE", "FIN", "EST", "DEU", "AUT", "CHE", "HUN", "TUR"), _EAST),
    "ISL": {"O": "Ö", "A": "Æ", "D": "Ð", "P": "Þ"},
}
"""State → letter as misread → what it may have been."""
_ALIKE: Final = str.maketrans("LQD", "IOO")
MOST_LOST: Final = 4
FILLER_LIKE: Final = "KSCLEX"
"""Letters that OCR makes of fillers."""
LEAST_CUT: Final = 5
"""Letters that a zone whose line is full must have kept of a name."""
TRUNCATES_AT: Final = 12
"""A machine-readable name at least this long may be a beginning only."""


def agrees(printed: str, machine: str) -> bool:
    """Whether `machine` (A–Z and spaces, perhaps cut off) can be the transliteration of `printed`."""
    target = re.sub(r"[^A-Z]", "", machine.upper())
    if not target:
        return False
    pattern = _pattern(printed)
    if pattern.fullmatch(target):
        return True
    return len(target) >= TRUNCATES_AT and any(_pattern(head).fullmatch(target) for head in _heads(printed))


def nearly_agrees(printed: str, machine: str) -> bool:
    """Whether they agree once fillers read as letters are forgiven, between names and at the end."""
    target = re.sub(r"[^A-Z]", "", machine.upper())
    between = f"[{FILLER_LIKE}]{{0,2}}".join(_pattern(word).pattern for word in printed.split())
    return bool(printed.split()) and re.fullmatch(f"{between}[{FILLER_LIKE}]*", target) is not None


def alike_in_print(printed: str, machine: str) -> bool:
    """Whether they differ at most in letters that readers take for each other: `LIEN` over `IIEN`."""
    return printed.upper().translate(_ALIKE) == machine.upper().translate(_ALIKE)


def restored(printed: str, machine: str, state: str | None) -> str | None:
    """The printed name with the marks that reading lost: `ODEGARD` over `OEDEGAARD` → `ØDEGÅRD`.

    None where that is no sound reading, or nothing is lost.
    """
    marks = _MARKS_OF.get(state or "", {})
    places = [place for place, letter in enumerate(printed) if letter.upper() in marks]
    for count in range(1, min(len(places), MOST_LOST) + 1):
        for chosen in combinations(places, count):
            for letters in product(*(marks[printed[place].upper()] for place in chosen)):
                name = list(printed)
                for place, letter in zip(chosen, letters, strict=True):
                    name[place] = letter if printed[place].isupper() else letter.lower()
                if agrees("".join(name), machine):
                    return "".join(name)
    return None


def begins_with(printed: str, machine: str) -> bool:
    """Whether `machine` can be the transliteration of the beginning of `printed`."""
    target = re.sub(r"[^A-Z]", "", machine.upper())
    return len(target) >= LEAST_CUT and any(
        _pattern(printed[:end]).fullmatch(target) for end in range(1, len(printed))
    )


def _heads(printed: str) -> list[str]:
    """Beginnings of a name that a full zone may have kept."""
    return [printed[:end] for end in range(len(printed) - 1, len(printed) * 2 // 3, -1)]


@cache
def _pattern(printed: str) -> re.Pattern[str]:
    return re.compile("".join(_forms(letter) for letter in unicodedata.normalize("NFC", printed)))


def _forms(letter: str) -> str:
    upper = letter if letter == "ß" else letter.upper()
    for table in (_LATIN, _CYRILLIC):
        if upper in table or letter in table:
            return f"(?:{table.get(upper) or table.get(letter) or ''})"
    bare = unicodedata.normalize("NFD", upper)[:1]
    return bare if "A" <= bare <= "Z" else ""
