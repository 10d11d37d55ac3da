"""General knowledge of papers: what each kind is called and says, in many languages.

`lexicon/*.yaml` maps label → language → kinds of that paper, each with titles, keys (followed by a value) and
lines. So the model knows more than what our own generator typesets, and a new label starts with a few lines.
A label may be spread over several files: its kinds add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from yaml.constructor import SafeConstructor

from pipeline.errors import SagsklarError
from samples.chance import share
from samples.document import Split

T = TypeVar("T")
LEXICON: Final = Path(__file__).parent / "lexicon"
COMMON: Final = "common"
_READER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one in C where it is there: twenty times as fast."""


class SaidTwice(SagsklarError):
    """One file says a label, a language or a part of a kind twice; YAML alone would drop the first."""

    code = "said_twice"
    message = "The phrasebook cannot be read: {file} says `{key}` twice, in line {line}."
    remedy = "Put both under one heading, as kinds of one list."


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
    """Label → language → kinds, and `common` for what stands on papers of every kind.

    Raises:
        SaidTwice: a file would lose what it says first.
    """
    return phrasebook_of(LEXICON)


def phrasebook_of(folder: Path) -> Mapping[str, Phrases]:
    """The phrasebook of a folder; of a label in several files, kinds add up in the order of names."""
    book: dict[str, dict[str, tuple[Kind, ...]]] = {}
    for file in sorted(folder.glob("*.yaml")):
        for label, languages in plain(file).items():
            known = book.setdefault(label, {})
            for name, kinds in languages.items():
                known[name] = (*known.get(name, ()), *(kind_of(kind) for kind in kinds))
    return book


def plain(file: Path) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """What a file says, once nothing in it is said twice."""
    node = yaml.compose(file.read_text(encoding="utf-8"), Loader=_READER)
    refuse_repeats(file, node)
    found: dict[str, dict[str, list[dict[str, Any]]]] = SafeConstructor().construct_document(node)
    return found


def refuse_repeats(file: Path, node: yaml.Node | None) -> None:
    """No mapping of the file has a key twice.

    Raises:
        SaidTwice: one has.
    """
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, inner in node.value:
            if key.value in seen:
                raise SaidTwice(file=file.name, key=key.value, line=key.start_mark.line + 1)
            seen.add(key.value)
            refuse_repeats(file, inner)
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            refuse_repeats(file, inner)


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
