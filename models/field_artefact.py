"""Writing a field model as a folder that `load_field_tagger` accepts, all under a digest."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

import spacy

from models.field_trust import write_trust
from pipeline.extracting.tagging.tagger import PIPELINE, SCHEMA, SCORER, TRUST
from pipeline.versions import DIGEST_DIGITS, MANIFEST_FILE

LIBRARIES: Final = ("spacy", "thinc", "numpy")


def write_field_model(
    trained: Path, trust: Mapping[str, object], scores: Mapping[str, float], out: Path
) -> Path:
    """A folder below `out`, named by its digest. `trained`: what `spacy train` wrote.

    The words of the training papers are left out: columns are hashed, so that nothing looks them up.
    """
    draft = out / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    _slim(trained, draft / PIPELINE)
    write_trust(trust, draft / TRUST)
    files = sorted(path for path in draft.rglob("*") if path.is_file())
    digests = {str(one.relative_to(draft)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files}
    manifest = {
        "schema": SCHEMA,
        "files": digests,
        "libraries": {name: version(name) for name in LIBRARIES},
        "scores": dict(scores),
    }
    content = (json.dumps(manifest, indent=1, sort_keys=True) + "\n").encode()
    (draft / MANIFEST_FILE).write_bytes(content)
    folder = out / f"fields-{hashlib.sha256(content).hexdigest()[:DIGEST_DIGITS]}"
    shutil.rmtree(folder, ignore_errors=True)
    return draft.rename(folder)


def _slim(trained: Path, to: Path) -> None:
    """The pipeline without strings and paths of its training, with a scorer that everybody knows."""
    own = {"components.fields.scorer": SCORER, "paths.train": None, "paths.dev": None}
    nlp = spacy.load(trained, config=own)
    nlp.to_disk(to, exclude=["lookups", "vectors"])
    tags = json.loads((to / "fields" / "cfg").read_text(encoding="utf-8"))["labels"]
    (to / "vocab" / "strings.json").write_text(json.dumps(sorted(tags)), encoding="utf-8")
