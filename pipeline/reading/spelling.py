"""Danish words whose æ, ø or å was read as another letter, written as a list of words has them.

Only a word that is in no list is touched, and only when one listed word fits it, or two joined.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Final

LISTS: Final = Path("/usr/share/dict")
"""Where Debian's `wdanish` and `wbritish` put their words."""
READ_AS: Final = {"å": "[åáàâäãa]", "æ": "(?:aæ|æe|ae|æ|e|a|ä|w)", "ø": "[øoöóõe0]"}
"""Letter → what readers were seen to make of it."""
_SHAPELESS: Final = str.maketrans(dict.fromkeys("aeoæøåáàâäãöóõw0", "*"))
_NEVER_DANISH: Final = re.compile("[áàâäãõ0]|æe|aæ")
_RUN: Final = re.compile(r"(?<![\w<])[^\W\d_]+(?:0[^\W\d_]+)*(?![\w<])")
"""A word of letters, also with a zero among them; never a part of a number or of a machine-readable zone."""
LEAST: Final = 4
"""Shorter words, and shorter parts of joined ones, fit too much; but for words that cannot be Danish."""
LONG: Final = 7
"""Words so long fit none by chance."""
SURE: Final = 0.99
"""A shorter word whose every sign was read so surely is left, unless it holds what no Danish word does."""


@dataclass(frozen=True, slots=True, eq=False)
class Spelling:
    """`words`: all that are known; `fitting`: shape → listed words with æ, ø, å."""

    name: str
    words: frozenset[str]
    fitting: Mapping[str, Sequence[str]]

    def mended(self, text: str, sure: float) -> str:
        """A word as read, with what stands around it; `sure`: of its most doubtful sign."""
        return _RUN.sub(lambda run: self._mended(run.group(), sure), text)

    def _mended(self, run: str, sure: float) -> str:
        low = run.lower()
        if len(low) < 2 or self._known(run) or (len(low) < LEAST and not _NEVER_DANISH.search(low)):
            return run
        listed = set(self._fitting(low))
        may_be_right = not _NEVER_DANISH.search(low) and not (listed and len(low) >= LONG)
        if may_be_right and sure >= SURE:
            return run
        found = {one.lower() for one in listed or self._joined(low)}
        return _in_case_of(run, found.pop()) if len(found) == 1 else run

    def _known(self, word: str) -> bool:
        return not self.words.isdisjoint((word, word.lower(), word.capitalize()))

    def _fitting(self, low: str) -> Iterator[str]:
        """Listed words that the letters may stand for."""
        for word in self.fitting.get(shape(low), ()):
            if re.fullmatch("".join(READ_AS.get(sign, re.escape(sign)) for sign in word.lower()), low):
                yield word

    def _joined(self, low: str) -> Iterator[str]:
        """Two words in one, as Danish joins them, the first perhaps with an s; also the word itself."""
        for cut in range(LEAST, len(low) - LEAST + 1):
            for first in self._part(low[:cut]):
                for second in self._part(low[cut:]):
                    yield first + second.lower()

    def _part(self, low: str) -> Iterator[str]:
        bare = low.removesuffix("s")
        for word in {low, low.capitalize(), bare, bare.capitalize()} & self.words:
            yield word[0] + low[1:]
        yield from self._fitting(low)
        if bare != low:
            yield from (word + "s" for word in self._fitting(bare))


def shape(low: str) -> str:
    """What stays the same when vowels are taken for each other."""
    found = low.translate(_SHAPELESS)
    while "**" in found:
        found = found.replace("**", "*")
    return found


def _in_case_of(read: str, word: str) -> str:
    if read.isupper():
        return word.upper()
    return word.capitalize() if read[0].isupper() else word


@cache
def danish_spelling(folder: Path = LISTS) -> Spelling | None:
    """From the lists that are installed, None without the Danish one."""
    files = [folder / name for name in ("danish", "british-english")]
    texts = [file.read_bytes() if file.is_file() else b"" for file in files]
    danish, english = (text.decode().split() for text in texts)
    fitting = defaultdict(list)
    for word in filter(re.compile("[æøåÆØÅ]").search, danish):
        fitting[shape(word.lower())].append(word)
    name = f"words {sha256(b''.join(texts)).hexdigest()[:8]}"
    return Spelling(name, frozenset(chain(danish, english)), fitting) if danish else None
