"""Letters and the ways in which authorities and people write them in plain Latin.

Source: ICAO Doc 9303 part 3, section 6 (first form of each; Greek: ELOT 743), and common usage (the others).
Scripts that write sounds otherwise are compared by their sound: see `same_sound`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii

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
_GREEK: Final = {
    "α": ("a",),
    "β": ("v", "b"),
    "γ": ("g", "n", "y"),
    "δ": ("d",),
    "ε": ("e",),
    "ζ": ("z",),
    "η": ("i", "h", "e"),
    "θ": ("th",),
    "ι": ("i",),
    "κ": ("k", "c"),
    "λ": ("l",),
    "μ": ("m", ""),
    "ν": ("n",),
    "ξ": ("x", "ks"),
    "ο": ("o",),
    "π": ("p", "b"),
    "ρ": ("r",),
    "σ": ("s",),
    "ς": ("s",),
    "τ": ("t", "d"),
    "υ": ("y", "u", "i", "v", "f"),
    "φ": ("f", "ph"),
    "χ": ("ch", "kh", "h", "x"),
    "ψ": ("ps",),
    "ω": ("o",),
}
VARIANTS: Final = _LATIN | _CYRILLIC | _GREEK
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
    """Whether every letter of a token has plain forms here (Arabic, Chinese and others have none)."""
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


_ROMANISED: Final = (
    (re.compile("ou|oo"), "u"),
    (re.compile("^[yj](?=[uaeo])"), "i"),
    (re.compile("i[yj]?(?=a$)"), "i"),
    (re.compile("ii"), "i"),
    (re.compile("x"), "ks"),
    (re.compile("ee"), "i"),
    (re.compile("^m[uo]h?am+[ae]d$"), "muhammad"),
)
"""Other ways to put the same name into Latin letters: Yulia and Iuliia, Mariya and Maria, Mohamed."""


@lru_cache(maxsize=4096)
def romanised(latin: str) -> str:
    """A plain token in one of the ways in which it may have been put into Latin letters."""
    for written, sound in _ROMANISED:
        latin = written.sub(sound, latin)
    return latin


@lru_cache(maxsize=16384)
def agree(one: str, other: str) -> bool:
    """Whether two tokens can be the same name in different letters."""
    if one == other or (one.isascii() and other.isascii() and romanised(one) == romanised(other)):
        return True
    if not (romanisable(one) and romanisable(other)):
        return False
    return any(pattern(other).fullmatch(plain) for plain in spellings(one)) or any(
        pattern(one).fullmatch(plain) for plain in spellings(other)
    )


# ── other scripts, by their sound ─────────────────────────────────────────────────────────────────

_ARTICLE: Final = "ال"
_FEMININE: Final = "ة"
"""Written at the end of many names, heard as a vowel."""
_SOUNDS: Final = (
    (re.compile("sch|sh|ch"), "s"),
    (re.compile("kh|gh|q|ck|c|g"), "k"),
    (re.compile("dj|zh|j"), "j"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("dh"), "d"),
    (re.compile("[^bdfhjklmnprstvxz]"), ""),
    (re.compile("h$"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Consonants by class, vowels dropped: Arabic scripts write no short ones, and romanise by ear."""
_LEAST_SOUNDS: Final = 2
_KOREAN: Final = {
    "이": ("lee", "yi", "rhee", "li"),
    "임": ("lim", "rim", "yim"),
    "유": ("yoo", "you", "ryu", "lew"),
    "류": ("yoo", "yu", "lyu", "liu"),
    "노": ("noh", "roh", "ro"),
    "나": ("ra", "rha"),
    "여": ("lyo", "ryeo"),
    "양": ("ryang", "lyang"),
    "박": ("park", "pak"),
    "오": ("oh",),
    "우": ("woo", "wu"),
    "최": ("choi", "choy"),
}
"""Surnames whose first l or r fell silent in the South and is kept in Latin letters, and others by custom."""


@lru_cache(maxsize=4096)
def in_latin(token: str) -> str:
    """A token of any script in lower-case ASCII (Chinese as pinyin, Korean and Georgian letter by letter)."""
    bare = token.removeprefix(_ARTICLE) if len(token) > len(_ARTICLE) + 1 else token
    return anyascii(bare.removesuffix(_FEMININE)).casefold()


@lru_cache(maxsize=4096)
def consonants(latin: str) -> str:
    """The consonants of a token in classes that spellings by ear keep."""
    for sound, written in _SOUNDS:
        latin = sound.sub(written, latin)
    return latin


@lru_cache(maxsize=16384)
def same_sound(foreign: str, latin: str) -> bool:
    """Whether a token of another script can be this Latin one: the same letters, or the same consonants."""
    one, other = in_latin(foreign), in_latin(latin)
    # a w of an abjad is a vowel or a v
    heard = {consonants(one), consonants(one.replace("w", "v"))}
    return (
        one == other
        or other in _KOREAN.get(foreign, ())
        or any(len(it) >= _LEAST_SOUNDS and it == consonants(other) for it in heard)
    )
