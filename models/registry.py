"""Which label models there are, and which one serves. The champion is a one-line pointer file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from models.training import Recipe
from pipeline.classifying import champion_folder
from pipeline.classifying.artefact import CHAMPION_FILE, MANIFEST_FILE, checked_manifest

SHIPPED: Final = Path(__file__).parent / "shipped" / "classifier"


@dataclass(frozen=True, slots=True)
class Version:
    """A model in a folder of versions, with its checked manifest."""

    name: str
    folder: Path
    champion: bool
    manifest: dict[str, Any]


def recipe_of(folder: Path) -> Recipe:
    """What a version was trained with; its test rows are those of this recipe."""
    manifest = checked_manifest(folder)
    return Recipe(**manifest["recipe"], error=manifest["target_error"])


def versions(folder: Path) -> Iterator[Version]:
    """All versions in order of their names; a damaged one raises ModelDamaged."""
    serves = champion_folder(folder).name if (folder / CHAMPION_FILE).is_file() else None
    for manifest in sorted(folder.glob(f"*/{MANIFEST_FILE}")):
        found = manifest.parent
        yield Version(found.name, found, found.name == serves, checked_manifest(found))
