"""Pages with words → documents with labels, each with its reasons; abstains rather than guess."""

from pipeline.classifying.artefact import load_label_model
from pipeline.classifying.documents import LabelModel, classify

__all__ = ["LabelModel", "ModelDamaged", "ModelMissing", "champion_folder", "classify", "load_label_model"]
