"""General knowledge of papers: what each kind is called and says, in many languages.

`lexicon/*.yaml` maps label → language → kinds of that paper, each with titles, keys (followed by a value) and
lines. So the model knows more than what our own generator typesets, and a new label starts with a few lines.
`lexicon/shared/*.yaml` holds what papers of several labels say alike and so tells none of them apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from pipeline.yaml_files import read_yaml
from samples.chance import share
from samples.document import Split

T = TypeVar("T")
LEXICON: Final = Path(__file__).parent / "lexicon"
COMPOSED_BY: Final = ("phrasebook.py", "composing.py", "fillers.py")
EVERY: Final = ("every",)
"""Stands for all labels."""
_FALLBACK: Final = "en"
"""What every paper may say, in languages of which we know nothing more."""


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
    """Label → language → kinds."""
    found = (read_yaml(file) for file in sorted(LEXICON.glob("*.yaml")))
    return {label: phrases_of(languages) for labels in found for label, languages in labels.items()}


def usual(language: str) -> Kind:
    """What papers of every label say, in a language or else in English."""
    phrases = shared_phrases()[EVERY]
    return phrases.get(language, phrases[_FALLBACK])[0]


def shared_by(label: str, language: str) -> tuple[Kind, ...]:
    """What papers of this label and of some others say alike."""
    several = (phrases for labels, phrases in shared_phrases().items() if label in labels)
    return tuple(kind for phrases in several for kind in phrases.get(language, ()))


@cache
def shared_phrases() -> Mapping[tuple[str, ...], Phrases]:
    """The labels that each file of shared phrases names → language → kinds; it tells none of them apart."""
    found = [read_yaml(file) for file in sorted((LEXICON / "shared").glob("*.yaml"))]
    return {split_at_bars(one["labels"]): phrases_of(one["phrases"]) for one in found}


def phrases_of(languages: Mapping[str, Sequence[Mapping[str, str]]]) -> Phrases:
    """Language → kinds, as a file writes them."""
    return {name: tuple(kind_of(kind) for kind in kinds) for name, kinds in languages.items()}


def kind_of(entry: Mapping[str, str]) -> Kind:
    """A kind as its file writes it: titles and keys with `|` between, one line a line."""
    return Kind(
        split_at_bars(entry["titles"]),
        split_at_bars(entry["keys"]),
        tuple(line.strip() for line in entry["lines"].splitlines()),
    )


def split_at_bars(text: str) -> tuple[str, ...]:
    """Phrases between bars."""
    return tuple(part.strip() for part in text.split("|"))


def phrasebook_digest() -> str:
    """Names the state of all that composed papers are made of: the phrases, and the code that mixes them."""
    here = Path(__file__).parent
    files = [*sorted(LEXICON.rglob("*.yaml")), *(here / name for name in COMPOSED_BY)]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
