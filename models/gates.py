"""May a candidate take the champion's place? Each gate is a comparison that people can read.

A candidate falls where it is worse than the champion beyond what chance explains (on all rows, on a label, on
a group), where it names wrongly more often than its target allows, and where it serves a group worse than the
rest. Chance is judged over all gates together (Bonferroni): of ninety looks some find something by luck.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np

from models.dataset import Row
from models.evaluating import Outcomes, groups_of, outcomes_of
from models.risk import interval
from pipeline.classifying.linear import LinearLabelModel
from pipeline.errors import GateRefused

CHANCE: Final = 0.05
UNFAIR: Final = 0.03
FEWEST: Final = 30
"""Rows of a group that is judged beside the whole."""
FEWEST_PAIRS: Final = 5
"""Fewer rows tell nothing, even if all were lost."""


class CandidateRefused(GateRefused):
    message = "{model} is not promoted: {gates} fell; first: {first}."
    remedy = (
        "The champion goes on serving; `sagsklar evaluate` with the folder compares both, label by label."
    )


@dataclass(frozen=True, slots=True)
class Gate:
    """One comparison: `holds`, and what was found, in words."""

    name: str
    holds: bool
    said: str


def gates(
    candidate: LinearLabelModel, champion: LinearLabelModel | None, rows: Sequence[Row], target: float
) -> tuple[Gate, ...]:
    """All gates, the general ones first; without a champion only those of the candidate alone."""
    own = outcomes_of(candidate, rows)
    found = [target_gate(own, target), *fairness_gates(own)]
    if champion is not None:
        found += progress_gates(own, outcomes_of(champion, rows))
    return tuple(found)


def require(found: Sequence[Gate], model: str) -> None:
    """Raises CandidateRefused where a gate fell."""
    fallen = [gate for gate in found if not gate.holds]
    if fallen:
        raise CandidateRefused(
            model=model,
            gates=f"{len(fallen)} of {len(found)} gates",
            first=f"{fallen[0].name}: {fallen[0].said}",
        )


def target_gate(own: Outcomes, target: float) -> Gate:
    """Of the labels named at most the target share is wrong, unless chance explains it."""
    named, wrong = int(own.named.sum()), int(own.wrong.sum())
    low, high = interval(wrong, named)
    said = f"{wrong} of {named} named wrongly, {low:.2%} to {high:.2%}, target {target:.1%}"
    return Gate("wrongly named", low <= target, said)


def fairness_gates(own: Outcomes) -> Iterator[Gate]:
    """No script, issuing state or language is served worse than all by more than three points."""
    whole = float(own.right.mean()) if len(own.right) else 0.0
    for name, members in groups_of(own.rows).items():
        count = int(members.sum())
        if count >= FEWEST and not name.startswith("way "):
            hits = int(own.right[members].sum())
            high = interval(hits, count)[1]
            said = f"{hits / count:.1%} right of {count}, all {whole:.1%}"
            yield Gate(f"fair to {name}", high >= whole - UNFAIR, said)


def progress_gates(own: Outcomes, champion: Outcomes) -> Iterator[Gate]:
    """Right and named rightly as often as the champion, wrong no more often: on all, by label, by group."""
    truth = np.array([row.label for row in own.rows])
    parts = {"all": np.ones(len(truth), bool)}
    parts |= {f"label {label}": truth == label for label in sorted(set(truth))} | groups_of(own.rows)
    bound = -NormalDist().inv_cdf(CHANCE / (2 * len(parts)))
    for name, members in parts.items():
        gain = own.right[members].astype(float) - champion.right[members]
        harm = own.wrong[members].astype(float) - champion.wrong[members]
        served = (own.named & ~own.wrong)[members].astype(float) - (champion.named & ~champion.wrong)[members]
        holds = not (worse(gain, bound) or worse(-harm, bound) or worse(served, bound))
        said = (
            f"right {gain.mean():+.1%}, named rightly {served.mean():+.1%}, "
            f"wrongly named {harm.mean():+.1%} of {int(members.sum())}"
        )
        yield Gate(f"no loss: {name}", holds, said)


def worse(differences: np.ndarray, bound: float) -> bool:
    """Whether paired differences are below nothing by more than chance; `bound`: in standard errors."""
    if len(differences) < FEWEST_PAIRS:
        return False
    spread = float(differences.std(ddof=1)) / len(differences) ** 0.5
    highest: float = float(differences.mean()) + bound * spread
    return highest < 0
