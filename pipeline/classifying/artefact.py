"""Loading a label model from its folder: digests first, no pickle, nothing that skops does not know.

A folder holds `labels.skops`, `manifest.json` and `card.md`; its name ends in the first digits of the
manifest's digest, and the manifest holds the digest of the rest: who names a version has pinned every byte.
"""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from pipeline.classifying.linear import BLOCKS, LinearLabelModel
from pipeline.classifying.trust import Trust
from pipeline.errors import Misconfigured
from pipeline.versions import CHAMPION_FILE, champion_folder, checked_manifest

MODEL_FILE: Final = "labels.skops"
TIGHTENED_FILE: Final = "tightened.json"
"""In the operator's folder of models: floors raised since, where blind checks found too many faults."""
SCHEMA: Final = "sagsklar/label-model/3"
"""Changes with what the model is shown (clues, marks, blocks, trust): an older one would judge by chance."""


class ModelForeign(Misconfigured):
    """The artefact holds types that could run code of their own."""

    code = "model_foreign"
    message = "The label model at {path} holds types that are not allowed: {types}."
    remedy = "Use only models made by `sagsklar train`."


def load_label_model(path: Path) -> LinearLabelModel:
    """The model of a version's folder, or of the champion that a folder of versions points to.

    Raises:
        ModelMissing: nothing there.
        ModelDamaged: a digest does not fit; nothing was loaded.
        ModelOutdated: the model sees other things than this program shows it.
        ModelForeign: the artefact asks for types beyond numpy, scipy and scikit-learn.
    """
    folder = champion_folder(path) if (path / CHAMPION_FILE).is_file() else path
    manifest = label_manifest(folder)
    state = checked_state(folder / MODEL_FILE)
    return LinearLabelModel(
        version=folder.name,
        blocks={name: with_vocabulary(state["blocks"][name], state["terms"][name]) for name in BLOCKS},
        labels=state["labels"],
        trust=Trust(**state["trust"]),
        temperature=float(manifest["temperature"]),
        floor_of_all=float(manifest["floor"]),
        floors={label: float(floor) for label, floor in manifest["floors"].items()},
    )


def label_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a label model. Raises ModelMissing, ModelDamaged, ModelOutdated."""
    return checked_manifest(folder, SCHEMA)


def serving_version(versions: Path, raised: Path) -> str:
    """The version that a process started now would serve, without loading it."""
    name = champion_folder(versions).name
    return name + suffix(raised, name)


def suffix(raised: Path, model: str) -> str:
    """What raised floors add to the name of a version; nothing where there are none for it."""
    content = raised.read_bytes() if raised.is_file() else b"{}"
    return f"+{hashlib.sha256(content).hexdigest()[:6]}" if json.loads(content).get("model") == model else ""


def tightened(model: LinearLabelModel, file: Path) -> LinearLabelModel:
    """The model with the higher floors of a file that blind checks wrote for it; its version says so.

    A file for another model, or none, changes nothing.
    """
    added = suffix(file, model.version)
    if not added:
        return model
    floors = json.loads(file.read_bytes())["floors"]
    return replace(model, version=model.version + added, floors={**model.floors, **floors})


def checked_state(file: Path) -> dict[str, Any]:
    """What skops holds; refused as a whole when it names a type that scikit-learn does not vouch for."""
    import skops.io

    foreign = skops.io.get_untrusted_types(file=file)
    if foreign:
        raise ModelForeign(path=str(file), types=", ".join(sorted(foreign)))
    state: dict[str, Any] = skops.io.load(file, trusted=[])
    return state


def with_vocabulary(vectoriser: Any, terms: Any) -> Any:
    """The vocabulary travels as one array: as a dictionary skops takes seconds to load it."""
    vectoriser.vocabulary_ = {str(term): column for column, term in enumerate(terms)}
    return vectoriser
