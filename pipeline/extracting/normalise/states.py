"""States from names, adjectives and codes in many languages → ICAO/ISO alpha-3.

Source:
    Unicode CLDR territory names through Babel, ISO 3166 through pycountry, ICAO Doc 9303 part 3 for the codes
    that ISO does not have; adjectives in `adjectives.yaml`, which CLDR lacks.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pycountry
from babel import Locale

from pipeline.extracting.normalise.folding import fold
from pipeline.extracting.normalise.found import Context, Found
from pipeline.extracting.normalise.months import LANGUAGES
from pipeline.yaml_files import read_yaml

_ICAO_LINES = (
    "RKS EUE UNO UNA UNK XXA XXB XXC XXX XOM XPO XCE XCO XEC XBA XIM XMP XAF",
    "UTO GBD GBN GBO GBP GBS",
)
ICAO_ONLY = frozenset(code for line in _ICAO_LINES for code in line.split())
"""Codes of ICAO Doc 9303 that are no ISO codes."""

MORE_LANGUAGES = ("zh", "ja", "ko", "th", "ka", "hy", "he", "ur", "ta", "sw", "am", "so", "ku", "ps")
"""Languages that name months in figures or seldom stand on our papers, but name their state."""
_SHORT = {"D": "DEU", "XK": "RKS", "UK": "GBR", "USA": "USA", "EU": "EUE"}
_WORDS = re.compile(r"[^\W\d_][^\W_]*(?:[’'.-][^\W\d_]+)*")
_LONGEST = 5


def state(text: str) -> str | None:
    """The state that a whole text names, as code, name or adjective; None when it names none."""
    printed = text.strip(" .:,;/()<")
    return _by_code(printed) or names_of_states().get(fold(printed))


def find_states(text: str, context: Context) -> tuple[Found, ...]:  # noqa: ARG001 one shape for all kinds
    """All states named in a text; of overlapping names the longer."""
    words = list(_WORDS.finditer(text))
    found: list[Found] = []
    position = 0
    while position < len(words):
        hit = next(_named_from(text, words, position), None)
        if hit:
            found.append(hit[0])
        position += hit[1] if hit else 1
    return tuple(found)


def _named_from(text: str, words: list[re.Match[str]], position: int) -> Iterator[tuple[Found, int]]:
    for length in range(min(_LONGEST, len(words) - position), 0, -1):
        start, end = words[position].start(), words[position + length - 1].end()
        code = state(text[start:end])
        if code:
            yield Found(code, start, end), length


def _by_code(printed: str) -> str | None:
    if not printed.isascii() or not printed.isupper() or not 1 <= len(printed) <= 3:
        return None
    if printed in _SHORT or printed in ICAO_ONLY:
        return _SHORT.get(printed, printed)
    known = pycountry.countries.get(alpha_3=printed) if len(printed) == 3 else None
    return printed if known else None


def alpha_3(alpha_2: str) -> str | None:
    """The three-letter code of a two-letter one."""
    known = pycountry.countries.get(alpha_2=alpha_2)
    return known.alpha_3 if known else _SHORT.get(alpha_2)


@cache
def names_of_states() -> dict[str, str]:
    """Folded name or adjective → alpha-3."""
    names: dict[str, str] = {}
    for language in (*LANGUAGES, *MORE_LANGUAGES):
        for code, name in Locale.parse(language).territories.items():
            three = alpha_3(code) if len(code) == 2 and code.isalpha() else None
            if three and (len(name) > 2 or not name.isascii()):
                names.setdefault(fold(name), three)
    for country in pycountry.countries:
        for attribute in ("name", "official_name", "common_name"):
            if hasattr(country, attribute):
                names.setdefault(fold(getattr(country, attribute)), country.alpha_3)
    data = read_yaml(Path(__file__).parent / "adjectives.yaml")
    names.update({fold(word): code for code, words in data.items() for word in words})
    return names
