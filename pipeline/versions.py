"""Trained models as folders of versions: a pointer to the one that serves, digests of all their bytes.

A version's name ends in the first digits of its manifest's digest, and the manifest holds the digest of the
rest: who names a version has pinned every byte. Code is named by its digest too.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pipeline.errors import Misconfigured

MANIFEST_FILE: Final = "manifest.json"
CHAMPION_FILE: Final = "champion"
DIGEST_DIGITS: Final = 12
SOURCES: Final = frozenset({".py", ".yaml", ".json", ".txt"})
_TRAINING: Final = "`sagsklar train` (labels) or `python -m models.fields` (fields)"


class ModelMissing(Misconfigured):
    """There is no model where one was expected."""

    code = "model_missing"
    message = "There is no model at {path}."
    remedy = f"Make one with {_TRAINING}, or restore models/shipped from the repository."


class ModelDamaged(Misconfigured):
    """The files of a model are not those that were signed off."""

    code = "model_damaged"
    message = "The model at {path} is not the one that was made: {file} has changed."
    remedy = "Restore the folder from the repository, or train anew; do not edit its files."


class ModelOutdated(Misconfigured):
    """The model was made for another version of this program."""

    code = "model_outdated"
    message = "The model at {path} is of the form {schema}; this program reads {known}."
    remedy = f"Use the model shipped with this version, or train anew with {_TRAINING}."


def serving_versions(own: Path, shipped: Path) -> Path:
    """The folder whose champion serves: an own one once a model was promoted, else the shipped one."""
    return own if (own / CHAMPION_FILE).is_file() else shipped


def digest_of_sources(folders: Sequence[Path]) -> str:
    """The first digits of the digest of all code and data below some folders, whatever their release."""
    told = hashlib.sha256()
    for folder in folders:
        for file in sorted(one for one in folder.rglob("*") if one.suffix in SOURCES):
            told.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return told.hexdigest()[:DIGEST_DIGITS]


def champion_folder(versions: Path) -> Path:
    """The folder that the one-line pointer `champion` names."""
    pointer = versions / CHAMPION_FILE
    if not pointer.is_file():
        raise ModelMissing(path=str(pointer))
    return versions / pointer.read_text(encoding="utf-8").strip()


def checked_manifest(folder: Path, schema: str) -> dict[str, Any]:
    """The manifest, after every digest was found right and its form is the one that is read here."""
    if not (folder / MANIFEST_FILE).is_file():
        raise ModelMissing(path=str(folder))
    content = (folder / MANIFEST_FILE).read_bytes()
    if hashlib.sha256(content).hexdigest()[:DIGEST_DIGITS] != folder.resolve().name.rpartition("-")[2]:
        raise ModelDamaged(path=str(folder), file=MANIFEST_FILE)
    manifest: dict[str, Any] = json.loads(content)
    for name, digest in manifest["files"].items():
        if not (folder / name).is_file():
            raise ModelMissing(path=str(folder / name))
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            raise ModelDamaged(path=str(folder), file=name)
    if manifest["schema"] != schema:
        raise ModelOutdated(path=str(folder), schema=str(manifest["schema"]), known=schema)
    return manifest
