"""Scenes: the facts that a sample case is made of, one YAML file a case in `scenes/`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.records import JsonValue
from pipeline.yaml_files import read_yaml
from samples.captures import Look

SCENES = Path(__file__).parent / "scenes"


@dataclass(frozen=True, slots=True)
class Paper:
    """One file of the case, and the document on it.

    `serves`: the requirements that it is sent for. `doubtful`: honest people differ on what it is.
    `facts` fix values of the document; `family` fixes its look, another `draw`
    changes all that chance decides; `day` is when it was made.
    """

    file: str
    label: str
    subject: str | None
    capture: str
    serves: tuple[str, ...] = ()
    language: str = "da"
    state: str | None = None
    kind: str | None = None
    sheet: str | None = None
    family: int = 1
    draw: int = 0
    day: date | None = None
    facts: Mapping[str, JsonValue] = field(default_factory=dict)
    look: Look = field(default_factory=Look)
    doubtful: bool = False
    label_also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A case before it is printed: the profile, the papers, names in home scripts, and what it shows."""

    name: str
    point: str
    why: str
    profile: Mapping[str, Any]
    papers: tuple[Paper, ...]
    native: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def received(self) -> date:
        """The day the newest upload arrived, which rules count from."""
        return date.fromisoformat(self.profile["received"])


def _paper(raw: dict[str, Any]) -> Paper:
    known: dict[str, Any] = raw | {key: tuple(raw[key]) for key in ("serves", "label_also") if key in raw}
    if "look" in raw:
        known["look"] = Look(**raw["look"])
    if "day" in raw:
        known["day"] = date.fromisoformat(raw["day"])
    return Paper(**known)


def read_scene(path: Path) -> Scene:
    """One scene file. Raises TypeError for a key that no record knows."""
    raw = read_yaml(path)
    profile = {"schema": "sagsklar/profile/1", **raw.pop("profile")}
    papers = tuple(_paper(one) for one in raw.pop("papers"))
    return Scene(name=path.stem, profile=profile, papers=papers, **raw)


def scenes() -> tuple[Scene, ...]:
    """All scenes, in order of name."""
    return tuple(read_scene(path) for path in sorted(SCENES.glob("*.yaml")))
