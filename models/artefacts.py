"""Writing a trained model as a folder that `load_label_model` accepts: no pickle, all under a digest."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from copy import copy
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from models.card import card
from models.dataset import lifelike
from models.evaluating import Figures, evaluate
from models.training import Recipe, Training
from pipeline.classifying.artefact import MODEL_FILE, SCHEMA
from pipeline.classifying.linear import BLOCKS, LinearLabelModel
from pipeline.versions import DIGEST_DIGITS, MANIFEST_FILE

CARD_FILE: Final = "card.md"
LIBRARIES: Final = ("scikit-learn", "skops", "numpy", "scipy")
_ID: Final = re.compile(r'"__id__": (\d+)')
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


def write_candidate(training: Training, recipe: Recipe, out: Path) -> Path:
    """A folder below `out`, named by its digest. The same training gives the same bytes."""
    scores = scores_of(training)
    model = settled(dumped(training.model))
    files = {MODEL_FILE: model, CARD_FILE: card(training, recipe, scores).encode()}
    manifest = json.dumps(manifest_of(training, recipe, scores, files), indent=1, sort_keys=True) + "\n"
    folder = out / f"labels-{hashlib.sha256(manifest.encode()).hexdigest()[:DIGEST_DIGITS]}"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**files, MANIFEST_FILE: manifest.encode()}.items():
        (folder / name).write_bytes(content)
    return folder


def scores_of(training: Training) -> dict[str, Figures]:
    """Figures by what was measured: `model` on lifelike papers, `trial` on all, unseen phrases among them."""
    return {
        "model": evaluate(training.model, lifelike(training.test)),
        "trial": evaluate(training.trial, training.test),
    }


def manifest_of(
    training: Training, recipe: Recipe, scores: Mapping[str, Figures], files: Mapping[str, bytes]
) -> dict[str, Any]:
    """All that loading and judging the model needs to know."""
    model = training.model
    return {
        "schema": SCHEMA,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        "libraries": {name: version(name) for name in LIBRARIES},
        "recipe": {name: getattr(recipe, name) for name in ("seed", "count", "composed", "captured")},
        "target_error": recipe.error,
        "target_errors": dict(recipe.errors),
        "promises": {label: asdict(promise) for label, promise in training.promises.items()},
        "data": {
            "train": recipe.train.digest,
            "calibration": recipe.calibration.digest,
            "test": recipe.test.digest,
            "all_phrases": recipe.all_phrases.digest,
        },
        "rows": training.rows,
        "corrections": list(training.corrections),
        "learning_curve": [[count, round(share, 4)] for count, share in training.curve],
        "labels": [str(label) for label in model.labels.classes_],
        "temperature": model.temperature,
        "floor": model.floor_of_all,
        "floors": dict(model.floors),
        "scores": {name: summary(figures) for name, figures in scores.items()},
    }


def summary(figures: Figures) -> dict[str, Any]:
    """The figures that fit on a line, and how sure the model was."""
    names = (
        "n",
        "accuracy",
        "macro_f1",
        "named_right",
        "wrongly_certain",
        "abstained",
        "ece",
        "strangers_named",
        "confidences",
    )
    return {name: getattr(figures, name) for name in names}


def dumped(model: LinearLabelModel) -> bytes:
    """The estimators as skops writes them; vocabularies apart, as arrays."""
    import skops.io

    state = {
        "blocks": {name: without_vocabulary(model.blocks[name]) for name in BLOCKS},
        "terms": {name: terms(model.blocks[name].vocabulary_) for name in BLOCKS},
        "labels": model.labels,
        "trust": asdict(model.trust),
    }
    written: bytes = skops.io.dumps(state)
    return written


def without_vocabulary(vectoriser: Any) -> Any:
    """A copy with an empty vocabulary: skops would write it entry by entry and take seconds to load it."""
    bare = copy(vectoriser)
    bare.vocabulary_ = {}
    return bare


def terms(vocabulary: Mapping[str, int]) -> np.ndarray:
    """The terms in order of their columns."""
    return np.array(sorted(vocabulary, key=lambda term: vocabulary[term]))


def settled(archive: bytes) -> bytes:
    """The archive without what changes from run to run: memory addresses as ids, and the time of day."""
    read = zipfile.ZipFile(io.BytesIO(archive))
    schema = read.read("schema.json").decode()
    numbers = {found: str(place) for place, found in enumerate(dict.fromkeys(_ID.findall(schema)), 1)}
    schema = _ID.sub(lambda match: f'"__id__": {numbers[match[1]]}', schema)
    schema = re.sub(r'"(\d+)\.npy"', lambda match: f'"{numbers[match[1]]}.npy"', schema)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for name in sorted(read.namelist(), key=lambda name: int(numbers.get(name.partition(".")[0], "0"))):
            known = numbers.get(name.partition(".")[0])
            info = zipfile.ZipInfo(f"{known}.npy" if known else name, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, schema if name == "schema.json" else read.read(name))
    return out.getvalue()
