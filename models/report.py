"""The report of an evaluation: one page that a person wants to read, and the same for programs."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from models import plots
from models.card import rendered
from models.dataset import lifelike
from models.evaluating import Figures, Outcomes, evaluate, outcomes_of
from models.examples import Example, worst
from models.gates import Gate, gates
from models.risk import interval
from models.training import Recipe, Workshop, recipe_of
from pipeline.classifying import load_label_model
from pipeline.classifying.artefact import label_manifest

SORTS: Final = ("way", "script", "language", "state")
"""By what papers are told apart in the plots of groups."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A model on the test rows: its name, its figures, and what it made of every row."""

    name: str
    figures: Figures
    outcomes: Outcomes

    @property
    def intervals(self) -> Mapping[str, tuple[float, float]]:
        """95 % intervals of the shares that a headline shows."""
        own = self.outcomes
        flags = {"accuracy": own.right, "named_right": own.named & ~own.wrong, "wrongly_certain": own.wrong}
        return {name: interval(int(hits.sum()), len(hits)) for name, hits in flags.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The candidate, and the champion where it is another, on the test rows of the candidate's recipe."""

    candidate: Measured
    champion: Measured | None
    gates: tuple[Gate, ...]
    recipe: Recipe
    curve: tuple[tuple[int, float], ...]
    examples: tuple[Example, ...]

    @property
    def captured(self) -> bool:
        """Whether the rows went through camera and reader."""
        return any(row.way for row in self.candidate.outcomes.rows)

    @property
    def measured(self) -> tuple[Measured, ...]:
        return (self.candidate, self.champion) if self.champion else (self.candidate,)


def compare(candidate: Path | None, champion: Path, workshop: Workshop) -> Comparison:
    """Judges both on the same rows; the worst papers are read once more for their pictures."""
    folder = (candidate or champion).resolve()
    recipe, manifest = recipe_of(folder), label_manifest(folder)
    rows = lifelike(workshop.rows(recipe.test))
    own = load_label_model(folder)
    before = None if folder == champion.resolve() else load_label_model(champion)
    outcomes = outcomes_of(own, rows)
    return Comparison(
        Measured(own.version, evaluate(own, rows), outcomes),
        Measured(before.version, evaluate(before, rows), outcomes_of(before, rows)) if before else None,
        gates(own, before, rows, recipe.error),
        recipe,
        tuple((int(count), float(share)) for count, share in manifest["learning_curve"]),
        tuple(worst(own, outcomes, recipe.seed)),
    )


def judged(candidate: Path, champion: Path, workshop: Workshop) -> tuple[Gate, ...]:
    """The gates of a candidate beside the champion."""
    recipe = recipe_of(candidate)
    before = None if candidate.resolve() == champion.resolve() else load_label_model(champion)
    return gates(load_label_model(candidate), before, lifelike(workshop.rows(recipe.test)), recipe.error)


def report_page(comparison: Comparison) -> str:
    """The report as HTML, one file, readable without network."""
    own = comparison.candidate
    table = own.figures.confusion
    labels = sorted({*table, *(said for row in table.values() for said in row)})
    models = {one.name: one.outcomes for one in comparison.measured}
    drawings = {
        "risk": plots.risk_coverage(models, comparison.recipe.error),
        "reliability": plots.reliability(own.outcomes),
        "curve": plots.learning_curve(comparison.curve) if comparison.curve else "",
        **{sort: plots.groups(own.outcomes, sort) for sort in SORTS},
    }
    return rendered(
        "report.html", comparison=comparison, figures=own.figures, labels=labels, drawings=drawings
    )


def write_report(comparison: Comparison, folder: Path) -> Path:
    """The page as a file below the folder, named after the candidate."""
    page = folder / f"{comparison.candidate.name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(report_page(comparison), encoding="utf-8")
    return page


def report_json(comparison: Comparison) -> dict[str, Any]:
    """The figures for programs; `difference` is candidate less champion, null without another champion."""
    first, champion = comparison.candidate, comparison.champion
    return {
        "schema": "sagsklar/evaluation/1",
        "model": first.name,
        **asdict(first.figures),
        "intervals": first.intervals,
        "gates": [asdict(gate) for gate in comparison.gates],
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
