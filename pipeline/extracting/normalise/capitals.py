"""Names of organisations printed in capitals → as the organisation writes itself.

Letterheads shout. Where the same name stands elsewhere on the paper in capitals and small letters, that is
its form; where it stands in capitals alone, words begin with a capital, and initials and legal forms stay.
"""

import re
from typing import Final

from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.normalise.names import FIRM

_BY_LANGUAGE: Final = (
    "og for i af på of and the de des du la le les et del della",
    "di do da und für der die das en van",
)
SMALL: Final = frozenset(word for line in _BY_LANGUAGE for word in line.split())
"""Words within a name that bear no capital."""
SHORTEST: Final = 5
"""Letters of a lone word that is no abbreviation: DSB and KMD call themselves so."""
_VOWEL: Final = re.compile("[aeiouy]|[^a-z]")


def as_written(name: str, text: str) -> str:
    """The name in its own case.

    Args:
        name: As printed where it was found.
        text: All that stands on the paper.
    """
    if not shouted(name):
        return name
    for found in re.finditer(re.escape(name), text, re.IGNORECASE):
        if not shouted(found[0]) and found[0][:1].isupper():
            return found[0]
    form = FIRM.search(name)
    bare = name[: form.start()].rstrip() if form else name
    words = [proper(word, first=not place) for place, word in enumerate(bare.split())]
    return " ".join([*words, *([name[form.start() :]] if form else [])])


def shouted(name: str) -> bool:
    """Whether a name stands in capitals, its legal form aside, and is no abbreviation."""
    bare = FIRM.sub("", name).strip()
    letters = [sign for sign in bare if sign.isalpha()]
    return len(letters) >= SHORTEST and all(sign == sign.upper() != sign.lower() for sign in letters)


def proper(word: str, *, first: bool) -> str:
    """One word of a shouted name: `AF` → `af`, `DSB` stays, `O'HARA-LUND` → `O'Hara-Lund`."""
    if word.casefold() in SMALL and not first:
        return word.casefold()
    if not _VOWEL.search(fold(re.sub(r"[\W\d_]", "", word))):
        return word
    return re.sub(r"[^\W\d_]+", lambda part: part[0][:1] + part[0][1:].lower(), word)
