"""Is the promised error kept? Blind checks of accepted labels tell, and raise floors where it is not."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from models.risk import ALL, Answers, Targets, fails, interval, label_floors
from pipeline.classifying import LabelModel


class Checked(Protocol):
    """A label that was accepted, and what a person said who did not know it."""

    @property
    def label(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def answer(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Estimate:
    """The error of a label as it was accepted; `all` of all labels. `broken`: above target beyond chance."""

    label: str
    n: int
    wrong: int
    low: float
    high: float
    broken: bool


def estimates(checks: Sequence[Checked], target: float) -> Iterator[Estimate]:
    """Of all labels together, then of each that was checked, with 95 % intervals (Wilson 1927)."""
    for label in (ALL, *sorted({check.label for check in checks})):
        own = [check for check in checks if label in (ALL, check.label)]
        wrong = sum(check.answer != check.label for check in own)
        low, high = interval(wrong, len(own))
        yield Estimate(label, len(own), wrong, low, high, fails(wrong, len(own), target))


def higher_floors(checks: Sequence[Checked], target: float) -> dict[str, float]:
    """Floors that would have kept the target: of labels that broke it, or of every label where all did."""
    broken = {one.label for one in estimates(checks, target) if one.broken}
    floors = label_floors(answers_of_checks(checks), 0.0, Targets(target)) if broken - {ALL} else {}
    if ALL in broken and not floors:
        together = label_floors(answers_of_checks(checks, one_label=True), 0.0, Targets(target))
        floors = dict.fromkeys({check.label for check in checks}, together[ALL])
    return floors


def answers_of_checks(checks: Iterable[Checked], *, one_label: bool = False) -> Answers:
    """The checks as answers of a model; with `one_label` right and wrong alone are told apart."""
    kept = list(checks)
    likeliest = tuple(ALL if one_label else check.label for check in kept)
    truth = tuple(
        name if check.answer == check.label else f"not {name}"
        for check, name in zip(kept, likeliest, strict=True)
    )
    return Answers(truth, likeliest, np.array([check.confidence for check in kept], float))


def tighten(model: LabelModel, checks: Sequence[Checked], target: float, file: Path) -> bool:
    """Writes higher floors for the model where the guarantee broke; True when something new was written."""
    floors = {
        label: floor for label, floor in higher_floors(checks, target).items() if floor > model.floor(label)
    }
    if not floors:
        return False
    name = model.version.partition("+")[0]
    before = json.loads(file.read_bytes()) if file.is_file() else {}
    kept = before["floors"] if before.get("model") == name else {}
    half = file.with_suffix(".half")
    half.parent.mkdir(parents=True, exist_ok=True)
    said = {"model": name, "floors": {**kept, **floors}}
    half.write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", "utf-8")
    half.replace(file)
    return True
