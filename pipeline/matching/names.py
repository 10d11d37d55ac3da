"""Compares names as sets of forms: order, marks, hyphens, particles and spelling systems don't matter."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import Final

from pipeline.matching.letters import agree, in_latin, romanisable, same_sound

PARTICLES: Final = frozenset(
    (
        "de",
        "da",
        "das",
        "do",
        "dos",
        "di",
        "del",
        "della",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "zu",
        "ter",
        "ten",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "abu",
        "y",
        "e",
        "og",
        "and",
        "und",
    )
)
"""Small words that some papers leave out."""
FILLERS: Final = frozenset(("fnu", "lnu", "xxx", "xx"))
_BIRTH_NAME: Final = re.compile(
    r"[,(]?\s*\b(?:née|nee|né|geb|geborene|geborener|født|fodt|f|born|ur|roz|rozená|z domu)\b\.?"
    r"\s+(?P<name>[^,()]+)\)?"
)
_APOSTROPHES: Final = re.compile(r"['’ʼ`´.]")
_BREAKS: Final = re.compile(r"[\s\-‐-―_,;/()<]+")
_NEAR_LENGTH: Final = 5


class Likeness(IntEnum):
    """How much two names look like one person's; `MAYBE` also when the letters can't be compared."""

    OTHER = 0
    MAYBE = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name as known, in tokens; `former` holds birth and earlier names."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    former: tuple[str, ...] = ()


def known_name(given: str | None, surname: str | None, former: tuple[str, ...] = ()) -> Name:
    """The name of a profile, ready to be compared."""
    earlier = tuple(one for name in former for one in tokens(name))
    return Name(tokens(given or ""), tokens(surname or ""), earlier)


@lru_cache(maxsize=4096)
def tokens(name: str) -> tuple[str, ...]:
    """A printed name as lower-case tokens without fillers; a birth name is left out."""
    plain = _BIRTH_NAME.sub(" ", _lower(name))
    return tuple(one for one in _BREAKS.split(_APOSTROPHES.sub("", plain)) if one and one not in FILLERS)


def _lower(name: str) -> str:
    """Lower case without the dot that stays over a Turkish İ."""
    return unicodedata.normalize("NFC", name).casefold().replace("i\u0307", "i")


@lru_cache(maxsize=4096)
def birth_names(name: str) -> tuple[str, ...]:
    """Tokens of the birth name that a printed name states (née, født, geb.), or none."""
    found = _BIRTH_NAME.search(_lower(name))
    return tokens(found["name"]) if found else ()


def compare(printed: str, person: Name, *, same_birth_date: bool = False) -> Likeness:
    """Whether a printed name is this person's.

    Args:
        printed: As the document prints it, in any order and script.
        person: Both parts may be empty: then nothing is known and the answer is `MAYBE`.
        same_birth_date: A birth date or number agrees: then a slip in a further name is forgiven, and no
            difference of names makes another person.
    """
    known = (*person.given, *person.family)
    if _by_sound(tokens(printed), person) or _run_together(tokens(printed), person):
        return Likeness.SAME
    words = _comparable(tokens(printed), known)
    if same_birth_date:
        words = tuple(_meant(word, known) for word in words)
    if not words or not known:
        return Likeness.MAYBE
    with_birth_name = (*words, *birth_names(printed))
    likeness = max(_like(one, person, lenient=same_birth_date) for one in (words, with_birth_name))
    undecided = same_birth_date or not all(map(romanisable, known))
    return max(likeness, Likeness.MAYBE) if undecided else likeness


def _meant(word: str, known: tuple[str, ...]) -> str:
    """The known name that differs in one letter with a mark, which readers mix up: `Jurié` for `Jurić`."""

    def mixed_up(name: str) -> bool:
        pairs = [pair for pair in zip(word, name, strict=False) if pair[0] != pair[1]]
        return len(word) == len(name) and len(pairs) == 1 and not any(map(str.isascii, pairs[0]))

    return next(filter(mixed_up, known), word)


def strangeness(printed: str, person: Name) -> int:
    """How many names of either side the other lacks: 0 when both are written out alike."""
    words, known = tokens(printed), (*person.given, *person.family)
    left = [one for one in _core(words) if not _in(one, (*known, *person.former), words)]
    lacking = [one for one in _core(known) if not _in(one, words, known)] if known else []
    return len(left) + len(lacking)


def shares_both(printed: str, person: Name) -> bool:
    """Whether a given and a family name of the person stand there, a slip in them forgiven."""
    words = tokens(printed)
    parts = (person.given, (*person.family, *person.former))
    return all(any(_in(word, part, words) or _slip(word, part) for word in words) for part in parts if part)


def _slip(word: str, others: tuple[str, ...]) -> bool:
    return any(_near(word, other) for other in others)


def _by_sound(words: tuple[str, ...], person: Name) -> bool:
    """A name in a script that is compared by its sound says all of the person's names, and no other."""
    if not words or all(map(romanisable, words)) or not all(map(str.isascii, map(in_latin, person.given))):
        return False
    known = (*person.given, *person.family)
    together = in_latin("".join(words))
    orders = ("".join((*person.given, *person.family)), "".join((*person.family, *person.given)))
    if together in map(in_latin, orders):
        return True
    heard = all(any(same_sound(word, one) for one in (*known, *person.former)) for word in _core(words))
    parts = (part for part in (person.given, (*person.family, *person.former)) if part)
    return heard and all(any(same_sound(word, one) for word in words for one in part) for part in parts)


def _run_together(words: tuple[str, ...], person: Name) -> bool:
    """All names in one order, whatever spaces the reader lost between them."""
    orders = ((*person.given, *person.family), (*person.family, *person.given))
    return bool(words and person.given and person.family) and any(
        agree("".join(words), "".join(order)) for order in orders
    )


def _comparable(words: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """The words in letters that the known name can be compared with."""
    if not all(map(romanisable, known)):
        return words
    return tuple(word for word in words if romanisable(word))


def _like(words: tuple[str, ...], person: Name, *, lenient: bool) -> Likeness:
    known = (*person.given, *person.family)
    all_known = (*known, *person.former)
    left = [one for one in _core(words) if not _in(one, all_known, words)]
    lacking = [one for one in _core(known) if not _in(one, words, known)]
    slips = any(_near(one, other) for one in left for other in lacking)
    # whoever bears a single name does not bear a further one that nothing explains
    alone = not (person.given and person.family)
    if _named(words, person) and (not (left and (lacking or alone)) or (lenient and slips)):
        return Likeness.SAME
    return Likeness.MAYBE if slips or len(left) < len(_core(words)) else Likeness.OTHER


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without particles, unless there is nothing else (the surnames Das, Le)."""
    return tuple(one for one in words if one not in PARTICLES) or words


def _named(words: tuple[str, ...], person: Name) -> bool:
    """At least one given and one family name stand there in full; for a single name, that one."""
    family = (*person.family, *person.former) if person.family or not person.given else ()
    parts = [part for part in (person.given, family) if part]
    in_order = (*person.given, *family)
    return all(any(_written(one, words, in_order) for one in _core(part)) for part in parts)


def _in(word: str, others: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """A word stands among others, or its initial does."""
    return _written(word, others, own) or any(_initial(word, other) for other in others)


def _written(word: str, others: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """A word stands among others: alike, joined with its neighbour, or split in two."""
    joined = [one + two for one, two in pairwise(own) if word in (one, two)]
    return (
        any(agree(word, other) for other in others)
        or any(agree(word, one + two) for one, two in pairwise(others))
        or any(agree(one, other) for one in joined for other in others)
    )


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _near(one: str, other: str) -> bool:
    """One letter off in a word of some length: a slip of reading or typing."""
    if min(len(one), len(other)) < _NEAR_LENGTH or abs(len(one) - len(other)) > 1:
        return False
    return one_edit(one, other)


def one_edit(one: str, other: str) -> bool:
    """Whether at most one letter was changed, added or left out."""
    short, long = sorted((one, other), key=len)
    start = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) == len(long):
        return short[start + 1 :] == long[start + 1 :]
    return short[start:] == long[start + 1 :]
