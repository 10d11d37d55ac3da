"""The report of an evaluation: one page that a person wants to read, and the same for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from models.card import rendered
from models.evaluating import Figures, evaluate
from models.gates import Gate, gates
from models.registry import recipe_of
from models.training import Workshop
from pipeline.classifying import load_label_model


@dataclass(frozen=True, slots=True)
class Measured:
    """A model and its figures."""

    name: str
    figures: Figures


def compare(candidate: Path | None, champion: Path, workshop: Workshop) -> tuple[Measured, ...]:
    """The candidate and, where it is another, the champion, on the test rows of the candidate's recipe."""
    folders = dict.fromkeys([(candidate or champion).resolve(), champion.resolve()])
    rows = workshop.rows(recipe_of(next(iter(folders))).test)
    models = [load_label_model(folder) for folder in folders]
    return tuple(Measured(model.version, evaluate(model, rows)) for model in models)


def judged(candidate: Path, champion: Path, workshop: Workshop) -> tuple[Gate, ...]:
    """The gates of a candidate beside the champion."""
    recipe = recipe_of(candidate)
    before = None if candidate.resolve() == champion.resolve() else load_label_model(champion)
    return gates(load_label_model(candidate), before, workshop.rows(recipe.test), recipe.error)


def report_page(measured: Sequence[Measured]) -> str:
    """The report as HTML, readable without network."""
    table = measured[0].figures.confusion
    labels = sorted({*table, *(said for row in table.values() for said in row)})
    return rendered("report.html", measured=measured, figures=measured[0].figures, labels=labels)


def report_json(measured: Sequence[Measured]) -> dict[str, Any]:
    """The figures for programs; `difference` is candidate less champion, null without another champion."""
    first, champion = measured[0], measured[1] if len(measured) > 1 else None
    return {
        "schema": "sagsklar/evaluation/1",
        "model": first.name,
        **asdict(first.figures),
        "champion": {"model": champion.name, **asdict(champion.figures)} if champion else None,
        "difference": difference(first.figures, champion.figures) if champion else None,
    }


def difference(figures: Figures, champion: Figures) -> Mapping[str, float]:
    """What the candidate gains or loses on the same rows."""
    names = ("accuracy", "macro_f1", "named_right", "wrongly_certain", "abstained", "ece", "strangers_named")
    return {name: round(getattr(figures, name) - getattr(champion, name), 4) for name in names}


def summary_line(name: str, figures: Figures) -> str:
    """One line for people."""
    return (
        f"{name}: accuracy {figures.accuracy:.1%}, macro-F1 {figures.macro_f1:.3f}, "
        f"named rightly {figures.named_right:.1%}, wrongly certain {figures.wrongly_certain:.2%}, "
        f"abstained {figures.abstained:.1%}, ECE {figures.ece:.3f} (n={figures.n})"
    )
