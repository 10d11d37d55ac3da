"""Reads the content files: one YAML a kind of document, `contents/*.yaml` and `contents/other/*.yaml`.

A file names its label, the layouts that suit it, its facts (how each value is drawn) and, per language, the
wordings. README.md tells the shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTENTS = Path(__file__).parent / "contents"
_LANGUAGE_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Model:
    """One content file, as read. `drawn` False: kept for scenes, never made by chance."""

    label: str
    kind: str
    sheets: tuple[str, ...]
    facts: Mapping[str, str]
    implied: frozenset[str]
    languages: Mapping[str, Mapping[str, Any]]
    state: str | None = None
    eu: bool = False
    drawn: bool = True


def _model(path: Path) -> Model:
    with path.open(encoding="utf-8") as stream:
        raw: dict[str, Any] = yaml.load(stream, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return Model(
        label=raw["label"],
        kind=path.stem,
        sheets=tuple(raw["sheets"]),
        facts=raw.get("facts", {}),
        implied=frozenset(raw.get("implied", [])),
        languages={key: part for key, part in raw.items() if len(key) == _LANGUAGE_LENGTH},
        state=raw.get("state"),
        eu=raw.get("origins") == "eu",
        drawn=raw.get("drawn", True),
    )


@cache
def models() -> Mapping[str, tuple[Model, ...]]:
    """Label → its content files, in order of name."""
    found: dict[str, list[Model]] = {}
    for path in sorted(CONTENTS.rglob("*.yaml")):
        model = _model(path)
        found.setdefault(model.label, []).append(model)
    return {label: tuple(kinds) for label, kinds in found.items()}
