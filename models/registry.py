"""Which models there are, and which one of each kind serves. The champion is a one-line pointer file.

The shipped folders come with the program and are never written to; an operator's own folder (`home/models`;
for fields `extractor` below it) holds candidates, and once one of them was promoted, the pointer that counts.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

from pipeline.classifying.artefact import label_manifest
from pipeline.errors import WrongUse
from pipeline.versions import CHAMPION_FILE, MANIFEST_FILE, champion_folder, serving_versions

SHIPPED: Final = Path(__file__).parent / "shipped" / "classifier"
SHIPPED_FIELDS: Final = Path(__file__).parent / "shipped" / "extractor"
PREVIOUS_FILE: Final = "previous"
SHIPPED_NAME: Final = "shipped"
"""What `previous` says when the shipped champion served before."""


class NothingBefore(WrongUse):
    message = "No model of your own was promoted, so there is none to go back to."
    remedy = "`sagsklar models` lists what there is."


class Kind(Enum):
    """What a model does."""

    LABELS = "labels"
    FIELDS = "fields"

    @property
    def shipped(self) -> Path:
        """The folder of versions that come with the program."""
        return SHIPPED if self is Kind.LABELS else SHIPPED_FIELDS

    def manifest(self, folder: Path) -> dict[str, Any]:
        """The manifest, once all files are as made. Raises ModelMissing, ModelDamaged, ModelOutdated."""
        if self is Kind.LABELS:
            return label_manifest(folder)
        from pipeline.extracting.tagging.tagger import field_manifest  # spaCy takes a second

        return field_manifest(folder)


def kind_of(folder: Path) -> Kind:
    """What the model of a folder does, by what its manifest says; nothing is checked yet."""
    try:
        told = json.loads((folder / MANIFEST_FILE).read_bytes())
    except (OSError, ValueError):
        return Kind.LABELS  # whose reader says what is wrong with it
    return Kind.FIELDS if str(told.get("schema")).startswith("sagsklar/field-model/") else Kind.LABELS


@dataclass(frozen=True, slots=True)
class Version:
    """A model in a folder of versions, with its checked manifest."""

    name: str
    folder: Path
    champion: bool
    manifest: dict[str, Any]


def serving(own: Path, kind: Kind = Kind.LABELS) -> Path:
    """The folder of the model that serves: the operator's champion, else the shipped one."""
    return champion_folder(serving_versions(own, kind.shipped))


def versions(own: Path, kind: Kind = Kind.LABELS) -> Iterator[Version]:
    """The shipped versions, then the operator's, in order of names; a damaged one raises ModelDamaged."""
    serves = serving(own, kind).resolve()
    for folder in (kind.shipped, own):
        for manifest in sorted(folder.glob(f"*/{MANIFEST_FILE}")):
            found = manifest.parent
            yield Version(found.name, found, found.resolve() == serves, kind.manifest(found))


def newest(own: Path) -> Path | None:
    """The operator's version that was made last, None where there is none."""
    made = sorted(own.glob(f"*/{MANIFEST_FILE}"), key=lambda file: file.stat().st_mtime)
    return made[-1].parent if made else None


def promote(candidate: Path, own: Path, kind: Kind = Kind.LABELS) -> None:
    """The candidate serves from the next start on; who served before can be brought back.

    Raises ModelDamaged, ModelMissing: nothing has changed then.
    """
    kind.manifest(candidate)
    if candidate.name == serving(own, kind).name:
        return  # `previous` goes on naming another
    before = own / CHAMPION_FILE
    if candidate.resolve().parent != own.resolve():
        shutil.copytree(candidate, own / candidate.name, dirs_exist_ok=True)
    point(own / PREVIOUS_FILE, before.read_text("utf-8").strip() if before.is_file() else SHIPPED_NAME)
    point(before, candidate.name)


def bring_back(own: Path, kind: Kind = Kind.LABELS) -> Path:
    """Who served before serves again; twice is as if nothing had been done.

    Raises NothingBefore, ModelDamaged: nothing has changed then.
    """
    champion, previous = own / CHAMPION_FILE, own / PREVIOUS_FILE
    if not previous.is_file():
        raise NothingBefore
    wanted = previous.read_text("utf-8").strip()
    if wanted != SHIPPED_NAME:
        kind.manifest(own / wanted)
    point(previous, champion.read_text("utf-8").strip() if champion.is_file() else SHIPPED_NAME)
    if wanted == SHIPPED_NAME:
        champion.unlink(missing_ok=True)
    else:
        point(champion, wanted)
    return serving(own, kind)


def point(pointer: Path, name: str) -> None:
    """Writes a pointer in one step: a reader sees the old name or the new one."""
    pointer.parent.mkdir(parents=True, exist_ok=True)
    half = pointer.with_suffix(".half")
    half.write_text(f"{name}\n", "utf-8")
    half.replace(pointer)
