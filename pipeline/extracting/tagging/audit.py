"""A trained pipeline before spaCy sees it: its config names what makes a tagger, its folder holds no more.

spaCy builds whatever registered function a config names, and reads whatever files of known names it finds.
"""

import re
from pathlib import Path
from typing import Any, Final

from pipeline.errors import Misconfigured
from pipeline.versions import MANIFEST_FILE, ModelDamaged

CONFIG: Final = "config.cfg"
KNOWN: Final = frozenset(
    {
        ("architectures", "sagsklar.LayoutEmbed.v1"),
        ("architectures", "spacy.MaxoutWindowEncoder.v2"),
        ("architectures", "spacy.Tagger.v2"),
        ("architectures", "spacy.Tok2Vec.v2"),
        ("batchers", "spacy.batch_by_words.v1"),
        ("loggers", "spacy.ConsoleLogger.v1"),
        ("optimizers", "Adam.v1"),
        ("readers", "sagsklar.FieldCorpus.v1"),
        ("schedules", "compounding.v1"),
        ("schedules", "warmup_linear.v1"),
        ("scorers", "spacy.tagger_scorer.v1"),
        ("tokenizers", "spacy.Tokenizer.v1"),
        ("vectors", "spacy.Vectors.v1"),
    }
)
"""What `models/fields.cfg` names, and spaCy adds to it."""
_NAMED: Final = re.compile(r'@(\w+)"?\s*[=:]\s*"([^"]*)"')
_FACTORY: Final = re.compile(r'factory"?\s*[=:]\s*"([^"]*)"')


class FieldModelForeign(Misconfigured):
    code = "model_foreign"
    message = "The field model at {path} asks for {what}, which is not allowed."
    remedy = "Use only models made by `python -m models.fields`."


def audit(folder: Path, pipeline: Path, manifest: dict[str, Any]) -> None:
    """Raises ModelDamaged for a file that is not listed, FieldModelForeign for a strange config."""
    listed = {*manifest["files"], MANIFEST_FILE}
    for file in sorted(path for path in folder.rglob("*") if not path.is_dir()):
        if (name := file.relative_to(folder).as_posix()) not in listed:
            raise ModelDamaged(path=str(folder), file=name)
    config = (pipeline / CONFIG).read_text(encoding="utf-8")
    strange = [f"@{kind} {name}" for kind, name in set(_NAMED.findall(config)) - KNOWN]
    strange += [f"the component {name}" for name in set(_FACTORY.findall(config)) - {"tagger"}]
    if strange or config.count("@") != len(_NAMED.findall(config)):
        raise FieldModelForeign(path=str(folder), what=min(strange, default="a function by an unusual name"))
