"""What sheets there are and their parts: `sheets.yaml`, `parts.yaml`, `grounds.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.yaml_files import read_yaml
from samples.document import Split

HERE = Path(__file__).parent
A4 = (210.0, 297.0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ranges and choices of one sheet, in millimetres and points; a height of 0 follows the content."""

    size: tuple[float, float]
    fonts: tuple[tuple[str, ...], ...]
    pt: tuple[float, float]
    leading: tuple[float, float]
    margin: tuple[int, int]
    grounds: float
    parts: Mapping[str, tuple[str, ...]]


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(HERE / name)
    return found


@cache
def _sheets() -> dict[str, Any]:
    return _read("sheets.yaml")


@cache
def sheet_named(name: str) -> Sheet:
    """A sheet by name. Raises KeyError for one that nobody drew."""
    raw = {**_sheets()["common"], **_sheets()[name]}
    parts = {**_sheets()["common"]["parts"], **_sheets()[name].get("parts", {})}
    return Sheet(
        size=tuple(raw.get("size", A4)),
        fonts=tuple(tuple(uses) for uses in raw["fonts"]),
        pt=tuple(raw["pt"]),
        leading=tuple(raw["leading"]),
        margin=tuple(raw["margin"]),
        grounds=raw["grounds"],
        parts={part: tuple(options) for part, options in parts.items()},
    )


def sheet_names() -> tuple[str, ...]:
    """All sheets, identity papers too."""
    return tuple(name for name in _sheets() if name != "common")


@cache
def part_styles() -> Mapping[str, Mapping[str, str]]:
    """Part → option → its style, a template."""
    return _read("parts.yaml")


@cache
def grounds() -> Mapping[Split, Mapping[str, tuple[str, ...]]]:
    """The papers of each split: tints, patterns and their colours."""
    found = _read("grounds.yaml")
    return {
        split: {key: tuple(values) for key, values in found[split].items()}
        for split in ("train", "calibration", "test")
    }
