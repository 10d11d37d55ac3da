"""The card of a model: what it is for, what it was made of, how good it is, where it fails. For people."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.evaluating import Figures
from models.training import Recipe, Training
from pipeline.classifying.linear import BLOCKS, LinearLabelModel

TEMPLATES: Final = Path(__file__).parent / "templates"
_TELLING: Final = 8


def card(training: Training, recipe: Recipe, scores: Mapping[str, Figures]) -> str:
    """The card as Markdown."""
    model = training.model
    return rendered(
        "card.md",
        recipe=recipe,
        rows=training.rows,
        promises=training.promises,
        corrections=len(training.corrections),
        scores=scores,
        model=model,
        sizes={name: len(model.blocks[name].vocabulary_) for name in BLOCKS},
        telling=telling_words(model),
        version="this folder",
    )


def rendered(template: str, **values: Any) -> str:
    """A template of this room, filled; pages are escaped."""
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=template.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return pages.get_template(template).render(**values)


def telling_words(model: LinearLabelModel) -> dict[str, list[str]]:
    """For each label the words and pairs of words that speak most for it."""
    names = {column: term for term, column in model.blocks["words"].vocabulary_.items()}
    own = model.labels.coef_[:, : len(names)]
    order = np.argsort(-(own - own.mean(axis=0)), axis=1)[:, :_TELLING]
    return {
        str(label): [names[int(column)] for column in order[place]]
        for place, label in enumerate(model.labels.classes_)
    }
