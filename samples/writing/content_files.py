"""Reads the content files: a folder a kind of document, `contents/KIND/` or `contents/other/KIND/`.

`kind.yaml` names the label, the layouts that suit it and its facts (how each value is drawn); beside it lies
one file a language with the wordings. The folder's README tells the shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pipeline.yaml_files import read_yaml

CONTENTS: Final = Path(__file__).parent / "contents"
_HEAD: Final = "kind.yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document, without its wordings. `drawn` False: kept for scenes, never made by chance."""

    label: str
    name: str
    folder: Path
    sheets: tuple[str, ...]
    facts: Mapping[str, str]
    implied: frozenset[str]
    languages: tuple[str, ...]
    state: str | None = None
    eu: bool = False
    drawn: bool = True


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(path)
    return found


def _kind(folder: Path) -> Kind:
    raw = _read(folder / _HEAD)
    return Kind(
        label=raw["label"],
        name=folder.name,
        folder=folder,
        sheets=tuple(raw["sheets"]),
        facts=raw.get("facts", {}),
        implied=frozenset(raw.get("implied", [])),
        languages=tuple(sorted(path.stem for path in folder.glob("*.yaml") if path.name != _HEAD)),
        state=raw.get("state"),
        eu=raw.get("origins") == "eu",
        drawn=raw.get("drawn", True),
    )


@cache
def kinds() -> Mapping[str, tuple[Kind, ...]]:
    """Label → its kinds of document, in order of name."""
    found: dict[str, list[Kind]] = {}
    for path in sorted(CONTENTS.rglob(_HEAD)):
        kind = _kind(path.parent)
        found.setdefault(kind.label, []).append(kind)
    return {label: tuple(some) for label, some in found.items()}


@cache
def wording(folder: Path, language: str) -> Mapping[str, Any]:
    """How a kind is worded in a language: title, blocks, and what differs there in facts or states."""
    return _read(folder / f"{language}.yaml")
