"""General knowledge of papers: what each kind is called and says, in many languages.

`lexicon/*.yaml` maps label → language → kinds of that paper, each with titles, keys (followed by a value) and
lines. So the model knows more than what our own generator typesets, and a new label starts with a few lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from pipeline.yaml_files import read_yaml
from samples.chance import share
from samples.document import Split

T = TypeVar("T")
LEXICON: Final = Path(__file__).parent / "lexicon"
COMMON: Final = "common"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper in one language."""

    titles: tuple[str, ...]
    keys: tuple[str, ...]
    lines: tuple[str, ...]

    def part(self, split: Split | None) -> "Kind":
        """The phrases that belong to a split; all of them for None."""
        if split is None:
            return self
        return Kind(part(self.titles, split), part(self.keys, split), part(self.lines, split))


def part(all_of: tuple[T, ...], split: Split) -> tuple[T, ...]:
    """From five phrases (or kinds) on, some are held back from training.

    As in life, papers of the calibration and the test say some things that training knows (every second of
    its phrases) and some that it doesn't. Shorter lists are common to all.
    """
    if len(all_of) < 5:
        return all_of
    known = tuple(share(all_of, "train"))
    return known if split == "train" else (*share(all_of, split), *known[::2])


Phrases = Mapping[str, tuple[Kind, ...]]
"""Language → kinds."""


@cache
def phrasebook() -> Mapping[str, Phrases]:
    """Label → language → kinds, and `common` for what stands on papers of every kind."""
    book: dict[str, Phrases] = {}
    for file in sorted(LEXICON.glob("*.yaml")):
        found: dict[str, dict[str, list[dict[str, Any]]]] = read_yaml(file)
        for label, languages in found.items():
            book[label] = {name: tuple(kind_of(kind) for kind in kinds) for name, kinds in languages.items()}
    return book


def kind_of(entry: Mapping[str, str]) -> Kind:
    """A kind as its file writes it: titles and keys with `|` between, one line a line."""
    return Kind(
        tuple(part.strip() for part in entry["titles"].split("|")),
        tuple(part.strip() for part in entry["keys"].split("|")),
        tuple(line.strip() for line in entry["lines"].splitlines()),
    )


def lexicon_digest() -> str:
    """Names the state of all lexicon files."""
    content = b"".join(file.read_bytes() for file in sorted(LEXICON.glob("*.yaml")))
    return sha256(content).hexdigest()[:12]
